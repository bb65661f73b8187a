"""Feeds: what they list (pure), each entry's page, and taking what is new, step by step."""

from __future__ import annotations

import email.utils
import html
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from time import struct_time
from urllib.parse import urljoin

import feedparser
import msgspec

from accordingto.errors import AccordingtoError, SourceError
from accordingto.sources.http import Fetcher, Validators
from accordingto.sources.kinds import is_feed
from accordingto.sources.rejects import rejected
from accordingto.types import Capture, Hints, Noun, Reject

#: Ids that are kept of entries no longer listed, in case the feed lists them again.
KEPT_IDS = 1_000

_TAG = re.compile(r"<[^>]*>")
_CIVIL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class FeedEntry(Noun, frozen=True):
    """One report that a feed lists.

    `url` is None where the entry has no link. `published` is the date that the feed states, in ISO 8601
    with its own offset (or a civil date); `outlet` is the feed's title, or that of the feed it took it from.
    """

    id: str
    url: str | None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None


class FeedState(Noun, frozen=True):
    """How far a feed has been taken: kept by the caller, as JSON, and given back at the next step.

    `taken` are the ids of entries that need not be taken again, the newest first.
    """

    url: str
    validators: Validators = Validators()
    taken: tuple[str, ...] = ()


class _JsonItem(msgspec.Struct):
    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    date_published: str | None = None


class _JsonFeed(msgspec.Struct):
    items: list[_JsonItem] = []
    title: str | None = None


def feed_entries(data: bytes, *, base_url: str) -> tuple[FeedEntry, ...]:
    """The entries of an RSS 0.9 to 2.0, Atom or JSON feed, in its order, each id once.

    Markup in titles is removed. Raises `SourceError` if the bytes are no feed.
    """
    if not is_feed(data):
        raise SourceError(f"{base_url or 'It'} is no feed: neither RSS, Atom nor JSON Feed.")
    is_json = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    entries = _json_entries(data, base_url) if is_json else _xml_entries(data, base_url)
    first_of_each: dict[str, FeedEntry] = {}
    for entry in entries:
        first_of_each.setdefault(entry.id, entry)
    return tuple(first_of_each.values())


def entry_captures(
    entries: Iterable[FeedEntry], feed: str, *, fetcher: Fetcher, hints: Hints
) -> Iterator[tuple[FeedEntry, Capture | Reject]]:
    """Each entry of `feed` with its page, or the reason why it could not be had. The user's `hints` win."""
    for entry in entries:
        yield entry, _entry_page(entry, feed, fetcher, hints)


def watch(
    feed_url: str, *, fetcher: Fetcher, state: FeedState | None = None, hints: Hints | None = None
) -> Iterator[Capture | Reject | FeedState]:
    """One step of watching a feed: ask whether it has changed, and take the entries that are new.

    After each page comes the state that includes it: store the page, then the state, and a kill in between
    loses nothing (at worst a page comes twice). The last value is always a state. An entry that failed for a
    passing reason stays new, and the feed is then asked for in full again. Raises no `AccordingtoError`.
    """
    state = state or FeedState(url=feed_url)
    try:
        fetched = fetcher.fetch(feed_url, validators=state.validators)
        page = fetched.capture
        entries = feed_entries(page.data, base_url=fetched.url) if page else ()
    except AccordingtoError as error:
        yield rejected(feed_url, error)
        yield state
        return
    new = [entry for entry in entries if entry.id not in frozenset(state.taken)]
    complete = True
    for entry, outcome in entry_captures(new, feed_url, fetcher=fetcher, hints=hints or Hints()):
        yield outcome
        if isinstance(outcome, Reject) and outcome.retryable:
            complete = False
            continue
        state = msgspec.structs.replace(state, taken=(entry.id, *state.taken))
        yield state
    yield state if fetched.not_modified else _after_step(state, entries, fetched.validators, complete)


def _after_step(
    state: FeedState, entries: tuple[FeedEntry, ...], validators: Validators, complete: bool
) -> FeedState:
    """The state with the feed's new validators, and without ids that are long gone from it."""
    listed = frozenset(entry.id for entry in entries)
    gone = [id for id in state.taken if id not in listed]
    forgotten = frozenset(gone[KEPT_IDS:])
    return FeedState(
        url=state.url,
        validators=validators if complete else Validators(),
        taken=tuple(id for id in state.taken if id not in forgotten),
    )


def _entry_page(entry: FeedEntry, feed: str, fetcher: Fetcher, hints: Hints) -> Capture | Reject:
    if entry.url is None:
        return rejected(f"{feed} {entry.id}", "The feed lists it without a link to a page.")
    try:
        capture = fetcher.page(entry.url)
    except AccordingtoError as error:
        return rejected(entry.url, error)
    return msgspec.structs.replace(capture, hints=_merged(hints, entry))


def _merged(hints: Hints, entry: FeedEntry) -> Hints:
    """The user's hints, with the entry's where the user said nothing. `given_by` tells who gave the date."""
    return msgspec.structs.replace(
        hints,
        title=hints.title or entry.title,
        outlet=hints.outlet or entry.outlet,
        published=hints.published or entry.published,
        given_by="user" if hints.published else "feed",
    )


def _json_entries(data: bytes, base_url: str) -> Iterator[FeedEntry]:
    try:
        feed = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_JsonFeed)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{base_url or 'It'} is a JSON Feed that cannot be read: {error}.") from error
    for item in feed.items:
        link = item.url or item.external_url
        name = str(item.id) if item.id is not None else link
        if name:
            yield FeedEntry(
                id=name,
                url=urljoin(base_url, link) if link else None,
                title=_plain(item.title),
                published=_iso(item.date_published, None),
                outlet=_plain(feed.title),
            )


def _xml_entries(data: bytes, base_url: str) -> Iterator[FeedEntry]:
    # Bytes are handed over as a stream: feedparser would try to open them as the name of a file.
    headers = {"content-location": base_url, "content-type": "application/xml"}
    try:
        parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=True)
    except Exception as error:  # whatever a parser of the wild does with hostile bytes, the rest goes on
        raise SourceError(f"{base_url or 'It'} is a feed that cannot be read: {error!r}.") from error
    outlet = _plain(parsed.feed.get("title"))
    for entry in parsed.entries:
        link = entry.get("link")
        name = entry.get("id") or link or entry.get("title")
        if name:
            yield FeedEntry(
                id=name,
                url=urljoin(base_url, link) if link else None,
                title=_plain(entry.get("title")),
                published=_xml_date(entry),
                outlet=_plain(entry.get("source", {}).get("title")) or outlet,
            )


def _xml_date(entry: feedparser.FeedParserDict) -> str | None:
    # RSS 1.0 has only dc:date, and many Atom feeds only <updated>; both are known here as "updated".
    for name in ("published", "updated"):
        if dict.get(entry, name):
            return _iso(dict.get(entry, name), dict.get(entry, f"{name}_parsed"))
    return None


def _iso(text: str | None, parsed: struct_time | None) -> str | None:
    """A date of RFC 822 or ISO 8601 with the offset that it states, else `parsed`, which is in UTC."""
    text = (text or "").strip()
    if _CIVIL_DATE.match(text):
        return text
    for read in (datetime.fromisoformat, email.utils.parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        if moment.tzinfo is not None:
            return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
    return datetime(*parsed[:6], tzinfo=UTC).isoformat().replace("+00:00", "Z") if parsed else None


def _plain(markup: str | None) -> str | None:
    """A title without tags and entities, on one line; None if nothing is left."""
    return " ".join(html.unescape(_TAG.sub("", markup or "")).split()) or None
