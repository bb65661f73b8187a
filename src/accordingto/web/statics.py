"""Style, scripts and pictures: read once, served under a path that changes when they do."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib.resources import files

from litestar import Response, get
from litestar.exceptions import NotFoundException

from accordingto.web.site import Asked

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def assets() -> dict[str, bytes]:
    """File name -> bytes."""
    folder = files("accordingto") / "web" / "static"
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name.endswith(tuple(MEDIA_TYPES))}


@cache
def zipped(name: str) -> bytes:
    """A file as most browsers take it. Pages are not: their lengths would tell of secrets that they hold."""
    return gzip.compress(assets()[name], 9, mtime=0)


@cache
def version() -> str:
    """What they all are, as twelve hex digits."""
    digest = hashlib.sha256()
    for name, data in sorted(assets().items()):
        digest.update(name.encode() + b"\0" + data)
    return digest.hexdigest()[:12]


def address(name: str) -> str:
    """Where a file is served. Raises `KeyError` if there is none of that name."""
    assets()[name]
    return f"/static/{version()}/{name}"


@get("/static/{digest:str}/{name:str}", sync_to_thread=False, include_in_schema=False)
def static(request: Asked, digest: str, name: str) -> Response[bytes]:
    """One file. An old digest gets the new file: a page that was open before an update goes on working."""
    data = assets().get(name)
    if data is None:
        raise NotFoundException
    kept = FOR_EVER if digest == version() else "no-cache"
    media_type = MEDIA_TYPES[name[name.rindex(".") :]]
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(zipped(name), media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(data, media_type=media_type, headers=headers)
