"""Passwords with bcrypt, and those a Worker wrote."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac

import bcrypt

# What an unknown user's password is compared with. Its own password was random
# and forgotten, and the answer is False whatever comes out.
_DUMMY = "$2b$10$KJyl5b7ylxsHizJjMyMvCeQ39V7pfo/nr1wBIbW.O/vFHF5tShgJG"


class BcryptPasswords:
    """bindings.Passwords: writes `$2b$…`, also reads `pbkdf2-sha256$…`.

    `cost` is the binary logarithm of bcrypt's rounds. Only tests, which log in
    a thousand times, may have it cheaper.

    bcrypt sees 72 bytes only. A longer password goes in as the base64 of its
    SHA-256, so that every byte of it counts.
    """

    def __init__(self, cost: int = 10) -> None:
        self._cost = cost

    async def hash(self, password: str) -> str:
        return await asyncio.to_thread(_hash, password, self._cost)

    async def verify(self, password: str, hashed: str) -> bool:
        return await asyncio.to_thread(_verify, password, hashed)


def _hash(password: str, cost: int) -> str:
    return bcrypt.hashpw(_input(password), bcrypt.gensalt(cost)).decode()


def _verify(password: str, hashed: str) -> bool:
    if hashed.startswith("pbkdf2-sha256$"):
        return _verify_pbkdf2(password, hashed)
    known = hashed.startswith("$2")
    try:
        right = bcrypt.checkpw(_input(password), (hashed if known else _DUMMY).encode())
    except ValueError:  # damaged text
        return False
    return known and right


def _verify_pbkdf2(password: str, hashed: str) -> bool:
    """`pbkdf2-sha256$<iterations>$<salt base64>$<hash base64>`, as a Worker writes it."""
    try:
        _, iterations, salt, digest = hashed.split("$")
        wanted = base64.b64decode(digest, validate=True)
        made = hashlib.pbkdf2_hmac(
            "sha256", password.encode(), base64.b64decode(salt, validate=True), int(iterations)
        )
    except ValueError:
        return False
    return hmac.compare_digest(made, wanted)


def _input(password: str) -> bytes:
    data = password.encode()
    return data if len(data) <= 72 else base64.b64encode(hashlib.sha256(data).digest())
