"""Small documents: what the compiler makes of one, and what it says against another.

`python -m tests.codegen.test_documents` writes the texts of accepts/ anew; the
diff is then to be read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.document import Refused, load
from codegen.formats import aliases
from codegen.output import write_all
from codegen.paths import read
from codegen.shadows import find_shadows

HERE = Path(__file__).parent
ACCEPTED = sorted(HERE.glob("accepts/*.yaml"))
REFUSED = sorted(HERE.glob("refuses/*.yaml"))


def compiled(document: Path) -> str:
    """Models, operations and routes in one text."""
    texts = write_all(read(load(document)))
    wanted = [path for path in texts if path.startswith(("models", "operations", "routes/"))]
    return "\n".join(f"##### {path}\n{texts[path]}" for path in wanted if "__init__" not in path)


def examine(document: Path) -> None:
    """Everything that may refuse."""
    contract = read(load(document))
    find_shadows(contract)
    aliases(contract)


@pytest.mark.parametrize("document", ACCEPTED, ids=lambda path: path.stem)
def test_accepted(document: Path) -> None:
    assert compiled(document) == document.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("document", REFUSED, ids=lambda path: path.stem)
def test_refused(document: Path) -> None:
    """The first line of the document is what is said about it."""
    expected = document.read_text("utf-8").split("\n")[0].removeprefix("# ")
    with pytest.raises(Refused) as caught:
        examine(document)
    assert str(caught.value).split("\n")[0] == expected


if __name__ == "__main__":
    for accepted in ACCEPTED:
        accepted.with_suffix(".txt").write_text(compiled(accepted), "utf-8")
