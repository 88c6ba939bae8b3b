"""Formats are found by name or ending, and cost nothing until one is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from blueprint.errors import PluginError
from blueprint.io.formats import FORMATS, Format, format_named, format_of
from blueprint.model import Blueprint


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("yaml", "yaml"),
        (".yaml", "yaml"),
        (".yml", "yaml"),
        ("YML", "yaml"),
        (".JSON", "json"),
        ("py", "py"),
        ("python", "py"),
    ],
)
def test_a_format_is_found_by_name_and_by_ending(name: str, expected: str) -> None:
    assert format_named(name).name == expected


def test_a_file_says_its_format_by_its_ending() -> None:
    assert format_of("services/bar.blueprint.yml").name == "yaml"


@pytest.mark.parametrize("item", FORMATS, ids=lambda item: item.name)
def test_every_format_of_the_catalog_writes_what_it_reads(item: Format) -> None:
    blueprint = Blueprint(title="T")
    assert item.reads and item.writes
    assert item.parse(item.dump(blueprint), "a" + item.suffixes[0]).blueprint == blueprint


@pytest.mark.parametrize(
    ("name", "file", "words"),
    [
        (".yamk", "a.yamk", ("'.yamk'", "'a.yamk'", "did you mean '.yaml'?")),
        (".docx", "", ("'.docx'", ".yaml, .yml, .json, .py")),
        ("", "bar", ("'bar' has no ending", ".yaml")),
        ("", "", ("no format is named", ".yaml")),
        ("jsn", "", ("'jsn'", "did you mean 'json'?")),
    ],
)
def test_an_unknown_format_is_refused_with_the_nearest_known(name: str, file: str, words: tuple[str, ...]) -> None:
    with pytest.raises(PluginError) as raised:
        format_named(name, file)
    (found,) = raised.value.diagnostics
    assert found.code == "BP902"
    for word in words:
        assert word in f"{found.message} {found.hint}"


def test_a_format_that_goes_one_way_says_so() -> None:
    only_written, only_read = Format("chart", (".chart",), writer="a:b"), Format("script", (".txt",), reader="a:b")
    with pytest.raises(PluginError, match="'chart' cannot be read here") as raised:
        _ = only_written.parse
    assert raised.value.diagnostics[0].code == "BP904"
    with pytest.raises(PluginError, match="'script' cannot be written here"):
        _ = only_read.dump


def test_the_catalog_alone_imports_neither_yaml_nor_pydantic() -> None:
    code = (
        "import sys, blueprint.io.formats as f; f.format_named('.yaml');"
        "print(sorted({'yaml', 'pydantic', 'json', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
