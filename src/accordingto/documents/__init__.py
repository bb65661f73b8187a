"""Bytes -> Document, pure: main text and what is known about it, in whatever format it came.

Nothing here fetches or writes. Parsers are imported when a format first needs them.
"""

from accordingto.documents.fingerprint import (
    NEAR_DUPLICATE,
    Signature,
    bands,
    resemblance,
    signature,
)
from accordingto.documents.identity import canonical_url, document_id, is_new_version
from accordingto.documents.metadata import Dateline, dateline
from accordingto.documents.read import read_document

__all__ = [
    "NEAR_DUPLICATE",
    "Dateline",
    "Signature",
    "bands",
    "canonical_url",
    "dateline",
    "document_id",
    "is_new_version",
    "read_document",
    "resemblance",
    "signature",
]
