"""One tree of errors. Each says what was wrong, with which thing, and what to do.

AccordingtoError
├── SettingsError            a setting has an impossible value, or its file cannot be read
│   └── CodebookError        a codebook has faulty entries, or cannot be read
├── SourceError              bytes could not be brought in
│   ├── NotFoundError        no such file, folder or page
│   ├── FetchError           the network or the server failed (retryable)
│   ├── RefusedError         the address, the scheme or robots.txt forbids it
│   └── TooLargeError        more bytes than the limit
├── DocumentError            bytes that are no readable report
│   ├── UnsupportedError     a format that is not read
│   ├── EmptyError           no text in it
│   └── LimitError           the parser ran out of its time or memory
├── ModelError               weights that are missing, altered or do not fit
├── ExportError              an export that cannot be made as asked
└── LedgerError              the ledger cannot be used
    ├── MissingLedgerError   there is none at that address
    ├── LockedLedgerError    another program holds it (retryable)
    └── DamagedLedgerError   stored bytes, text or log do not match their hashes
"""

from __future__ import annotations


class AccordingtoError(Exception):
    """Base of all errors raised on purpose. `exit_code` is what the command line ends with."""

    exit_code = 1
    retryable = False


class SettingsError(AccordingtoError):
    """A setting has an impossible value, or its file cannot be read."""

    exit_code = 2


class CodebookError(SettingsError):
    """A codebook has faulty entries, or cannot be read: one fault on each line."""


class SourceError(AccordingtoError):
    """Bytes could not be brought in."""

    exit_code = 3


class NotFoundError(SourceError):
    """No such file, folder or page."""


class FetchError(SourceError):
    """The network or the server failed; trying again later may help."""

    exit_code = 75
    retryable = True


class RefusedError(SourceError):
    """The address, the scheme or robots.txt forbids fetching."""


class TooLargeError(SourceError):
    """More bytes than the limit."""


class DocumentError(AccordingtoError):
    """The bytes are no readable report."""

    exit_code = 3


class UnsupportedError(DocumentError):
    """The format is not one that is read."""


class EmptyError(DocumentError):
    """There is no text in it."""


class LimitError(DocumentError):
    """The parser ran out of its time or memory."""


class ModelError(AccordingtoError):
    """Weights that are missing, altered or do not fit."""

    exit_code = 4


class ExportError(AccordingtoError):
    """An export cannot be made as asked: the format cannot hold it, or the file cannot be written."""

    exit_code = 2


class LedgerError(AccordingtoError):
    """The ledger cannot be used."""

    exit_code = 5


class MissingLedgerError(LedgerError):
    """There is no ledger at that address."""


class LockedLedgerError(LedgerError):
    """Another program holds the ledger; trying again later may help."""

    exit_code = 75
    retryable = True


class DamagedLedgerError(LedgerError):
    """Stored bytes, text or log do not match their hashes."""

    exit_code = 6
