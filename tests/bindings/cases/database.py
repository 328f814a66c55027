"""Database."""

from __future__ import annotations

import json
from collections.abc import Awaitable
from typing import Any

import msgspec

from bindings import Bindings, Sql, TooBig, Violation, joined

TEXT = Sql("SELECT name FROM cases_kept ORDER BY name")


class Row(msgspec.Struct, array_like=True):
    id: str
    count: int
    ratio: float | None
    shown: bool
    note: str | None


async def _violation(work: Awaitable[Any]) -> tuple[str, str]:
    try:
        await work
    except Violation as broken:
        return broken.kind, broken.detail
    raise AssertionError("nothing was refused")


async def _refused(work: Awaitable[Any]) -> bool:
    try:
        await work
    except Exception:
        return True
    return False


async def case_rows_become_structs_and_tuples(bindings: Bindings) -> None:
    database = bindings.database
    select = Sql(
        "SELECT ?, CAST(? AS INTEGER), ?, CAST(? AS INTEGER), ?", ("a", 3, 0.5, True, None)
    )
    assert await database.one(select, Row) == Row("a", 3, 0.5, True, None)
    assert await database.all(select, Row) == [Row("a", 3, 0.5, True, None)]
    row = await database.one(select, tuple[str, int, float, bool, str | None])
    assert row == ("a", 3, 0.5, True, None)
    nothing = Sql("SELECT 1 WHERE 0")
    assert await database.one(nothing, tuple[int]) is None
    assert await database.all(nothing, tuple[int]) == []


async def case_text_survives_as_it_is(bindings: Bindings) -> None:
    for text in ("", "null", "true", "12", "ünï — 🦀", 'it\'s "quoted"', "line\nline"):
        assert await bindings.database.one(Sql("SELECT ?", (text,)), tuple[str]) == (text,)


async def case_numbers_are_bound_as_real(bindings: Bindings) -> None:
    select = Sql("SELECT 'x' || ?, ? / 2, typeof(?)", (3, 3, True))
    assert await bindings.database.one(select, tuple[str, float, str]) == ("x3.0", 1.5, "real")
    paged = Sql("SELECT value FROM json_each(?) LIMIT ? OFFSET ?", ("[1,2,3,4]", 2, 1))
    assert await bindings.database.all(paged, tuple[int]) == [(2,), (3,)]


async def case_integers_are_exact_up_to_2_to_the_53(bindings: Bindings) -> None:
    large = 2**53 - 1
    select = Sql("SELECT CAST(? AS INTEGER), CAST(? AS INTEGER)", (large, -large))
    assert await bindings.database.one(select, tuple[int, int]) == (large, -large)


async def case_what_cannot_be_bound_is_refused(bindings: Bindings) -> None:
    for value in (2**53, -(2**53), float("nan"), float("inf"), b"bytes", bytearray(b"x")):
        wrong: Any = value
        assert await _refused(bindings.database.all(Sql("SELECT ?", (wrong,)), tuple[Any])), value


async def case_a_value_is_at_most_2_mb(bindings: Bindings) -> None:
    database = bindings.database
    select = Sql("SELECT length(?) AS length", ("x" * 1_900_000,))
    assert await database.one(select, tuple[int]) == (1_900_000,)
    select = Sql("SELECT length(?) AS length", ("x" * 2_100_000,))
    for work in (database.one(select, tuple[int]), database.run(select), database.batch([select])):
        try:
            await work
        except TooBig:
            continue
        raise AssertionError("nothing was refused")


async def case_fragments_keep_their_arguments(bindings: Bindings) -> None:
    wanted = joined(" OR ", [Sql("value = ?", ("b",)), Sql("value = ?", ("d",))])
    select = Sql("SELECT value FROM json_each(?) WHERE", ('["a","b","c","d"]',)) & wanted
    select = select & Sql("ORDER BY value DESC LIMIT ?", (5,))
    assert await bindings.database.all(select, tuple[str]) == [("d",), ("b",)]


async def case_a_write_is_read_at_once(bindings: Bindings) -> None:
    database = bindings.database
    await database.run(Sql("CREATE TABLE cases_seen (n INTEGER NOT NULL) STRICT"))
    for n in range(20):
        await database.run(Sql("INSERT INTO cases_seen VALUES (?)", (n,)))
        assert await database.one(Sql("SELECT max(n) FROM cases_seen"), tuple[int]) == (n,)
    await database.run(Sql("DROP TABLE cases_seen"))


