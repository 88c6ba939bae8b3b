"""Write down what `blueprint simulate` and `blueprint staff` say of examples.

python tools/record_simulations.py            # into examples/*/simulation*.txt and staffing*.txt
python tools/record_simulations.py --check    # says which of them are not as they would be written now
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"
_USUAL = "--scenario 'usual day' --horizon '2 d' --details"
COMMANDS = {
    "bank_branch/simulation.txt": "simulate bank_branch.yaml --details",
    "bank_branch/simulation_to_be.txt": "simulate bank_branch_to_be.yaml --details",
    "restaurant/simulation.txt": "simulate restaurant.yaml --details",
    "restaurant/staffing.txt": "staff restaurant.yaml",
    "bank_branch/staffing.txt": "staff bank_branch.yaml",
    "key_account/simulation.txt": "simulate key_account.yaml --horizon '28 d' --replications 20 --details",
    "fault_repair/simulation_as_is.txt": f"simulate fault_repair_as_is.yaml --scenarios scenarios/as_is.yaml {_USUAL}",
    "fault_repair/simulation_to_be.txt": f"simulate fault_repair_to_be.yaml --scenarios scenarios/to_be.yaml {_USUAL}",
}
"""What is written into each file: the command, and what it says."""


def records() -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of every file."""
    for name, command in COMMANDS.items():
        path = EXAMPLES / name
        arguments = [sys.executable, "-m", "blueprint", *shlex.split(command)]
        said = subprocess.run(arguments, cwd=path.parent, capture_output=True, text=True, encoding="utf-8", check=True)
        yield path, f"$ blueprint {command}\n{said.stdout}"


def main() -> None:
    """Write the files, or compare them."""
    made = dict(records())
    old = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv[1:]:
        sys.exit("\n".join(["not as they would be written now:", *map(str, old)]) if old else 0)
    for path in old:
        path.write_text(made[path], encoding="utf-8", newline="\n")
    print(f"{len(made)} files, {len(old)} of them new")


if __name__ == "__main__":
    main()
