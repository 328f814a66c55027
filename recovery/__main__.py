"""`python -m recovery`: see --help."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from asyncio import Runner
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path

from bindings import Database
from bindings.local import Unusable, open_beside, require_same_version
from bindings.local.passwords import BcryptPasswords
from deploy.wrangler import Failed
from photos import attempts, credentials, settings, system, users
from photos.refusal import Refused
from photos.users import User
from recovery import cloud

Hash = Callable[[str], Awaitable[str]]

_MADE_UP = 12
"""Bytes of chance in a password that nobody is there to be asked for."""


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 done, 1 it failed on the way, 2 not begun, 130 interrupted."""
    wish = _wish(arguments)
    try:
        with Runner() as runner, _opened(runner, wish) as (database, hash):
            if wish.step == "password":
                _replace_password(runner, database, hash, wish.email)
            elif wish.step == "login":
                runner.run(switch_login_on(database))
            else:
                runner.run(show_users(database))
    except (EOFError, KeyboardInterrupt):
        return 130
    except (Failed, Refused, Unusable) as fault:
        print(f"recovery: {fault}", file=sys.stderr)
        return 1 if isinstance(fault, Failed) else 2
    return 0


async def show_users(database: Database) -> None:
    for user in await users.all_live(database):
        print(f"{user.email}  {user.name}{'  (admin)' if user.is_admin else ''}")


async def switch_login_on(database: Database) -> None:
    stored = await system.read(database, settings.KEY)
    if stored.pop("passwordLogin", None) is not None:
        await system.write(database, settings.KEY, stored)
    print("Logging in with a password is on.")


async def find(database: Database, email: str) -> User:
    """Raises Refused where nobody has that address."""
    found = await users.find_by_email(database, users.address(email))
    if found is None:
        raise Refused(f"nobody has the address {email}; the step `users` shows who is here")
    return found


async def replace_password(database: Database, hash: Hash, user: User, password: str) -> None:
    """Give an account another password and log out all its devices."""
    hashed = await hash(credentials.required(password))
    # Whoever forgot a password has guessed at it: no limit is to refuse the new one.
    await database.run(attempts.cleanup(datetime.now(UTC) + attempts.WINDOW))
    await credentials.replace_password(database, user.id, hashed, keep=None)
    print(f"{user.email} has a new password and is logged out everywhere.")
    if not (await settings.read(database)).password_login:
        print("Logging in with a password is off: the step `login on` switches it on.")


def _replace_password(runner: Runner, database: Database, hash: Hash, email: str) -> None:
    """It is asked for outside of the runner, which would keep Ctrl-C back until the answer."""
    user = runner.run(find(database, email))
    if sys.stdin.isatty():
        password = getpass("New password: ")
        if password != getpass("Once more: "):
            raise Refused("these were two different ones; nothing is changed")
        runner.run(replace_password(database, hash, user, password))
    else:
        password = secrets.token_urlsafe(_MADE_UP)
        runner.run(replace_password(database, hash, user, password))
        print(password)


@contextmanager
def _opened(runner: Runner, wish: argparse.Namespace) -> Iterator[tuple[Database, Hash]]:
    """The database, and what hashes passwords as its server does. Raises Unusable, Failed."""
    if wish.cloudflare:
        remote = cloud.find_database()
        runner.run(require_same_version(remote))
        yield remote, cloud.hash_password
        return
    local = runner.run(open_beside(wish.data))
    try:
        yield local, BcryptPasswords().hash
    finally:
        local.close()


def _wish(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="recovery",
        description="The way back in for whoever runs the server but cannot log in. It may be"
        " serving meanwhile.",
    )
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("DATA_DIR") or "./data", help="or DATA_DIR"
    )
    parser.add_argument(
        "--cloudflare", action="store_true", help="the Worker's database, by wrangler"
    )
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("users", help="who has an account")
    text = "give an account a new password, asked for here, or made up where nobody can be asked"
    steps.add_parser("password", help=text, description=text).add_argument("email")
    text = "let everybody log in with a password again"
    steps.add_parser("login", help=text, description=text).add_argument("state", choices=["on"])
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
