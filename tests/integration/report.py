"""Results in Qt Test's own words, so that a reader and the closing count of packaging/test.sh find one form only."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable


class Mismatch(Exception):
    """What was found is not what was expected; the text says both."""


class Skip(Exception):
    """The check cannot be made here; the text says why."""


class Report:
    def __init__(self, program: str) -> None:
        self._program = program
        self._counts = {"PASS": 0, "FAIL!": 0, "SKIP": 0}
        self._started = time.monotonic()
        print(f"********* Start testing of {program} *********", flush=True)

    def check(self, function: str, tag: str, check: Callable[[], str | None]) -> None:
        """Runs one check; the text it returns is shown beside its name."""
        try:
            note, word = check(), "PASS"
        except Skip as skip:
            note, word = str(skip), "SKIP"
        except Mismatch as mismatch:
            note, word = str(mismatch), "FAIL!"
        except Exception:
            note, word = traceback.format_exc(), "FAIL!"
        self._counts[word] += 1
        print(f"{word:<7}: {self._program}::{function}({tag})", flush=True)
        for line in (note or "").splitlines():
            print(f"          {line}", flush=True)

    def finish(self) -> int:
        """Prints the totals; the exit code of the program."""
        passed, failed, skipped = self._counts.values()
        took = int((time.monotonic() - self._started) * 1000)
        print(f"Totals: {passed} passed, {failed} failed, {skipped} skipped, 0 blacklisted, {took}ms")
        print(f"********* Finished testing of {self._program} *********", flush=True)
        return 1 if failed or not passed else 0
