"""What every request needs: the ledger, who asks, and what is remembered while the server runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from litestar import Request
from litestar.datastructures import State
from litestar.exceptions import NotFoundException

from accordingto.errors import LedgerError, LockedLedgerError
from accordingto.ledger import Ledger, accounts, browsing
from accordingto.ledger.accounts import ROLES, Role
from accordingto.ledger.browsing import Totals
from accordingto.settings import Settings
from accordingto.types import Noun
from accordingto.web.atlas import Atlases
from accordingto.web.derived import Derived
from accordingto.web.jobs import Jobs
from accordingto.web.limiter import Limiter
from accordingto.web.passwords import Forms, token_hash

T = TypeVar("T")
# Who works on a ledger without accounts, on this machine.
LOCAL = "local"


class Visitor(Noun, frozen=True):
    """Who asks. `cookie` is the browser's, `form` what its forms have to carry."""

    name: str | None
    role: Role | None
    cookie: str
    form: str
    veiled: bool = False

    def may(self, role: Role) -> bool:
        """Whether this is somebody of that role, or of one that may more."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)


class Remembered(Generic[T]):
    """A value that follows from what the ledger holds, made anew once the ledger has grown."""

    def __init__(self, make: Callable[[Ledger], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._kept: tuple[tuple[int, str] | None, T] | None = None

    def of(self, ledger: Ledger) -> T:
        """The value for the ledger as it is now."""
        with self._lock:
            head = ledger.head()
            if self._kept is None or self._kept[0] != head:
                self._kept = head, self._make(ledger)
            return self._kept[1]


@dataclass(frozen=True, kw_only=True)
class Site:
    """One ledger, served. `names` are the host names beside addresses under which it may be asked for."""

    ledger: Ledger
    settings: Settings
    jobs: Jobs
    port: int = 0
    names: frozenset[str] = frozenset({"localhost"})
    https: bool = False
    forms: Forms = field(default_factory=Forms)
    limiter: Limiter = field(default_factory=Limiter)
    totals: Remembered[Totals] = field(default_factory=lambda: Remembered(browsing.totals))
    outlets: Remembered[tuple[tuple[str, int], ...]] = field(
        default_factory=lambda: Remembered(browsing.outlets)
    )
    atlases: Atlases = field(default_factory=Atlases)
    derived: Derived = field(default_factory=Derived)

    @property
    def cookie_name(self) -> str:
        """Browsers keep cookies apart by host, not by port: two ledgers on one machine need two names."""
        return f"{'__Host-' if self.https else ''}accordingto-{self.port}"

    @property
    def veil_name(self) -> str:
        """The cookie of whoever does not want to meet graphic words unwarned."""
        return f"{self.cookie_name}-veil"

    def visitor(self, cookie: str, *, veiled: bool = False) -> Visitor:
        """Who has this cookie. Without any account in the ledger, everybody may do everything."""
        account = accounts.account_of_session(self.ledger, token_hash(cookie))
        form = self.forms.token(cookie)
        if account is not None:
            return Visitor(name=account.name, role=account.role, cookie=cookie, form=form, veiled=veiled)
        if accounts.has_accounts(self.ledger):
            return Visitor(name=None, role=None, cookie=cookie, form=form, veiled=veiled)
        return Visitor(name=LOCAL, role="admin", cookie=cookie, form=form, veiled=veiled)


Asked = Request[Any, Any, State]


def site_of(request: Asked) -> Site:
    """The site that was asked."""
    site: Site = request.app.state.site
    return site


def visitor_of(request: Asked) -> Visitor:
    """Who asked; the gate put it there."""
    visitor: Visitor = request.scope["visitor"]  # type: ignore[typeddict-item]
    return visitor


def found(look_up: Callable[[], T]) -> T:
    """What is looked up by an id in the address; what is not there makes a page that is not there."""
    try:
        return look_up()
    except LockedLedgerError:
        raise
    except LedgerError as error:
        raise NotFoundException(detail=str(error)) from error


def event_of(ledger: Ledger, claim: str) -> str | None:
    """The happening that a claim tells of, on whose page all accounts stand; None if it is not linked."""
    try:
        return ledger.event_of(claim)
    except LedgerError as error:
        if error.retryable:
            raise
        return None
