"""What is declared is imported, and what is imported is declared."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import accordingto

ROOT = Path(__file__).parent.parent
PACKAGE = Path(accordingto.__file__).parent
# Not imported by us: see docs/decisions/0007-dependencies.md.
FOR_OTHERS = {"lxml-html-clean"}
# Imported by name when a ledger is on PostgreSQL.
TEAM = {"psycopg"}
# Of the extra `parquet`, imported when a file is written.
PARQUET = {"pyarrow"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {normal(re.split(r"[<>=!~;\[ ]", one)[0]) for one in project["dependencies"]}


def imported() -> set[str]:
    names: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    homes = packages_distributions()
    ours = names - set(sys.stdlib_module_names) - {"accordingto"} - TEAM - PARQUET
    return {normal(homes[name][0]) for name in ours}


def test_what_is_imported_is_declared() -> None:
    assert imported() <= declared()


def test_what_is_declared_is_used() -> None:
    assert declared() - imported() <= FOR_OTHERS


def test_each_dependency_has_a_reason() -> None:
    page = (ROOT / "docs" / "decisions" / "0007-dependencies.md").read_text(encoding="utf-8")
    named = {normal(name) for name in re.findall(r"[\w-]+", page)}

    assert declared() <= named
