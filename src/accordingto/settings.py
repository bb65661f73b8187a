"""One table of settings: defaults, then a TOML file, then `ACCORDINGTO_*` variables, then flags.

The file is `accordingto.toml` in the working folder, or the one that `ACCORDINGTO_SETTINGS` names.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from accordingto.errors import SettingsError

FILE_NAME = "accordingto.toml"
PREFIX = "ACCORDINGTO_"
LISTS = frozenset(
    {"allow_hosts", "codebooks", "lexicons", "actors", "gazetteers"}
)  # in a variable, separated by commas


def _text(description: str) -> Meta:
    return Meta(description=description)


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting, with its default. Sizes are bytes, times seconds."""

    ledger: Annotated[str, _text("Path of a SQLite ledger, or a postgresql:// address.")] = "accordingto.db"
    user_agent: Annotated[str, _text("How the program names itself to web servers.")] = (
        "accordingto/0.1 (+https://github.com/accordingto/accordingto)"
    )
    allow_hosts: Annotated[
        tuple[str, ...], _text("Internal hosts that may be fetched although their address is not public.")
    ] = ()
    max_bytes: Annotated[int, Meta(ge=1, description="Most bytes of one input, after decompression.")] = (
        20_000_000
    )
    fetch_seconds: Annotated[
        float, Meta(gt=0, description="Most seconds for one fetch, redirects included.")
    ] = 30.0
    max_redirects: Annotated[int, Meta(ge=0, description="Most redirects followed for one fetch.")] = 5
    host_delay: Annotated[float, Meta(ge=0, description="Seconds between two requests to one host.")] = 1.0
    retries: Annotated[int, Meta(ge=0, description="Tries after a failed fetch, with growing pauses.")] = 3
    robots: Annotated[bool, _text("Whether robots.txt is obeyed.")] = True
    pdf_seconds: Annotated[
        float, Meta(gt=0, description="Most seconds for one PDF, in its child process.")
    ] = 60.0
    pdf_memory: Annotated[
        int, Meta(ge=1, description="Most bytes of memory for one PDF's child process.")
    ] = 1_000_000_000
    threads: Annotated[int, Meta(ge=1, description="Threads of the model on the CPU.")] = 1
    codebooks: Annotated[
        tuple[str, ...],
        _text("Event codebooks of your own, TOML files that add to or replace the shipped one."),
    ] = ()
    lexicons: Annotated[
        tuple[str, ...],
        _text("Lexicons of loaded words of your own, TOML files that add to or replace the shipped one."),
    ] = ()
    actors: Annotated[
        tuple[str, ...],
        _text("Registries of actors of your own, TOML files that add to or replace the shipped one."),
    ] = ()
    gazetteers: Annotated[
        tuple[str, ...], _text("Gazetteers of your own, as `accordingto gazetteer build` makes them.")
    ] = ()


def load_settings(environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> Settings:
    """Settings from the file and the environment.

    Raises `SettingsError` for an unreadable file, an unknown name or an impossible value.
    """
    values = _from_file(environ, folder or Path.cwd())
    values.update(_from_environment(environ))
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(
            f"A setting is wrong: {error}. `accordingto doctor` lists every setting."
        ) from error


def origins(environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> dict[str, str]:
    """Where each setting's value comes from: `default`, the path of the file, or the variable's name."""
    path = _path(environ, folder or Path.cwd())
    found = dict.fromkeys((field.name for field in msgspec.structs.fields(Settings)), "default")
    found.update(dict.fromkeys(_from_file(environ, folder or Path.cwd()), str(path)))
    found.update({name: PREFIX + name.upper() for name in _from_environment(environ)})
    return found


def _path(environ: Mapping[str, str], folder: Path) -> Path:
    named = environ.get(PREFIX + "SETTINGS")
    return Path(named) if named else folder / FILE_NAME


def _from_file(environ: Mapping[str, str], folder: Path) -> dict[str, Any]:
    path = _path(environ, folder)
    if not environ.get(PREFIX + "SETTINGS") and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The settings file {path} cannot be read: {error}") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        text = environ.get(PREFIX + field.name.upper())
        if text is not None:
            values[field.name] = _list(text) if field.name in LISTS else text
    return values


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
