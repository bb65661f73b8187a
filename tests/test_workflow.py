from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest

from accordingto import documents, workflow
from accordingto.executors import Executor
from accordingto.ledger import ClaimFilter, Ledger
from accordingto.settings import Settings
from accordingto.types import Capture, Hints
from accordingto.workflow import Added, DocumentRead, DocumentStored, InputRejected, ReadingBegun, Step

SETTINGS = Settings(host_delay=0.0, retries=0, allow_hosts=("127.0.0.1",))
FRENCH = (
    "Le porte-parole du gouvernement a déclaré mercredi que les autocars partiraient à l'aube et que "
    "personne ne serait laissé derrière, selon le communiqué publié dans la soirée par le ministère."
)
STORY = "The {who} said that the road was open. The army denied that it had fired. {more}"


def report(text: str, **front: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\n{lines}---\n{text}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    (made / "1.txt").write_text(
        report(STORY.format(who="mayor", more=""), outlet="Post", published="2024-03-05")
    )
    (made / "2.txt").write_text(report(FRENCH, outlet="Écho"))
    (made / "3.txt").write_text(" \n")
    return made


def added(ledger: Ledger, executor: Executor | None, *targets: Path) -> tuple[Added, list[Step]]:
    steps: list[Step] = []
    summary = workflow.add(
        [str(target) for target in targets],
        ledger=ledger,
        settings=SETTINGS,
        executor=executor,
        report=steps.append,
    )
    return summary, steps


# --- add ------------------------------------------------------------------------------------------


def test_add_stores_reads_and_counts(ledger: Ledger, executor: Executor, folder: Path) -> None:
    summary, steps = added(ledger, executor, folder)

    reading = workflow.ReadSummary(read=1, claims=2)
    assert summary == Added(new=2, rejects=1, other_languages={"fr": 1}, reading=reading)
    kinds = [type(step) for step in steps]
    assert kinds == [DocumentStored, DocumentStored, InputRejected, ReadingBegun, DocumentRead]


def test_claims_have_the_outlet_and_the_source(ledger: Ledger, executor: Executor, folder: Path) -> None:
    added(ledger, executor, folder)

    denial = next(ledger.claims(ClaimFilter(act="deny"))).claim
    assert [link.name for link in denial.said_by] == ["Post", "The army"]
    assert denial.text == "it had fired"


def test_adding_again_adds_nothing(ledger: Ledger, executor: Executor, folder: Path) -> None:
    added(ledger, executor, folder)
    before = ledger.head()

    summary, _ = added(ledger, executor, folder)

    assert (summary.new, summary.known, summary.rejects) == (0, 2, 1)
    assert summary.reading == workflow.ReadSummary()
    assert ledger.head() == before


def test_without_an_executor_nothing_is_read(ledger: Ledger, folder: Path) -> None:
    summary, _ = added(ledger, None, folder)

    assert summary.reading is None
    assert list(ledger.claims()) == []


def test_a_reject_is_kept_with_its_reason_and_hash(ledger: Ledger, folder: Path) -> None:
    added(ledger, None, folder / "3.txt", folder / "absent.txt")

    empty, absent = ledger.rejects()
    assert (empty.stage, empty.location, len(empty.sha256 or "")) == ("document", str(folder / "3.txt"), 64)
    assert (absent.stage, absent.location) == ("source", str(folder / "absent.txt"))


def test_a_reject_that_succeeds_later_is_closed(ledger: Ledger, folder: Path) -> None:
    added(ledger, None, folder / "3.txt")
    (folder / "3.txt").write_text("Now there is something to read.")

    added(ledger, None, folder / "3.txt")

    assert list(ledger.rejects()) == []


def test_evidence_of_an_interrupted_run_is_finished_first(
    ledger: Ledger, executor: Executor, folder: Path
) -> None:
    text = STORY.format(who="driver", more="")
    ledger.store_evidence(Capture(data=text.encode(), location="lost.txt", retrieved="2024-03-05T09:00:00Z"))

    summary, steps = added(ledger, executor, folder / "1.txt")

    stored = [step.location for step in steps if isinstance(step, DocumentStored)]
    assert stored == ["lost.txt", str(folder / "1.txt")]
    assert summary.reading == workflow.ReadSummary(read=2, claims=4)


def test_a_later_version_and_a_near_duplicate_are_told(ledger: Ledger, tmp_path: Path) -> None:
    body = " ".join(f"Sentence number {number} tells of the road to the north." for number in range(40))
    url = "https://post.example/road"
    first, later, copy = (tmp_path / name for name in ("first.txt", "later.txt", "copy.txt"))
    first.write_text(report(body, outlet="Post", url=url))
    later.write_text(report(f"{body} It was closed.", outlet="Post", url=f"{url}?utm_source=feed"))
    copy.write_text(report(f"{body} More soon.", outlet="Courier", url="https://courier.example/7"))

    summary, steps = added(ledger, None, first, later, copy)

    assert (summary.new, summary.versions, summary.near_duplicates) == (3, 1, 1)
    one, two, three = (step for step in steps if isinstance(step, DocumentStored))
    assert (two.version, two.version_of) == (2, one.document)
    assert {other for other, _ in three.near_duplicate_of} == {one.document, two.document}


def test_hints_of_the_user_win(ledger: Ledger, folder: Path) -> None:
    workflow.add(
        [str(folder / "1.txt")],
        ledger=ledger,
        settings=SETTINGS,
        hints=Hints(outlet="Evening Post", published="2024-03-06"),
    )

    (document,) = ledger.documents()
    assert (document.outlet, document.published) == ("Evening Post", "2024-03-06")


def test_what_is_said_of_a_known_document_is_not_taken_over_in_silence(ledger: Ledger, folder: Path) -> None:
    added(ledger, None, folder / "1.txt")
    steps: list[Step] = []

    workflow.add(
        [str(folder / "1.txt")],
        ledger=ledger,
        settings=SETTINGS,
        hints=Hints(title="Road", published="2024-03-06"),
        report=steps.append,
    )

    (step,) = steps
    assert isinstance(step, DocumentStored)
    assert (step.new, step.published, step.not_taken) == (False, "2024-03-05", ("title", "published"))


def test_a_parser_that_fails_costs_only_its_own_input(
    ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = documents.read_document

    def fails_once(capture: Capture, *, settings: Settings) -> object:
        if capture.location.endswith("1.txt"):
            raise RecursionError("too deep")
        return right(capture, settings=settings)

    monkeypatch.setattr(documents, "read_document", fails_once)

    summary, _ = added(ledger, None, folder / "1.txt", folder / "2.txt")

    assert (summary.new, summary.rejects) == (1, 1)
    assert "RecursionError: too deep" in next(ledger.rejects()).reason


# --- read -----------------------------------------------------------------------------------------


def test_read_takes_what_is_unread_and_counts_the_rest(
    ledger: Ledger, executor: Executor, folder: Path
) -> None:
    added(ledger, None, folder)

    first = workflow.read(ledger=ledger, executor=executor)
    again = workflow.read(ledger=ledger, executor=executor)

    assert first == workflow.ReadSummary(read=1, claims=2, other_languages={"fr": 1})
    assert again == workflow.ReadSummary(other_languages={"fr": 1})


def test_a_document_that_cannot_be_read_is_a_reject_and_tried_again(
    ledger: Ledger, executor: Executor, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("UNREADABLE. The mayor said that all was well.")

    summary, _ = added(ledger, executor, bad)

    assert summary.reading == workflow.ReadSummary(rejects=1)
    (reject,) = ledger.rejects()
    assert (reject.stage, reject.location) == ("reading", str(bad))
    assert workflow.read(ledger=ledger, executor=executor).rejects == 1


def test_read_files_keeps_the_order_and_needs_no_ledger(executor: Executor, folder: Path) -> None:
    steps: list[Step] = []
    targets = [str(folder / name) for name in ("2.txt", "3.txt", "1.txt")]

    readings = list(workflow.read_files(targets, settings=SETTINGS, executor=executor, report=steps.append))

    assert [reading.document.outlet for reading in readings] == ["Écho", "Post"]
    assert [len(reading.attributions) for reading in readings] == [0, 2]
    (rejected,) = steps
    assert isinstance(rejected, InputRejected)
    assert rejected.reject.location == targets[1]


def test_plain_text_is_read_as_it_stands(executor: Executor, tmp_path: Path) -> None:
    text = "\n\n  Two  spaces,\ttab\u00a0and all. \n\n\n“The end”  \n"
    path = tmp_path / "plain.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode())

    (reading,) = workflow.read_files([str(path)], settings=SETTINGS, executor=executor)

    assert reading.document.text == text


def test_verify_finds_nothing_in_what_was_added(ledger: Ledger, executor: Executor, folder: Path) -> None:
    added(ledger, executor, folder)

    assert list(workflow.verify(ledger)) == []


# --- watch ----------------------------------------------------------------------------------------


class Site:
    """Pages of a web server on this machine, by path."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.address = ""

    def feed(self, *names: str) -> None:
        items = "".join(
            f"<item><guid>{name}</guid><title>{name}</title><link>{self.address}/{name}</link></item>"
            for name in names
        )
        rss = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Post</title>{items}</channel></rss>"
        self.pages["/feed"] = rss.encode()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            body = made.pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/plain")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=functools.partial(server.serve_forever, poll_interval=0.01))
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def watched(ledger: Ledger, executor: Executor, site: Site) -> Added:
    return workflow.watch([f"{site.address}/feed"], ledger=ledger, settings=SETTINGS, executor=executor)


def test_watch_takes_what_is_new_since_the_last_visit(ledger: Ledger, executor: Executor, site: Site) -> None:
    for name in ("a", "b"):
        site.pages[f"/{name}"] = STORY.format(who="mayor", more=name).encode()
    site.feed("a")
    assert watched(ledger, executor, site).new == 1
    site.feed("a", "b")
    site.asked.clear()

    summary = watched(ledger, executor, site)

    assert (summary.new, summary.known) == (1, 0)
    assert "/a" not in site.asked
    assert summary.reading == workflow.ReadSummary(read=1, claims=2)
    assert {document.outlet for document in ledger.documents()} == {"Post"}


def test_a_feed_state_that_cannot_be_read_costs_only_a_visit(
    ledger: Ledger, executor: Executor, site: Site
) -> None:
    site.pages["/a"] = STORY.format(who="mayor", more="").encode()
    site.feed("a")
    watched(ledger, executor, site)
    ledger.store_feed_state(f"{site.address}/feed", b'{"of": "another version"}')

    summary = watched(ledger, executor, site)

    assert (summary.new, summary.known) == (0, 1)


# --- steps ----------------------------------------------------------------------------------------


def test_steps_come_back_from_their_json(ledger: Ledger, executor: Executor, folder: Path) -> None:
    summary, steps = added(ledger, executor, folder)

    for step in (*steps, summary):
        assert msgspec.json.decode(msgspec.json.encode(step), type=workflow.AnyStep) == step
