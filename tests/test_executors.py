import multiprocessing
import os
from functools import partial
from pathlib import Path

import pytest

from accordingto.errors import AccordingtoError, DocumentError, ModelError
from accordingto.executors import Failed, Processes, Serial, attempt
from accordingto.types import Document, Reading

# A module that processes started by `spawn` can import.
READER = """
import os
import time
from accordingto.errors import ModelError
from accordingto.types import Reading

class Slow:
    fingerprint = "slow-1"
    def __init__(self, folder):
        (folder / str(os.getpid())).touch()
    def read(self, document):
        if document.text == "die":
            os._exit(9)
        time.sleep(0.05 * (document.text == "slow"))
        return Reading(document=document)

def refuse():
    raise ModelError("The weights are gone.")
"""


def document(text: str, language: str | None = "en") -> Document:
    return Document(id=text, title=None, outlet=None, url=None, published=None, language=language, text=text)


class Grumbling:
    fingerprint = "grumbling-1"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def read(self, document: Document) -> Reading:
        raise self.error


def test_a_document_that_fails_is_named_with_the_reason() -> None:
    error = DocumentError("It is empty.")

    assert attempt(Grumbling(error), document("a")) == Failed(document="a", reason="It is empty.")


def test_a_fault_of_the_reader_stops_nothing() -> None:
    outcome = attempt(Grumbling(KeyError("cue")), document("a"))

    assert isinstance(outcome, Failed)
    assert "KeyError: 'cue'" in outcome.reason


def test_a_broken_model_stops_everything() -> None:
    with pytest.raises(ModelError):
        attempt(Grumbling(ModelError("The weights are gone.")), document("a"))


def test_other_languages_are_not_read() -> None:
    never = Grumbling(AssertionError("read"))

    assert attempt(never, document("a", "fr")) == Reading(document=document("a", "fr"))
    assert isinstance(attempt(never, document("a", None)), Failed)


def test_serial_loads_the_reader_when_it_is_first_needed() -> None:
    with Serial(partial(Grumbling, DocumentError("No."))) as executor:
        assert list(executor.map([])) == []
        assert executor.fingerprint == "grumbling-1"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    name = f"reader_of_{tmp_path.name}"
    (tmp_path / f"{name}.py").write_text(READER)
    monkeypatch.syspath_prepend(str(tmp_path))
    return name


def test_processes_keep_the_order_and_load_once_each(module: str, tmp_path: Path) -> None:
    folder = tmp_path / "loaded"
    folder.mkdir()
    load = partial(__import__(module).Slow, folder)
    documents = [document("slow"), *(document(str(number)) for number in range(30))]

    with Processes(load, 2) as executor:
        assert executor.fingerprint == "slow-1"
        outcomes = list(executor.map(documents))

    assert outcomes == [Reading(document=one) for one in documents]
    assert 1 <= len(list(folder.iterdir())) <= 2
    assert not (folder / str(os.getpid())).exists()


def test_processes_pass_on_what_is_wrong_with_the_model(module: str) -> None:
    with Processes(__import__(module).refuse, 1) as executor, pytest.raises(ModelError, match="are gone"):
        list(executor.map([document("a")]))


def test_a_process_that_dies_is_explained(module: str, tmp_path: Path) -> None:
    load = partial(__import__(module).Slow, tmp_path)

    with Processes(load, 1) as executor, pytest.raises(AccordingtoError, match="fewer --jobs"):
        list(executor.map([document("die")]))


def test_no_process_is_left_behind(module: str, tmp_path: Path) -> None:
    with Processes(partial(__import__(module).Slow, tmp_path), 2) as executor:
        list(executor.map([document("a")]))

    assert multiprocessing.active_children() == []
