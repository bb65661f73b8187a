"""Exit codes: the one table. Errors carry their own code; these are the rest, and what all of them mean."""

from __future__ import annotations

OK = 0
FAILED = 1
USAGE = 2
REJECTED = 3
MODEL = 4
LEDGER = 5
DAMAGED = 6
TEMPORARY = 75
INTERRUPTED = 130
BROKEN_PIPE = 141

#: Code -> what it means, and what to do about it.
EXITS = {
    OK: ("Done.", "Go on."),
    FAILED: ("A failure that is none of those below.", "Read the message; report it if it makes no sense."),
    USAGE: ("The command or a setting is wrong; nothing was done.", "Correct it."),
    REJECTED: ("Some input could not be used; the rest was done.", "Look at `accordingto rejects`."),
    MODEL: ("The model's files are missing, altered or do not fit.", "Install the program again."),
    LEDGER: ("There is no ledger there, or it cannot be used.", "`accordingto init` makes one."),
    DAMAGED: ("Something stored does not match its hash.", "Restore the ledger from a copy."),
    TEMPORARY: ("The network or another program was in the way.", "Run the same command again later."),
    INTERRUPTED: ("Stopped with Ctrl-C. What was reported is kept.", "Run the same command again to go on."),
    BROKEN_PIPE: ("Who read the output went away, as `head` does.", "Nothing."),
}


def exit_of_rejects(rejects: int, retryable: int) -> int:
    """The code for a run with so many rejects, of which some may succeed another time."""
    if not rejects:
        return OK
    return TEMPORARY if rejects == retryable else REJECTED