async def case_returning(bindings: Bindings) -> None:
    database = bindings.database
    await database.run(Sql("CREATE TABLE cases_returned (id INTEGER PRIMARY KEY, t TEXT) STRICT"))
    insert = "INSERT INTO cases_returned (t) SELECT value FROM json_each(?) RETURNING id, t"
    first = await database.one(Sql(insert, ('["a","b"]',)), tuple[int, str])
    assert first == (1, "a")
    rows = await database.all(Sql(insert, ('["c","d"]',)), tuple[int, str])
    assert sorted(rows) == [(3, "c"), (4, "d")]
    upsert = Sql(
        "WITH new(id, t) AS (VALUES (4, 'D')) INSERT INTO cases_returned SELECT * FROM new WHERE 1"
        " ON CONFLICT (id) DO UPDATE SET t = excluded.t RETURNING t"
    )
    assert await database.one(upsert, tuple[str]) == ("D",)
    gone = await database.all(Sql("DELETE FROM cases_returned RETURNING t"), tuple[str])
    assert len(gone) == 4
    assert await database.one(Sql("DELETE FROM cases_returned RETURNING t"), tuple[str]) is None
    await database.run(Sql("DROP TABLE cases_returned"))


async def case_batch_answers_per_statement(bindings: Bindings) -> None:
    database = bindings.database
    assert await database.batch([]) == []
    answers = await database.batch(
        [
            Sql("CREATE TABLE cases_batched (name TEXT, n INTEGER) STRICT"),
            Sql("INSERT INTO cases_batched VALUES (?, ?), (?, ?)", ("a", 1, "b", 2)),
            Sql("UPDATE cases_batched SET n = n + 1 WHERE n = ? RETURNING name, n", (2,)),
            Sql("SELECT name, n FROM cases_batched ORDER BY name"),
            Sql("SELECT name FROM cases_batched WHERE 0"),
            Sql("DROP TABLE cases_batched"),
        ]
    )
    assert answers == [[], [], [["b", 3]], [["a", 1], ["b", 3]], [], []]


async def case_batch_is_all_or_nothing(bindings: Bindings) -> None:
    database = bindings.database
    await database.run(Sql("CREATE TABLE cases_kept (name TEXT UNIQUE NOT NULL) STRICT"))
    insert = "INSERT INTO cases_kept VALUES (?)"
    await database.run(Sql(insert, ("first",)))
    twice = [Sql(insert, ("second",)), Sql(insert, ("first",)), Sql(insert, ("third",))]
    assert await _violation(database.batch(twice)) == ("unique", "cases_kept.name")
    assert await database.all(TEXT, tuple[str]) == [("first",)]
    assert await _refused(database.batch([Sql(insert, ("fourth",)), Sql("NOT SQL")]))
    assert await database.all(TEXT, tuple[str]) == [("first",)]
    await database.batch([Sql(insert, ("second",)), Sql(insert, ("third",))])
    assert len(await database.all(TEXT, tuple[str])) == 3
    await database.run(Sql("DROP TABLE cases_kept"))


async def case_violations_name_the_rule(bindings: Bindings) -> None:
    database = bindings.database
    await database.batch(
        [
            Sql(
                "CREATE TABLE cases_rules (id TEXT PRIMARY KEY, a TEXT NOT NULL, b INTEGER NOT NULL"
                " CHECK (b > 0), c INTEGER, parent TEXT REFERENCES cases_rules (id),"
                " CONSTRAINT cases_small CHECK (c < 10), UNIQUE (a, b)) STRICT"
            ),
            Sql(
                "CREATE TRIGGER cases_raise BEFORE INSERT ON cases_rules WHEN new.a = 'bad'"
                " BEGIN SELECT RAISE(ABORT, 'quota: exceeded'); END"
            ),
            Sql("INSERT INTO cases_rules VALUES ('1', 'x', 1, 1, NULL)"),
        ]
    )
    expected = {
        "('1', 'y', 1, 1, NULL)": ("unique", "cases_rules.id"),
        "('2', 'x', 1, 1, NULL)": ("unique", "cases_rules.a, cases_rules.b"),
        "('2', NULL, 1, 1, NULL)": ("not null", "cases_rules.a"),
        "('2', 'y', 0, 1, NULL)": ("check", "b > 0"),
        "('2', 'y', 1, 10, NULL)": ("check", "cases_small"),
        "('2', 'y', 1, 1, 'no')": ("foreign key", ""),
        "('2', 'bad', 1, 1, NULL)": ("raised", "quota: exceeded"),
    }
    for values, broken in expected.items():
        insert = Sql(f"INSERT INTO cases_rules VALUES {values}")
        assert await _violation(database.run(insert)) == broken
        assert await _violation(database.batch([insert])) == broken
        returning = insert & Sql("RETURNING id")
        assert await _violation(database.one(returning, tuple[str])) == broken
        assert await _violation(database.all(returning, tuple[str])) == broken
    await database.run(Sql("DROP TABLE cases_rules"))


