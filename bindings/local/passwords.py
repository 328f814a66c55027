"""Passwords with bcrypt, and those a Worker wrote."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac

import bcrypt

_COST = 10
# What an unknown user's password is compared with. Its own password was random
# and forgotten, and the answer is False whatever comes out.
_DUMMY = "$2b$10$KJyl5b7ylxsHizJjMyMvCeQ39V7pfo/nr1wBIbW.O/vFHF5tShgJG"


class BcryptPasswords:
    """bindings.Passwords: writes `$2b$…` of cost 10, also reads `pbkdf2-sha256$…`.

    bcrypt sees 72 bytes only. A longer password goes in as the base64 of its
    SHA-256, so that every byte of it counts.
    """

    async def hash(self, password: str) -> str:
        return await asyncio.to_thread(_hash, password)

    async def verify(self, password: str, hashed: str) -> bool:
        return await asyncio.to_thread(_verify, password, hashed)


def _hash(password: str) -> str:
    return bcrypt.hashpw(_input(password), bcrypt.gensalt(_COST)).decode()


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
