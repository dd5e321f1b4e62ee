"""Runs the tests that reach a mutant, in a fork of a process that has collected them."""

import gc
import os
import pickle
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import pytest

from tools.mutation.mutants import Mutant, Place

# Seconds of processor time that the tests of a mutant may take, and seconds on the clock.
_LONGEST, _LAST = 120, 1_200
_LARGEST = 4 << 30  # bytes of memory
_WORDS = {0: "survived", 1: "noticed", 2: "cannot stand in its place", -signal.SIGPROF: "too long"}


class Running:
    """A plugin of pytest that runs the tests for each mutant instead of once.

    Attributes:
        outcomes: What became of each mutant, in a few words.
    """

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        self.mutants = mutants
        self.outcomes = dict[Mutant, str]()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find out which tests reach which functions, and run those of each mutant."""
        for path in {each.path for each in self.mutants}:
            import_module(_module(path))
        changed = {each: found for each in self.mutants if (found := each.code())}
        live = _live({place for place, _ in changed.values()})
        tests = _reached(session.items, live)
        running = dict[int, Mutant]()
        for mutant in self.mutants:
            if mutant not in changed:
                self.outcomes[mutant] = "the same code"
                continue
            place, code = changed[mutant]
            if not tests[place]:
                self.outcomes[mutant] = "no test"
                continue
            while len(running) >= (os.cpu_count() or 1):
                self._reap(running)
            items = [session.items[number] for number in tests[place]]
            running[_fork(partial(_run, session, items, live[place], code))] = mutant
        while running:
            self._reap(running)
        self.outcomes = {each: self.outcomes[each] for each in self.mutants}
        return True

    def _reap(self, running: dict[int, Mutant]) -> None:
        pid, status = os.wait()
        ended = os.waitstatus_to_exitcode(status)
        mutant = running.pop(pid)
        self.outcomes[mutant] = _WORDS.get(ended, f"ended with {ended}")
        print(f"{len(self.outcomes):5} of {len(self.mutants)}: {self.outcomes[mutant]}", flush=True)


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts[1:]).removesuffix(".__init__")


def _live(places: Iterable[Place]) -> dict[Place, list[FunctionType]]:
    """Return the functions that have been made from each place in a source file."""
    found: dict[Place, list[FunctionType]] = {place: [] for place in places}
    for each in gc.get_objects():
        if isinstance(each, FunctionType):
            code = each.__code__
            place = code.co_filename, code.co_qualname, code.co_firstlineno
            if place in found:
                found[place].append(each)
    return found


def _reached(
    items: Sequence[pytest.Item], live: Mapping[Place, Sequence[FunctionType]]
) -> dict[Place, list[int]]:
    """Return by their numbers which tests call each function, the quickest first."""
    places = {id(each.__code__): place for place, every in live.items() for each in every}
    reader, writer = os.pipe()
    pid = _fork(partial(_write_reached, items, places, writer))
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        seconds: dict[int, tuple[float, set[Place]]] = pickle.load(pipe)  # noqa: S301 - our own
    os.waitpid(pid, 0)
    quickest = sorted(seconds, key=lambda number: seconds[number][0])
    return {place: [each for each in quickest if place in seconds[each][1]] for place in live}


def _write_reached(items: Sequence[pytest.Item], places: Mapping[int, Place], writer: int) -> int:
    """Run all tests, and write for each that passes how long it took and what it called."""
    called = set[Place]()

    def trace(frame: FrameType, _event: str, _: object) -> None:
        if place := places.get(id(frame.f_code)):
            called.add(place)

    seconds = dict[int, tuple[float, set[Place]]]()
    threading.settrace(trace)
    for number, item in enumerate(items):
        called.clear()
        failed, start = item.session.testsfailed, time.process_time()
        sys.settrace(trace)
        item.ihook.pytest_runtest_protocol(item=item, nextitem=(*items, None)[number + 1])
        sys.settrace(None)
        if failed == item.session.testsfailed:
            seconds[number] = time.process_time() - start, set(called)
    with os.fdopen(writer, "wb") as pipe:
        pickle.dump(seconds, pipe)
    return 0


def _run(
    session: pytest.Session,
    items: Sequence[pytest.Item],
    functions: Iterable[FunctionType],
    code: CodeType,
) -> int:
    """Run tests with other code in place of that of functions, until one fails."""
    resource.setrlimit(resource.RLIMIT_DATA, (_LARGEST, _LARGEST))
    signal.setitimer(signal.ITIMER_PROF, _LONGEST)
    signal.alarm(_LAST)
    try:
        for each in functions:
            each.__code__ = code
    except ValueError:  # it sees other variables around it
        return 2
    for item, following in zip(items, (*items[1:], None), strict=True):
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0


def _fork(act: Callable[[], int]) -> int:
    """Do something in another process, which prints nothing, and return its id."""
    if pid := os.fork():
        return pid
    ended = 1
    try:
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        ended = act()
    finally:
        os._exit(ended)
