"""Who may import whom: data goes one way, and no two modules need each other."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import accordingto

PACKAGE = Path(accordingto.__file__).parent
COMMON = {"kinds", "types", "errors", "settings", "schemas"}
STAGES = {"sources", "documents", "models", "gazetteer", "reading", "ledger", "exports"}

#: Part of the package -> the other parts that it may import.
ALLOWED = {
    "kinds": set(),
    "schemas": set(),
    "types": {"kinds"},
    "errors": set(),
    "settings": {"errors"},
    **dict.fromkeys(STAGES, COMMON),
    "reading": COMMON | {"models", "gazetteer"},
    # `reading` for its codebook, in which actors have their names and codes, `documents` for datelines.
    "linking": COMMON | {"models", "reading", "documents"},
    "executors": COMMON,
    # The part of the order of stages that brings reports together.
    "together": COMMON | {"linking", "ledger"},
    # Parts of `workflow`.
    "exporting": COMMON | {"ledger", "exports"},
    "workflow": COMMON | STAGES | {"linking", "executors", "together", "exporting"},
    # `reading` for its codebook, which people look at and check without reading anything; `exports` for what
    # an export says of itself.
    "cli": COMMON
    | {"workflow", "words", "short", "executors", "ledger", "gazetteer", "reading", "web", "exports"},
    # Phrases that pages and terminals share; `ledger` for the nouns that they are about.
    "words": COMMON | {"ledger"},
    # What of a long history pages and terminals show at once.
    "short": COMMON,
    # `gazetteer` for the names on a map; `exports` for what can be downloaded.
    "web": COMMON | {"workflow", "executors", "ledger", "words", "short", "gazetteer", "exports"},
    "__main__": {"cli"},
    # The public names, from wherever they live.
    "__init__": COMMON | STAGES | {"workflow"},
}


def modules() -> dict[str, Path]:
    """Dotted name within the package (`ledger.store`, `ledger` for its __init__) -> file."""
    names = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        names[".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)] = path
    return names


def imported(tree: ast.AST, known: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (_module(alias.name, known) for alias in node.names if _is_ours(alias.name))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            if node.module and _is_ours(node.module):
                for alias in node.names:
                    yield _module(f"{node.module}.{alias.name}", known)


def _is_ours(name: str) -> bool:
    return name.split(".")[0] == "accordingto"


def _module(name: str, known: set[str]) -> str:
    """The module of a dotted name, which may end with a name inside that module."""
    parts = name.split(".")[1:]
    while parts and ".".join(parts) not in known:
        parts.pop()
    return ".".join(parts) or "__init__"


MODULES = modules()
IMPORTS = {
    name: set(imported(ast.parse(path.read_text(encoding="utf-8")), set(MODULES))) - {name}
    for name, path in MODULES.items()
}


def part(module: str) -> str:
    return module.split(".")[0]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_imports_only_what_its_layer_may(module: str) -> None:
    layer = part(module)
    if "migrations" in module:
        layer = "ledger"

    others = {part(target) for target in IMPORTS[module]} - {layer}

    assert others <= ALLOWED[layer]


def test_no_module_needs_itself() -> None:
    # Imports inside functions count as well: they hide a circle, they do not remove it.
    TopologicalSorter({name: targets - {name} for name, targets in IMPORTS.items()}).prepare()


def test_the_rule_sees_every_module() -> None:
    assert {part(module) for module in MODULES} - {"examples"} <= set(ALLOWED)
    assert "types" in IMPORTS["workflow"]
