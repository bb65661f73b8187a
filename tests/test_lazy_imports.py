"""Importing the package and asking for help must not load what only work needs."""

import json
import os
import resource
import subprocess
import sys

HEAVY = (
    "alembic",
    "argon2",
    "feedparser",
    "httpx2",
    "jinja2",
    "litestar",
    "lxml",
    "numpy",
    "onnxruntime",
    "py3langid",
    "pypdfium2",
    "sqlalchemy",
    "tokenizers",
    "trafilatura",
    "uvicorn",
    "warcio",
)
# Asking the library of the command line for the help of one empty command takes so long that 300 ms, which
# the whole of our help may take, are twice of it. Both are measured, since a number of seconds would test the
# machine.
EMPTY = "import rich_click\n@rich_click.command()\ndef empty(): pass\nempty(['--help'])"
LIMIT = 2.0
TRIES = 7


def loaded(code: str) -> set[str]:
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(done.stderr)}


def test_help_and_schemas_load_nothing_heavy() -> None:
    asked = "[['--help'], ['add', '--help'], ['schema', 'reading']]"
    code = f"import accordingto.cli\nfor words in {asked}: accordingto.cli.run(words)"

    assert loaded(code).isdisjoint(HEAVY)


def test_help_loads_no_noun() -> None:
    code = "import accordingto.cli; accordingto.cli.run(['--help'])"

    assert loaded(code).isdisjoint({"msgspec"})


def test_importing_the_package_loads_none_of_its_names() -> None:
    assert loaded("import accordingto").isdisjoint({"msgspec", "rich", "click"})


def test_adding_without_reading_loads_no_model() -> None:
    code = "from accordingto import workflow; from accordingto.cli import run"

    assert loaded(code).isdisjoint({"onnxruntime", "tokenizers"})


def seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={**os.environ, "TERM": "dumb"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def test_help_costs_at_most_twice_what_the_library_needs_for_an_empty_command() -> None:
    empty, ours = [sys.executable, "-c", EMPTY], [sys.executable, "-m", "accordingto", "--help"]
    tries = [(seconds(ours), seconds(empty)) for _ in range(TRIES)]

    assert min(took for took, _ in tries) < LIMIT * min(took for _, took in tries)
