"""What is added from a page runs here: one after the other, so that the ledger never has two writers."""

from __future__ import annotations

import queue
import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from accordingto import workflow
from accordingto.errors import AccordingtoError
from accordingto.executors import Executor
from accordingto.ledger import open_ledger
from accordingto.settings import Settings
from accordingto.types import Hints
from accordingto.workflow import Added, Step, Upload

State = Literal["waiting", "running", "done", "failed"]
# Finished jobs stay to be looked at until so many newer ones have come.
KEPT = 50
WAITING = 20


@dataclass(kw_only=True)
class Job:
    """One thing to add: what, by whom, and how far it is. `folder` is removed when it is done."""

    who: str
    targets: tuple[str | Upload, ...]
    hints: Hints
    folder: Path | None = None
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    state: State = "waiting"
    steps: list[Step] = field(default_factory=list)
    summary: Added | None = None
    problem: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed")


class Jobs:
    """The one worker and its queue. `close` lets it finish the step that it is at."""

    def __init__(
        self, settings: Settings, reading: Callable[[], AbstractContextManager[Executor]] | None = None
    ) -> None:
        self._settings = settings
        self._reading = reading or (lambda: workflow.reading(settings))
        self._queue: queue.Queue[Job | None] = queue.Queue(WAITING)
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="adding", daemon=True)
        self._begun = False

    def submit(self, job: Job) -> bool:
        """Take it, unless too many wait already."""
        try:
            self._queue.put_nowait(job)
        except queue.Full:
            return False
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT and next(iter(self._jobs.values())).is_over:
                self._jobs.popitem(last=False)
            if not self._begun:
                self._begun = True
                self._thread.start()
        return True

    def get(self, identity: str) -> Job | None:
        """The job with this id, if it is still remembered."""
        with self._lock:
            return self._jobs.get(identity)

    def all(self) -> tuple[Job, ...]:
        """All that are remembered, last first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def close(self) -> None:
        """Stop after the present step; what waits is dropped, and adding it again goes on from there."""
        self._stopping.set()
        if self._begun:
            try:
                self._queue.put_nowait(None)
            except queue.Full:
                pass
            self._thread.join(timeout=10)

    def _work(self) -> None:
        # The reader is loaded when it is first needed, and stays.
        with self._reading() as executor:
            while (job := self._queue.get()) is not None and not self._stopping.is_set():
                self._run(job, executor)

    def _run(self, job: Job, executor: Executor) -> None:
        job.state = "running"
        try:
            with open_ledger(self._settings.ledger, who=job.who) as ledger:
                job.summary = workflow.add(
                    job.targets,
                    ledger=ledger,
                    settings=self._settings,
                    hints=job.hints,
                    executor=executor,
                    report=self._report(job),
                )
                workflow.link(ledger=ledger, settings=self._settings)
            job.state = "done"
        except AccordingtoError as error:
            job.problem, job.state = str(error), "failed"
        except _StoppedError:
            job.problem, job.state = "The server was stopped. Add it again to go on.", "failed"
        except Exception as error:
            # Without this worker nothing could be added any more, and nobody would be told.
            job.problem, job.state = f"{type(error).__name__}: {error}. Please report this.", "failed"
        finally:
            if job.folder is not None:
                shutil.rmtree(job.folder, ignore_errors=True)

    def _report(self, job: Job) -> Callable[[Step], None]:
        def report(step: Step) -> None:
            job.steps.append(step)
            if self._stopping.is_set():
                raise _StoppedError

        return report


class _StoppedError(Exception):
    """The server ends: what was stored is kept, the rest is not begun."""
