"""Outlet, byline, dateline and date: the rules that every format shares."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from accordingto.documents.tidy import one_line
from accordingto.types import Confidence, Noun, PublishedFrom

# How often a date learned this way was the true day on 103 pages of 77 outlets: JSON-LD 97 of 97, meta tags
# 80 of 81, addresses 30 of 31, visible text 79 of 87, a part of it by the address (docs/decisions/0021).
# Feed and PDF were not measured and are set by judgement.
CONFIDENCE: dict[PublishedFrom, float] = {
    "given": 1.0,
    "front-matter": 1.0,
    "json-ld": 0.98,
    "meta": 0.97,
    "url": 0.93,
    "feed": 0.9,
    "text": 0.8,
    "pdf": 0.5,
}
# No page is older than the web; a clock in another zone may be a day ahead.
_EARLIEST = date(1991, 1, 1)
_AHEAD = timedelta(days=2)


class Found(Noun, frozen=True):
    """What the bytes themselves say about a report."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    language: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None
    published_confidence: Confidence | None = None


class Dateline(Noun, frozen=True):
    """Where and when a report says it was filed, and through whom: "KYIV, March 3 (Agency) -".

    `date` is an EDTF day: `2024-03-03`, or `XXXX-03-03` where no year is stated.
    """

    text: str
    place: str | None = None
    date: str | None = None
    agency: str | None = None


# --- dates ----------------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_MONTH_FIRST = (
    rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
)
_DAY_FIRST = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_SPELLED = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (_MONTH_FIRST, _DAY_FIRST))
_ISO_DAY = re.compile(r"((?:19|20)\d\d)[-/.]?(\d\d)[-/.]?(\d\d)(?!\d)")
_ISO = re.compile(
    r"((?:19|20)\d\d)[-/](\d\d?)[-/](\d\d?)[T ]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?"
)
_PARTIAL = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_EPOCH = re.compile(r"\d{10}(\d{3})?")
_URL_DAY = re.compile(
    r"[/_-]((?:19|20)\d\d)(?:[/-](\d\d?|[a-z]{3})[/-](\d\d?)|(\d\d)(\d\d))(?=[/_.?-]|$)", re.IGNORECASE
)


def iso_date(text: str) -> str | None:
    """A stated date or date-time in ISO 8601, with the zone that was stated and none that was not.

    Numbers whose order of day and month is open (03/05/2024) give None, as does whatever is no date.
    """
    stated = text.strip()
    return (
        _iso_instant(stated)
        or _rfc_instant(stated)
        or _epoch(stated)
        or _iso_day(stated)
        or _spelled_day(stated)
    )


def stated_date(text: str) -> str | None:
    """As `iso_date`, and a year or a month alone: what a person may give."""
    partial = _PARTIAL.fullmatch(text.strip())
    return text.strip() if partial else iso_date(text)


def url_date(url: str) -> str | None:
    """The day in an address such as `/2024/03/05/` or `-20240305`, or None."""
    match = _URL_DAY.search(urlsplit(url).path)
    if not match:
        return None
    year, month, day, short_month, short_day = match.groups()
    return _day(year, month or short_month, day or short_day)


def is_plausible(published: str, retrieved: str) -> bool:
    """Whether a page that was there at `retrieved` can have been published then."""
    day = date.fromisoformat(published[:10])
    return _EARLIEST <= day <= date.fromisoformat(retrieved[:10]) + _AHEAD


def _iso_instant(text: str) -> str | None:
    match = _ISO.match(text)
    day = _day(match[1], match[2], match[3]) if match else None
    if not match or not day:
        return None
    zone = (match[5] or "").replace("UTC", "Z").replace("GMT", "Z")
    return _stamp(f"{day}T{match[4]}{zone}")


