"""What is typed into a search box, as what the search index can look up.

The index folds the same way (migrations/0013_search.sql): whoever changes a
rule here changes it there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_FOLDED = re.compile("[\u00c0-\u037d\u037f-\u058f\u1e00-\u1fee\u1ff0-\u1fff]")
"""Letters that come with accents or in two cases, beyond ASCII; combining marks too."""
_SPACED = re.compile("[\u2600-\u27bf\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U0001f000-\U0010ffff]")
"""Scripts written without spaces, and pictograms: each letter is a word."""
_TOKEN = re.compile(r"L.|N.|Co|So")
"""Categories of what words are made of, as the index counts them."""
_MOST = 30


def fold(text: str) -> str:
    """Lower case without accents, letter by letter: in lower() a neighbour may count."""
    return lower(text if text.isascii() else _FOLDED.sub(_plain, text))


def lower(text: str) -> str:
    """As the database does it: ASCII alone."""
    if text.isascii():
        return text.lower()
    return "".join([letter.lower() if letter.isascii() else letter for letter in text])


def _plain(letter: re.Match[str]) -> str:
    bare = [c for c in unicodedata.normalize("NFD", letter[0]) if not "\u0300" <= c <= "\u036f"]
    lower = unicodedata.normalize("NFC", "".join(bare)).lower()
    return "σ" if lower == "ς" else lower


def phrases(text: str) -> list[str]:
    """Each word of the text as a condition of FTS5, in which no sign means anything.

    Of a text of very many words the first count.
    """
    return [phrase for word in text.split()[:_MOST] if (phrase := whole(word))]


def beginnings(found: Sequence[str]) -> str:
    """A condition of FTS5: each phrase stands at the beginning of some word. One that
    nothing fulfils without phrases."""
    return " AND ".join([f"{phrase}*" for phrase in found]) or quoted(" ")


def whole(text: str) -> str | None:
    """A condition of FTS5: the words of the text follow one another. None without words."""
    if not any(_TOKEN.fullmatch(unicodedata.category(letter)) for letter in text):
        return None
    return quoted(_SPACED.sub(r" \g<0> ", fold(text)))


def quoted(text: str) -> str:
    """A string of FTS5; NUL would end the whole condition."""
    return f'''"{text.replace(chr(0), " ").replace('"', '""')}"'''
