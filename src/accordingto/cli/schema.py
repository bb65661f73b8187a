"""schema: what the JSON looks like, for programs that read or check it."""

from __future__ import annotations

import rich_click as click

from accordingto.cli.options import output_options
from accordingto.cli.output import Output

#: Name -> module and noun.
NOUNS = {
    "reading": ("accordingto.types", "Reading"),
    "document": ("accordingto.types", "Document"),
    "claim": ("accordingto.types", "Claim"),
    "claim-row": ("accordingto.ledger", "ClaimRow"),
    "reject": ("accordingto.types", "Reject"),
    "step": ("accordingto.workflow", "AnyStep"),
    "settings": ("accordingto.settings", "Settings"),
}


@click.command()
@click.argument("noun", type=click.Choice(list(NOUNS)), default="reading")
@output_options
def schema(*, noun: str, out: Output) -> None:
    """Show the JSON Schema of a NOUN.

    `reading` is a line of `read --json`, `claim-row` of `claims --json`, `step` of `add --json`, `reject` of
    `rejects --json`; `settings` is the settings file.
    """
    import importlib

    import msgspec

    from accordingto.schemas import schema_of

    module, name = NOUNS[noun]
    described = schema_of(getattr(importlib.import_module(module), name))
    with out:
        if out.as_json:
            out.line(described)
        else:
            out.file.write(msgspec.json.format(msgspec.json.encode(described), indent=2).decode() + "\n")
