"""Write down what `blueprint analyze` says of examples, and whole reports that tests compare.

python tools/record_analyses.py            # into examples/*/analysis.txt and tests/unit/reports/goldens
python tools/record_analyses.py --check    # says which of them are not as they would be written now
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from blueprint import analyze
from blueprint.api import report
from blueprint.reports import make_report
from blueprint.reports.catalog import FOR_TERMINALS
from blueprint.reports.text import write_text

ROOT = Path(__file__).parents[1]
EXAMPLES, GOLDENS = ROOT / "examples", ROOT / "tests" / "unit" / "reports" / "goldens"
TOLD = (
    "process_repair/process_repair",
    "shoeshine/shoeshine",
    "outpatient/outpatient",
    "insurance_claim/insurance_claim",
    "fault_repair/fault_repair_as_is",
)
WHOLE = ("shoeshine/shoeshine", "process_repair/process_repair")


def records() -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of every file."""
    for name in TOLD:
        path = EXAMPLES / f"{name}.yaml"
        told = write_text(make_report(analyze(path), FOR_TERMINALS), details=True)
        yield path.with_name("analysis.txt"), f"$ blueprint analyze {path.name} --details\n{told}"
    for name in WHOLE:
        found = analyze(EXAMPLES / f"{name}.yaml")
        stem = GOLDENS / Path(name).name
        yield stem.with_suffix(".md"), report(found, format="markdown")
        yield stem.with_suffix(".html"), _without_drawing(report(found, format="html"))


def _without_drawing(page: str) -> str:
    """Leave out the drawing, which has goldens of its own, and the hash of its style sheet."""
    return re.sub(r"<svg.*?</svg>", "<svg></svg>", page, flags=re.DOTALL)


def main() -> None:
    """Write the files, or compare them."""
    made = dict(records())
    old = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv[1:]:
        sys.exit("\n".join(["not as they would be written now:", *map(str, old)]) if old else 0)
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(made)} files, {len(old)} of them new")


if __name__ == "__main__":
    main()
