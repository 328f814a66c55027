"""Tag "Authentication (admin)": nobody logs in through OAuth."""

from __future__ import annotations

from handlers.call import Call


async def unlink_all_oauth_accounts_admin(call: Call) -> None:
    """No account is linked, so none has to be unlinked."""
