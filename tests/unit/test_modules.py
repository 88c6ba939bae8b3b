"""Public names stay what they are, whatever has been imported."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import importlib, inspect, pkgutil
import blueprint

for module in pkgutil.walk_packages(blueprint.__path__, "blueprint."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
shadowed = [name for name in blueprint.__all__ if inspect.ismodule(getattr(blueprint, name))]
print(shadowed)
"""


def test_no_public_name_is_shadowed_by_a_module() -> None:
    found = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