def _rfc_instant(text: str) -> str | None:
    """`Thu, 02 May 2024 10:05:10 GMT` of feeds and mail."""
    if ":" not in text:
        return None
    try:
        return _stamp(parsedate_to_datetime(text).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _stamp(text: str) -> str | None:
    try:
        return datetime.fromisoformat(text).isoformat(timespec="seconds").replace("+00:00", "Z")
    except ValueError:
        return None


def _epoch(text: str) -> str | None:
    match = _EPOCH.fullmatch(text)
    if not match:
        return None
    moment = datetime(1970, 1, 1) + timedelta(seconds=int(text[:10]))
    return f"{moment.isoformat(timespec='seconds')}Z"


def _iso_day(text: str) -> str | None:
    match = _ISO_DAY.match(text)
    return _day(*match.groups()) if match else None


def _spelled_day(text: str) -> str | None:
    for pattern in _SPELLED:
        match = pattern.search(text)
        if match and match["year"]:
            return _day(match["year"], match["month"], match["day"])
    return None


def _day(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else _month_number(month)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def _month_number(name: str) -> int:
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


# --- dateline -------------------------------------------------------------------------------------

_WORD = r"[^\W\d_][\w.'’]*"
_PLACE = rf"{_WORD}(?:[ /-]{_WORD}){{0,4}}(?:,? ?\[[^\]\n]{{2,30}}\]|, {_WORD}(?: {_WORD}){{0,3}}){{0,2}}"
_NAME = r"[A-Z][\w.&’' -]{1,30}(?:/[A-Z][\w.&’' -]{1,30}){0,3}"
_AGENCY = rf"\((?P<round>{_NAME})\)|/(?P<slashes>{_NAME})/|,\s*(?P<bare>[A-Z]{{3,9}})(?=\s*[-–—_])"
_DASH = r"\s*(?:-{1,2}|–|—|−|_)\s*(?=\S)"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}?)?(?:,?\s*(?P<date>{_MONTH}\s+\d{{1,2}}(?:,?\s+(?:19|20)\d\d)?"
    rf"|\d{{1,2}}\s+{_MONTH}(?:,?\s+(?:19|20)\d\d)?))?[.,]?"
    rf"(?:\s*(?:{_AGENCY})\.?)?(?P<end>{_DASH}|:\s+|(?:(?<=/)|(?<=/\.))\s+(?=[A-Z“\"]))"
)
# Words in capitals before a dash or colon that are rubrics, not places.
_RUBRICS = frozenset(
    (
        *(
            "ANALYSIS",
            "BREAKING",
            "COMMENT",
            "CORRECTED",
            "CORRECTION",
            "EDITORIAL",
            "EXCLUSIVE",
            "EXPLAINED",
        ),
        *(
            "EXPLAINER",
            "FACTBOX",
            "FEATURE",
            "GRAPHIC",
            "INTERVIEW",
            "LATEST",
            "LISTEN",
            "LIVE",
            "MORE",
            "NEWS",
        ),
        *("NOTE", "OPINION", "PHOTOS", "PICTURES", "QUESTION", "READ", "REFILE", "REPORT", "TIMELINE", "TV"),
        *("UPDATE", "UPDATED", "VIDEO", "WATCH", "WRAPUP"),
    )
)
_SEARCHED_PARAGRAPHS = 4
_LONGEST = 120


def dateline(text: str) -> Dateline | None:
    """The dateline that opens one of the first paragraphs, or None.

    Seen as one: a place in capitals, or a place with a date or an agency, before a dash; an agency in
    brackets alone before a dash; after a colon only a place in capitals or an agency.
    """
    for paragraph in text[:4000].split("\n")[: 2 * _SEARCHED_PARAGRAPHS]:
        found = _opening(paragraph.strip())
        if found:
            return found
    return None


def _opening(paragraph: str) -> Dateline | None:
    match = _DATELINE.match(paragraph[:_LONGEST])
    if not match:
        return None
    agency = match["round"] or match["slashes"] or match["bare"]
    place, stated = match["place"], match["date"]
    if not _is_dateline(place, stated, agency, match["end"].strip()):
        return None
    words = paragraph[: match.end() - len(match["end"])].strip()
    return Dateline(text=words, place=place or None, date=_edtf(stated), agency=agency)


def _is_dateline(place: str | None, stated: str | None, agency: str | None, end: str) -> bool:
    capitals = bool(place) and _in_capitals(place or "")
    if place and _RUBRICS.intersection(re.findall(r"\w+", place)):
        return False
    if not end:
        return bool(agency and stated and place)
    if end == ":":
        return capitals or bool(agency and place)
    return capitals or bool(agency) or bool(place and place[0].isupper() and stated)


def _in_capitals(place: str) -> bool:
    city = re.split(r"[,\[(]", place)[0]
    letters = [char for char in city if char.isalpha()]
    return len(letters) >= 3 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def _edtf(stated: str | None) -> str | None:
    if not stated:
        return None
    match = next(filter(None, (pattern.search(stated) for pattern in _SPELLED)), None)
    if not match:
        return None
    # A leap year, so that 29 February passes where no year is stated.
    day = _day(match["year"] or "2000", match["month"], match["day"])
    return day if match["year"] or not day else f"XXXX{day[4:]}"


# --- outlet and byline ----------------------------------------------------------------------------

_BY = re.compile(r"^(?:(?:reported|written|words|story|text)\s+)?by:?\s+", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?://|www\.|@|^\W*$|^(?:admin|administrator|editor|staff|unknown|none|null)$", re.IGNORECASE
)
_LONGEST_BYLINE = 200


def outlet_of(url: str | None) -> str | None:
    """The host name without `www.`: what is left to call an outlet that does not name itself."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.").removeprefix("amp.") if host else None


def byline_of(names: list[str]) -> str | None:
    """Author names as one byline, "A, B", without "By", addresses, and repeats; None if none is left."""
    cleaned = (_BY.sub("", one_line(name) or "").strip(" ,;|") for name in names)
    kept = dict.fromkeys(name for name in cleaned if not _NO_NAME.search(name))
    return ", ".join(kept)[:_LONGEST_BYLINE] or None


def without_outlet(title: str, outlet: str | None) -> str:
    """A title without the outlet's name at its end or start ("... | Outlet")."""
    if not outlet:
        return title
    name = re.escape(outlet)
    shorter = re.sub(
        rf"\s+[|–—·:-]\s*(?:the\s+)?{name}\s*$|^{name}\s*[|–—·:-]\s+", "", title, flags=re.IGNORECASE
    )
    return shorter or title