async def case_an_index_on_an_expression_is_named(bindings: Bindings) -> None:
    database = bindings.database
    await database.run(Sql("CREATE TABLE cases_mail (a TEXT) STRICT"))
    await database.run(Sql("CREATE UNIQUE INDEX cases_lower ON cases_mail (lower(a))"))
    await database.run(Sql("INSERT INTO cases_mail VALUES ('x')"))
    again = Sql("INSERT INTO cases_mail VALUES ('X')")
    assert await _violation(database.run(again)) == ("unique", "index 'cases_lower'")
    await database.run(Sql("DROP TABLE cases_mail"))


async def case_a_wrong_type_is_no_violation(bindings: Bindings) -> None:
    database = bindings.database
    await database.run(Sql("CREATE TABLE cases_typed (n INTEGER) STRICT"))
    insert = Sql("INSERT INTO cases_typed VALUES (?)", ("text",))
    assert await _refused(database.run(insert))
    try:
        await database.run(insert)
    except Violation:
        raise AssertionError("a fault of the program, not of the data") from None
    except Exception:
        pass
    await database.run(Sql("DROP TABLE cases_typed"))


async def case_foreign_keys_may_be_deferred_in_a_batch(bindings: Bindings) -> None:
    database = bindings.database
    await database.batch(
        [
            Sql("CREATE TABLE cases_parent (id INTEGER PRIMARY KEY) STRICT"),
            Sql("CREATE TABLE cases_child (id INTEGER REFERENCES cases_parent (id)) STRICT"),
        ]
    )
    defer = Sql("PRAGMA defer_foreign_keys = ON")
    child, parent = (Sql(f"INSERT INTO cases_{name} VALUES (1)") for name in ("child", "parent"))
    assert await _violation(database.batch([defer, child])) == ("foreign key", "")
    await database.batch([defer, child, parent])
    assert await database.one(Sql("SELECT id FROM cases_child"), tuple[int]) == (1,)
    await database.batch([Sql("DROP TABLE cases_child"), Sql("DROP TABLE cases_parent")])


async def case_many_rows_in_one_parameter(bindings: Bindings) -> None:
    database = bindings.database
    await database.run(Sql("CREATE TABLE cases_many (id TEXT PRIMARY KEY, n INTEGER) STRICT"))
    rows = json.dumps([[f"id{n:05}", n] for n in range(5000)])
    await database.run(
        Sql("INSERT INTO cases_many SELECT value ->> 0, value ->> 1 FROM json_each(?)", (rows,))
    )
    some = json.dumps(["id00003", "id04999", "nobody"])
    select = Sql(
        "SELECT n FROM cases_many WHERE id IN (SELECT value FROM json_each(?)) ORDER BY n", (some,)
    )
    assert await database.all(select, tuple[int]) == [(3,), (4999,)]
    await database.run(Sql("DROP TABLE cases_many"))


async def case_limits(bindings: Bindings) -> None:
    database = bindings.database
    hundred = Sql(f"SELECT {' + '.join('?' * 50)}, {' + '.join('?' * 50)}", (1,) * 100)
    assert await database.one(hundred, tuple[float, float]) == (50, 50)
    too_much = [
        Sql("SELECT json_array(" + ", ".join("?" * 101) + ")", (1,) * 101),
        Sql(" UNION ALL ".join(["SELECT 1"] * 6)),
        Sql("SELECT 'x' LIKE ?", ("x" * 51,)),
        Sql("SELECT 1 /* " + "x" * 100_000 + " */"),
        Sql("SELECT " + ", ".join("1" * 101)),
    ]
    for sql in too_much:
        assert await _refused(database.all(sql, tuple[Any, ...])), sql.text[:60]


async def case_statements_that_are_not_for_callers(bindings: Bindings) -> None:
    database = bindings.database
    for text in (
        "BEGIN",
        "BEGIN IMMEDIATE",
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT a",
        "ATTACH ':memory:' AS other",
        "CREATE TEMP TABLE cases_temp (a)",
        "VACUUM",
        "PRAGMA user_version",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA busy_timeout = 1",
        "SELECT power(2, 3)",
        "SELECT median(1)",
    ):
        assert await _refused(database.run(Sql(text))), text
        assert await _refused(database.all(Sql(text), tuple[Any, ...])), text
    assert await database.one(Sql("SELECT 1"), tuple[int]) == (1,)
    await database.batch([Sql("SELECT 1")])


async def case_full_text_search(bindings: Bindings) -> None:
    database = bindings.database
    await database.run(Sql("CREATE VIRTUAL TABLE cases_words USING fts5 (t, tokenize = trigram)"))
    await database.run(Sql("INSERT INTO cases_words VALUES (?), (?)", ("IMG_2042.heic", "sunset")))
    found = Sql("SELECT t FROM cases_words WHERE cases_words MATCH ?", ('"2042"',))
    assert await database.all(found, tuple[str]) == [("IMG_2042.heic",)]
    await database.run(Sql("DROP TABLE cases_words"))
