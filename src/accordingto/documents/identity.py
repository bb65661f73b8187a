"""What makes a document the same document: its canonical address, its outlet, its text."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from accordingto.types import Document

ID_LENGTH = 20

# Parameters that say where a reader came from, never which page it is.
_TRACKING = re.compile(
    r"(utm_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|cmpid|ocid|smid|ref_src|ref_url"
    r"|at_(medium|campaign|custom\d|link_.*|format|ptr_name|bbc_team)|ns_(mchannel|source|campaign|linkname|fee)"
    r"|__twitter_impression|amp)",
    re.IGNORECASE,
)


def document_id(outlet: str | None, url: str | None, text: str) -> str:
    """First 20 hex digits of the SHA-256 of the JSON array [canonical URL, outlet, text]."""
    key = msgspec.json.encode([canonical_url(url) if url else None, outlet, text])
    return hashlib.sha256(key).hexdigest()[:ID_LENGTH]


def canonical_url(url: str) -> str:
    """The address without what does not change the page.

    Dropped: scheme, user name, `www.`, default port, case of the host, fragment, trailing slashes,
    tracking parameters. Kept: the path as it is, other parameters, sorted. An
    address that cannot be parsed comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    query = urlencode(
        sorted(pair for pair in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(pair[0]))
    )
    return _host(host, port) + parts.path.rstrip("/") + (f"?{query}" if query else "")


def is_new_version(old: Document, new: Document) -> bool:
    """Whether both are the same address with different words."""
    if not old.url or not new.url or old.text == new.text:
        return False
    return canonical_url(old.url) == canonical_url(new.url)


def _host(host: str, port: int | None) -> str:
    name = host.rstrip(".").removeprefix("www.")
    return name if port in (None, 80, 443) else f"{name}:{port}"
