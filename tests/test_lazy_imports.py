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
# Of processor time, which is the time to wait on a machine that has nothing else to do; the clock on the
# wall would test the machine.
LIMIT = 0.3
TRIES = 7


def loaded(code: str) -> set[str]:
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(done.stderr)}


def test_help_and_schemas_load_nothing_heavy() -> None:
    asked = "[['--help'], ['add', '--help'], ['schema', 'reading']]"
    code = f"import accordingto.cli\nfor words in {asked}: accordingto.cli.run(words)"

    assert loaded(code).isdisjoint(HEAVY)


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


def test_help_answers_within_300_milliseconds() -> None:
    tries = (seconds([sys.executable, "-m", "accordingto", "--help"]) for _ in range(TRIES))

    assert any(took < LIMIT for took in tries)
