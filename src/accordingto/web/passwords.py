"""Passwords and tokens, hashed. Only hashes go into the ledger."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from accordingto.errors import SettingsError

# A passphrase of this length is beyond guessing over a rate-limited login; there is no other rule
# (NIST SP 800-63B, 5.1.1.2: length, no composition rules). The upper bound keeps hashing cheap.
SHORTEST, LONGEST = 10, 256

_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """Argon2id with the library's costs. Raises `SettingsError` for a password too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise SettingsError(f"A password has {SHORTEST} to {LONGEST} characters. Choose another.")
    return _HASHER.hash(password)


# To be checked against where there is no such account, so that the time does not tell.
_NOBODY = _HASHER.hash(secrets.token_hex())


def fits(password: str, password_hash: str | None) -> bool:
    """Whether it is the password; with no hash, the same work is done for nothing."""
    try:
        right = _HASHER.verify(password_hash or _NOBODY, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def new_token() -> str:
    """What a browser's cookie holds: 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """How a token stands in the ledger: whoever reads the file cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()


class Forms:
    """Tokens of forms, one for each browser, which no other page can know. They hold while this runs."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def token(self, cookie: str) -> str:
        """The token for the browser with this cookie."""
        return hmac.new(self._secret, cookie.encode(), hashlib.sha256).hexdigest()

    def fits(self, cookie: str, token: str) -> bool:
        """Whether a form with this token came from a page of ours in this browser."""
        return hmac.compare_digest(self.token(cookie), token.encode("ascii", "replace").decode())
