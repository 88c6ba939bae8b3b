"""The public names: loaded on first use, so that the import is quick, and all of them there."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from typing import Any

import pytest

import blueprint

HEAVY = {"pydantic", "networkx", "jinja2", "yaml", "click", "wcwidth", "uniseg", "numpy", "scipy", "graphviz"}


def modules_after(script: str) -> set[str]:
    """Return the top packages that a fresh Python has loaded after a script."""
    script += "\nimport json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(json.loads(done.stdout))


def test_the_import_loads_nothing_heavy() -> None:
    assert modules_after("import blueprint; dir(blueprint); blueprint.__version__") & HEAVY == set()


def test_quantities_and_errors_load_nothing_heavy() -> None:
    script = "from blueprint import minutes, triangular, per_hour, BlueprintError, Diagnostic; triangular('1 min', '2 min', '3 min')"
    assert modules_after(script) & HEAVY == set()


def test_checking_loads_no_drawing() -> None:
    script = "import blueprint; blueprint.check('title: T\\nsteps:\\n  - customer: Enter\\n')"
    assert modules_after(script) & {"jinja2", "uniseg", "numpy", "scipy", "graphviz", "click"} == set()


@pytest.mark.parametrize("name", blueprint.__all__)
def test_every_public_name_loads_from_its_home(name: str) -> None:
    home = next(module for module, names in blueprint._HOME.items() if name in names)
    assert getattr(blueprint, name) is getattr(importlib.import_module(home), name)


def test_the_names_that_load_are_the_names_that_are_promised() -> None:
    assert sorted(blueprint.__all__) == sorted(blueprint._MODULE_OF)
    assert len(set(blueprint.__all__)) == len(blueprint.__all__)


def test_dir_lists_what_is_not_loaded_yet() -> None:
    script = "import blueprint; assert 'minutes' not in vars(blueprint); print('minutes' in dir(blueprint))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "True"


def test_a_star_import_brings_all_of_them() -> None:
    names: dict[str, Any] = {}
    exec("from blueprint import *", names)
    assert set(blueprint.__all__) <= set(names)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'blueprint' has no attribute 'minute'"):
        blueprint.minute  # noqa: B018
    assert not hasattr(blueprint, "__wrapped__")


def test_the_version_is_that_of_the_distribution() -> None:
    metadata = pytest.importorskip("importlib.metadata")
    try:
        assert blueprint.__version__ == metadata.version("service-blueprint")
    except metadata.PackageNotFoundError:
        pytest.skip("the distribution is not installed")
