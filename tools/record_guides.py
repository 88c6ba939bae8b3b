"""Write into the guides what their commands say, and draw their pictures; tests compare both.

python tools/record_guides.py
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
HOW_TO, IMAGES = DOCS / "how-to", DOCS / "images"
GUIDES = {"simulate-a-service.md": "coffee.yaml", "staff-a-service.md": "hotline.yaml"}
"""The guide, and the file that its first block of YAML is saved in."""


def recorded(text: str, name: str) -> str:
    """Return a guide with what its commands say now."""
    (source, *_) = re.findall(r"^```yaml\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_text(source, "utf-8")

        def said(block: re.Match[str]) -> str:
            command = block[1].partition("\n")[0]
            arguments = [sys.executable, "-m", "blueprint", *shlex.split(command)[2:]]
            done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
            return f"```console\n{command}\n{done.stdout}```"

        return re.sub(r"^```console\n(\$ blueprint .*?)^```$", said, text, flags=re.MULTILINE | re.DOTALL)


def pictures() -> Iterator[tuple[str, str]]:
    """Yield the names and the contents of the pictures of the guide to simulation."""
    from blueprint import simulate, sweep
    from blueprint.api import draw_sweep
    from blueprint.io.scenarios import parse_scenarios
    from blueprint.reports.pictures import queue_picture
    from blueprint.themes import load_theme

    text = (HOW_TO / "simulate-a-service.md").read_text("utf-8")
    stand, named, grid = re.findall(r"^```yaml\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    found = simulate(stand)
    draw = queue_picture(found, {item.id: item.name for item in found.blueprint.resources})
    assert draw is not None
    yield "queue-over-day.svg", draw(load_theme("light"))
    for name, text in (("scenarios.svg", named), ("sweep.svg", grid)):
        file = parse_scenarios(text, name)
        yield name, draw_sweep(sweep(stand, file.scenarios, axes=file.axes))


def main() -> None:
    """Write the guides and their pictures."""
    for guide, name in GUIDES.items():
        path = HOW_TO / guide
        path.write_text(recorded(path.read_text("utf-8"), name), encoding="utf-8", newline="\n")
    for name, svg in pictures():
        (IMAGES / name).write_text(svg, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
