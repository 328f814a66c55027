"""Passwords with WebCrypto's PBKDF2."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

import js
from pyodide.ffi import to_js

from bindings.cloudflare.javascript import to_object

_SCHEME = "pbkdf2-sha256"
_ITERATIONS = 100_000  # the most Workers allow
_UNKNOWN = f"{_SCHEME}${_ITERATIONS}${'A' * 22}==${'A' * 43}="


class WebCryptoPasswords:
    """bindings.Passwords: writes `pbkdf2-sha256$<iterations>$<salt>$<hash>`, both base64.

    Reads bcrypt's `$2b$…` where the bcrypt package is part of the Worker.
    """

    async def hash(self, password: str) -> str:
        salt = os.urandom(16)
        made = await _derive(password, salt, _ITERATIONS)
        parts = (_SCHEME, str(_ITERATIONS), *(base64.b64encode(b).decode() for b in (salt, made)))
        return "$".join(parts)

    async def verify(self, password: str, hashed: str) -> bool:
        if hashed.startswith("$2"):
            return _verify_bcrypt(password, hashed)
        known = hashed.startswith(f"{_SCHEME}$")
        try:
            _, iterations, salt, digest = (hashed if known else _UNKNOWN).split("$")
            wanted = base64.b64decode(digest, validate=True)
            made = await _derive(password, base64.b64decode(salt, validate=True), int(iterations))
        except ValueError:  # damaged text
            return False
        return hmac.compare_digest(made, wanted) and known


async def _derive(password: str, salt: bytes, iterations: int) -> bytes:
    subtle = js.crypto.subtle
    usages = to_js(["deriveBits"])
    key = await subtle.importKey("raw", to_js(password.encode()), "PBKDF2", False, usages)
    scheme = {"name": "PBKDF2", "hash": "SHA-256", "salt": salt, "iterations": iterations}
    return bytes((await subtle.deriveBits(to_object(scheme), key, 256)).to_bytes())


def _verify_bcrypt(password: str, hashed: str) -> bool:
    try:
        import bcrypt
    except ImportError:
        return False
    data = password.encode()
    if len(data) > 72:  # as bindings.local writes them
        data = base64.b64encode(hashlib.sha256(data).digest())
    try:
        return bcrypt.checkpw(data, hashed.encode())
    except ValueError:
        return False
