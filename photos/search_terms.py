"""What the index of words is asked for.

FTS5 gathers everything that begins with a word before it answers the first hit,
unless an index of beginnings (of two and three letters) holds just that. Words
that are there, and such beginnings, it reads in step with one another, as far as
the page reaches. So the beginning of a word is put as what there is of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bindings import Sql, joined
from photos import words


def match(conditions: Sequence[str], query: str) -> Sql:
    """What MATCH is given: the conditions, and that each word of a query stands at the
    beginning of some word. Nothing fulfils a query without words."""
    if not query:
        return Sql("?", (" AND ".join(conditions),))
    phrases = words.phrases(query)
    parts = [_beginning(phrase) for phrase in phrases[:_MOST_WORDS]]
    if (rest := phrases[_MOST_WORDS:]) or not parts:
        parts.append(Sql("?", (words.beginnings(rest),)))
    asked = joined(" || ' AND ' || ", parts)
    before = "".join(f"{condition} AND " for condition in conditions)
    return Sql("(? ||", (f"{before}words : (",)) & asked & Sql("|| ')')")


_MOST_WORDS = 8
_MOST_TERMS = 30
"""Beyond them gathering is cheaper."""


def _beginning(phrase: str) -> Sql:
    word = phrase.strip('"')
    plain = word.isascii() and word.isalnum()
    if not plain or len(word) in (2, 3):
        return Sql("?", (f"{phrase}*",))
    length = 2 if len(word) == 1 else 1_000_000
    return Sql(
        f"""(
          WITH RECURSIVE
          asked (word) AS (SELECT ?),
          found (term, word) AS (
            SELECT (SELECT term FROM asset_terms WHERE term >= word LIMIT 1), word FROM asked
            UNION ALL
            SELECT (
              SELECT term FROM asset_terms
              WHERE
                term >= iif(
                  length(found.term) < {length}, found.term || '!',
                  substr(found.term, 1, {length}) || char(1114111)
                )
              LIMIT 1
            ), word
            FROM found WHERE found.term < word || char(1114111) LIMIT {_MOST_TERMS + 1}
          )
          SELECT
            iif(
              count(*) BETWEEN 1 AND {_MOST_TERMS},
              '(' || group_concat(
                '"' || substr(term, 1, {length}) || iif(length(term) < {length}, '"', '"*'), ' OR '
              ) || ')',
              (SELECT '"' || word || '"*' FROM asked)
            )
          FROM found WHERE term < word || char(1114111)
        )""",
        (word,),
    )
