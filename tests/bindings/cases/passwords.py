"""Passwords."""

from __future__ import annotations

from bindings import Bindings

# "correct horse", 100,000 rounds of PBKDF2-SHA256: what a Worker may have stored.
PBKDF2 = (
    "pbkdf2-sha256$100000$c2l4dGVlbiBieXRlcyBvaw==$8hQnfKHih1uycuH8c5JbHEEfBbOfJzLkwZCmczvtTlo="
)


async def case_only_the_right_password_fits(bindings: Bindings) -> None:
    hashed = await bindings.passwords.hash("pässwörd")
    assert "pässwörd" not in hashed
    assert hashed.startswith(("$2b$10$", "pbkdf2-sha256$"))
    assert await bindings.passwords.verify("pässwörd", hashed)
    assert not await bindings.passwords.verify("passwort", hashed)
    assert not await bindings.passwords.verify("", hashed)


async def case_the_same_password_is_salted(bindings: Bindings) -> None:
    passwords = bindings.passwords
    assert await passwords.hash("twice") != await passwords.hash("twice")


async def case_every_byte_of_a_long_password_counts(bindings: Bindings) -> None:
    long = "x" * 72
    hashed = await bindings.passwords.hash(long + "a")
    assert await bindings.passwords.verify(long + "a", hashed)
    assert not await bindings.passwords.verify(long + "b", hashed)
    assert not await bindings.passwords.verify(long, hashed)


async def case_nothing_fits_no_hash_or_a_strange_one(bindings: Bindings) -> None:
    for hashed in ("", "secret", "$2b$10$short", "$argon2id$v=19$x", "pbkdf2-sha256$x$y$z"):
        assert not await bindings.passwords.verify("secret", hashed)
        assert not await bindings.passwords.verify("", hashed)


async def case_hashes_of_a_worker_are_read(bindings: Bindings) -> None:
    assert await bindings.passwords.verify("correct horse", PBKDF2)
    assert not await bindings.passwords.verify("correct house", PBKDF2)
