"""Actors: who is called what, by which outlet, in its own voice or in words that it quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple, get_args

from litestar import Response, get
from litestar.exceptions import NotFoundException, ServiceUnavailableException
from litestar.params import QueryParameter

from accordingto.ledger.rows import fold
from accordingto.types import ActorType, FramingKind, NamedActor, Naming, Noun
from accordingto.web.answers import ASKED, NAMED
from accordingto.web.deals import PATIENCE
from accordingto.web.derived import Cast
from accordingto.web.events import Cursor, Limit
from accordingto.web.paging import LONGEST, PAGE, cursor_of, page_from, place_of
from accordingto.web.render import render
from accordingto.web.site import Asked, site_of

TYPES: tuple[str, ...] = get_args(ActorType)
# Words in the matrix; the rest stand below it. Claims below a cell.
MOST_WORDS, MOST_CLAIMS = 14, 50
PRONOUNS = frozenset(
    "he him his she her hers it its they them their theirs we us our ours you your i me my who whom whose"
    " which that this these those itself himself herself themselves themself one ones".split()
)


class Place(NamedTuple):
    """Where a page of actors ends."""

    claims: int
    name: str


class ActorRow(Noun, frozen=True):
    """An actor in a table. `words` counts ways to call it, `loaded` uses of loaded words."""

    name: str
    actor_type: ActorType | None
    country: str | None
    claims: int
    outlets: int
    words: int
    loaded: int


class ActorPage(Noun, frozen=True):
    """Some actors, the most spoken of first; `next` is the cursor of the following ones."""

    items: tuple[ActorRow, ...]
    next: str | None


# --- many -----------------------------------------------------------------------------------------


def row_of(actor: NamedActor) -> ActorRow:
    """An actor as a row."""
    return ActorRow(
        name=actor.name,
        actor_type=actor.actor_type,
        country=actor.country,
        claims=actor.claims,
        outlets=len({naming.outlet for naming in actor.namings}),
        words=len({fold(naming.words) for naming in actor.namings if not is_pronoun(naming)}),
        loaded=sum(naming.count for naming in actor.namings if naming.label),
    )


def is_pronoun(naming: Naming) -> bool:
    """Whether the words say nothing of how somebody is called."""
    return naming.label is None and fold(naming.words) in PRONOUNS and naming.words not in ("US", "WHO")


@dataclass(frozen=True)
class ActorFilter:
    """Part of a name, a type, only those of whom loaded words are used."""

    named: str = ""
    type: str = ""
    loaded: bool = False

    def fits(self, actor: NamedActor) -> bool:
        """Whether it lets an actor pass."""
        return (
            fold(self.named) in fold(actor.name)
            and self.type in ("", actor.actor_type)
            and (not self.loaded or any(naming.label for naming in actor.namings))
        )


def page_of(cast: Cast, wanted: ActorFilter, after: str | None, limit: int) -> ActorPage:
    """Actors that pass, from behind the one that a cursor names."""
    place = place_of(after, Place)
    behind = (actor for actor in cast.all if place is None or key_of(actor) > key_of(place))
    rows, following = page_from(filter(wanted.fits, behind), limit, lambda one: Place(one.claims, one.name))
    return ActorPage(items=tuple(map(row_of, rows)), next=following)


def key_of(one: NamedActor | Place) -> tuple[int, str]:
    """What they are sorted by."""
    return -one.claims, one.name


@get("/actors", sync_to_thread=True, include_in_schema=False)
def actors_page(request: Asked) -> Response[str]:
    """Actors in a table."""
    site = site_of(request)
    query = dict(request.query_params)
    cast, fresh = site.derived.cast.of(site.ledger)
    wanted = ActorFilter(
        query.get("named", "").strip()[:LONGEST], query.get("type", ""), bool(query.get("loaded"))
    )
    page = page_of(cast, wanted, query.get("after"), PAGE) if cast else None
    return render(
        request,
        "actors.html",
        page=page,
        fresh=fresh,
        wanted=wanted,
        types=TYPES,
        following=page.next if page else None,
    )


# --- one ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    """A way to call an actor: its words, how they are loaded, how often they are used."""

    words: str
    label: FramingKind | None
    count: int

    @property
    def key(self) -> str:
        """What it is without case."""
        return fold(self.words)


@dataclass(frozen=True)
class Cell:
    """How often an outlet uses a word itself, and how often in words that it quotes."""

    own: int
    quoted: int


@dataclass(frozen=True)
class OutletRow:
    """An outlet, its cells in the order of the words, and all its uses of any word."""

    outlet: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True)
class Matrix:
    """Outlets by words, the most frequent first; loaded words before plain ones. `rest` found no room."""

    words: tuple[Word, ...]
    rows: tuple[OutletRow, ...]
    rest: tuple[Word, ...]
    pronouns: int

    @property
    def loaded(self) -> int:
        """How many of the words are loaded ones, which come first."""
        return sum(word.label is not None for word in self.words)


Kind = tuple[str, FramingKind | None]


def matrix_of(actor: NamedActor) -> Matrix:
    """Who calls an actor what."""
    told = [naming for naming in actor.namings if not is_pronoun(naming)]
    words = _words(told)
    shown = sorted(words[:MOST_WORDS], key=lambda word: (word.label is None, -word.count, word.words))
    outlets = Counter(dict.fromkeys((naming.outlet or "" for naming in told), 0))
    for naming in told:
        outlets[naming.outlet or ""] += naming.count
    rows = tuple(_outlet_row(outlet, total, told, shown) for outlet, total in outlets.most_common())
    pronouns = sum(naming.count for naming in actor.namings if is_pronoun(naming))
    return Matrix(tuple(shown), rows, tuple(words[MOST_WORDS:]), pronouns)


def _kind(naming: Naming) -> Kind:
    return fold(naming.words), naming.label


def _words(namings: Iterable[Naming]) -> list[Word]:
    """Loaded words come first of all, so that none of them is left out for a plain one."""
    counts: Counter[Kind] = Counter()
    shown: dict[Kind, str] = {}
    for naming in namings:
        counts[_kind(naming)] += naming.count
        shown.setdefault(_kind(naming), naming.words)
    found = [Word(shown[kind], kind[1], count) for kind, count in counts.items()]
    return sorted(found, key=lambda word: (word.label is None, -word.count, word.words))


def _outlet_row(outlet: str, total: int, namings: Sequence[Naming], words: Sequence[Word]) -> OutletRow:
    own: Counter[Kind] = Counter()
    quoted: Counter[Kind] = Counter()
    for naming in namings:
        if (naming.outlet or "") == outlet:
            (own if naming.speaker is None else quoted)[_kind(naming)] += naming.count
    kinds = [(word.key, word.label) for word in words]
    return OutletRow(outlet, tuple(Cell(own[kind], quoted[kind]) for kind in kinds), total)


def claims_of(actor: NamedActor, outlet: str | None, words: str | None) -> list[str]:
    """Claims in which the actor is called so, by this outlet; either may be left open."""
    found = (
        claim
        for naming in actor.namings
        if (outlet is None or (naming.outlet or "") == outlet) and words in (None, fold(naming.words))
        for claim in naming.claims
    )
    return list(dict.fromkeys(found))


@get("/actors/{name:path}", sync_to_thread=True, include_in_schema=False)
def actor_page(request: Asked, name: str) -> Response[str]:
    """One actor, by its name."""
    site = site_of(request)
    query = dict(request.query_params)
    cast, fresh = site.derived.cast.of(site.ledger)
    if cast is None:
        return render(request, "making.html", what="Names of actors are", title="Actor")
    actor = actor_of(cast, name)
    outlet, words = query.get("outlet"), query.get("words")
    claims = claims_of(actor, outlet, None if words is None else fold(words))
    first = max(0, place_of(query.get("after"), int) or 0)
    known = site.ledger.claims_by_id(claims[first : first + MOST_CLAIMS])
    return render(
        request,
        "actor.html",
        actor=actor,
        row=row_of(actor),
        fresh=fresh,
        matrix=matrix_of(actor),
        outlet=outlet,
        word=words,
        number=len(claims),
        rows=list(known.values()),
        next=cursor_of(first + MOST_CLAIMS) if first + MOST_CLAIMS < len(claims) else None,
    )


def actor_of(cast: Cast, name: str) -> NamedActor:
    """The actor of this name, in any case."""
    actor = cast.by_name.get(fold(name.removeprefix("/")))
    if actor is None:
        raise NotFoundException("The ledger has no actor of this name.")
    return actor


# --- as JSON --------------------------------------------------------------------------------------

Part = Annotated[str, QueryParameter(name="named", max_length=LONGEST, description="Part of its name.")]
Called = Annotated[
    str, QueryParameter(name="name", min_length=1, max_length=LONGEST, description="Its name.")
]
Type = Annotated[ActorType | None, QueryParameter(name="type", description="What kind of actor it is.")]
Loaded = Annotated[bool, QueryParameter(name="loaded", description="Loaded words are used of it.")]


def cast_of(request: Asked) -> Cast:
    """All actors, waited for. Raises `ServiceUnavailableException` if that takes long."""
    site = site_of(request)
    cast, _ = site.derived.cast.of(site.ledger, PATIENCE)
    if cast is None:
        raise ServiceUnavailableException("Names of actors are being counted. Ask again in a minute.")
    return cast


@get("/api/actors", sync_to_thread=True, raises=ASKED)
def actors_json(
    request: Asked,
    named: Part = "",
    type_: Type = None,
    loaded: Loaded = False,
    limit: Limit = PAGE,
    cursor: Cursor = None,
) -> ActorPage:
    """Actors that pass all filters, the most spoken of first."""
    return page_of(cast_of(request), ActorFilter(named, type_ or "", loaded), cursor, limit)


@get("/api/actor", sync_to_thread=True, raises=NAMED)
def actor_json(request: Asked, called: Called) -> NamedActor:
    """One actor with the words that each outlet, and each source it quotes, uses for it."""
    return actor_of(cast_of(request), called)


HANDLERS = [actors_page, actor_page, actors_json, actor_json]
