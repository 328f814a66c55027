"""The data folder: who may use it, and the key that lies in it."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path


class Unusable(Exception):
    """Something the owner of the machine must put right; the text says what, in one line."""


class FolderLock:
    """Keeps a second process out of a data folder for as long as this one lives. A folder
    it makes is readable by the owner only.

    The kernel drops the lock with the process, however it ends, so a crash
    leaves nothing to clean up. Raises Unusable when the folder cannot be
    made or written, or is in use.
    """

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except (FileExistsError, NotADirectoryError):
            raise Unusable(f"data folder {folder} is not a folder") from None
        except OSError as error:
            raise Unusable(f"data folder {folder} cannot be used: {error.strerror}") from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._file)
            raise Unusable(f"data folder {folder} is in use by another process") from None

    def release(self) -> None:
        os.close(self._file)


def token_key(folder: Path) -> bytes:
    """The 32 bytes of `token.key`, made at the first call; readable by the owner only."""
    path = folder / "token.key"
    if not path.exists():
        fresh = folder / "token.key.new"
        fresh.unlink(missing_ok=True)
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(file, "wb") as out:
            out.write(secrets.token_bytes(32))
            out.flush()
            os.fsync(file)
        fresh.rename(path)
    key = path.read_bytes()
    if len(key) < 32:
        raise Unusable(f"{path} is damaged: remove it, and everybody has to log in again")
    return key
