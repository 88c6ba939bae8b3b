"""Write into the guides what their commands say: the blocks that begin with `$ blueprint` and are compared by tests.

python tools/record_guides.py
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

HOW_TO = Path(__file__).parents[1] / "docs" / "how-to"
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


def main() -> None:
    """Write the guides."""
    for guide, name in GUIDES.items():
        path = HOW_TO / guide
        path.write_text(recorded(path.read_text("utf-8"), name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
