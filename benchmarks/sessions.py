"""What reading sessions of Claude Code takes, against `json.loads` of every line.

Makes sessions up in a temporary folder: several files in several folders, whose lines are of the
real shape. Each reading is a process of its own, which times itself without its imports:
`python -m benchmarks.sessions 50 200 1000` prints how time and memory grow with the MB.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measured import HEAD, Ratio

MEGABYTES = 50
"""How much is made up for the table of all benchmarks."""

SIZES = (10, 50)
"""How many MB are made up by turns, unless told otherwise."""

FILE = 10_000_000
"""How many bytes a session has at most."""

OFTEN, SELDOM = 0.5, 0.05
MODELS = ("claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001")
WORDS = (
    'return the value of self._rows[name] and raise ValueError("no row")\n',
    "def read(path: Path) -> Iterator[str]:\n",
    "        with open(path, encoding='utf-8') as file:\n",
    "# what is said of it, → see below\n",
    "\x1b[32mPASSED\x1b[0m tests/test_read.py::test_rows\n",
    "C:\\Users\\somebody\\project\\src\\main.ts\n",
    "größer als 5 €, naïve café, 日本語 ✓\n",
    '{"type": "assistant", "message": {"usage": {"input_tokens": 5}}}\n',
    "the quick brown fox jumps over the lazy dog ",
    "\n",
)
"""Parts of what people, models and programs write, answers in a text among them."""


class Session:
    """Makes the lines of a session up."""

    def __init__(self, seed: int) -> None:
        """Begin one; the same seed makes the same lines."""
        self._random = random.Random(seed)  # noqa: S311 - nothing is secret
        self._id = self._hex(8, 4, 4, 4, 12)
        self._time = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=37 * seed)
        self._above: str | None = None
        self._cached = 20_000

    def lines(self) -> Iterator[dict[str, Any]]:
        """Give lines without end."""
        yield {"type": "summary", "summary": self._text(60), "leafUuid": self._hex(8, 4, 4, 4, 12)}
        while True:
            yield self._snapshot()
            yield self._line("user", message={"role": "user", "content": self._text(200)})
            for _ in range(self._random.randint(3, 40)):
                yield from self._answer()
                yield self._result()
                if self._random.random() < SELDOM:
                    yield self._progress()

    def _answer(self) -> Iterator[dict[str, Any]]:
        """Give the lines of an answer: one for each block, which count its tokens again."""
        id, model = f"msg_01{self._letters(22)}", self._random.choice(MODELS)
        written = self._random.randint(100, 6_000)
        self._cached += written
        request = f"req_011{self._letters(21)}"
        blocks = self._random.choice((1, 2, 2, 3))
        for block in range(blocks):
            is_last = block == blocks - 1
            used = {
                "input_tokens": self._random.randint(1, 12),
                "cache_creation_input_tokens": written,
                "cache_read_input_tokens": self._cached,
                "cache_creation": {
                    "ephemeral_5m_input_tokens": written,
                    "ephemeral_1h_input_tokens": 0,
                },
                "output_tokens": self._random.randint(20, 3_000) if is_last else 1,
                "service_tier": "standard",
            }
            message = {
                "model": model,
                "id": id,
                "type": "message",
                "role": "assistant",
                "content": [self._block(is_last=is_last)],
                "stop_reason": "tool_use" if is_last else None,
                "stop_sequence": None,
                "usage": used,
            }
            yield self._line("assistant", message=message, requestId=request)

    def _block(self, *, is_last: bool) -> dict[str, Any]:
        if is_last:
            given = {"file_path": "/home/somebody/project/main.py", "new_string": self._text(600)}
            id = f"toolu_01{self._letters(22)}"
            return {"type": "tool_use", "id": id, "name": "Edit", "input": given}
        if self._random.random() < OFTEN:
            signature = self._letters(300)
            return {"type": "thinking", "thinking": self._text(500), "signature": signature}
        return {"type": "text", "text": self._text(400)}

    def _result(self) -> dict[str, Any]:
        """Return the line of what a tool gave, which is long and stands there twice."""
        text = self._text(int(self._random.lognormvariate(7.4, 1.2)))
        id = f"toolu_01{self._letters(22)}"
        given = {"tool_use_id": id, "type": "tool_result", "content": text}
        message = {"role": "user", "content": [given]}
        file = {"filePath": "/home/somebody/project/main.py", "content": text, "numLines": 40}
        return self._line("user", message=message, toolUseResult={"type": "text", "file": file})

    def _progress(self) -> dict[str, Any]:
        data = {"type": "hook_progress", "hookEvent": "PostToolUse", "command": self._text(80)}
        return self._line("progress", data=data, toolUseID=f"toolu_01{self._letters(22)}")

    def _snapshot(self) -> dict[str, Any]:
        id = self._hex(8, 4, 4, 4, 12)
        held: dict[str, Any] = {"messageId": id, "trackedFileBackups": {}}
        return {
            "type": "file-history-snapshot",
            "messageId": id,
            "snapshot": held,
            "isSnapshotUpdate": False,
        }

    def _line(self, kind: str, **held: Any) -> dict[str, Any]:
        above, self._above = self._above, self._hex(8, 4, 4, 4, 12)
        return {
            "parentUuid": above,
            "isSidechain": False,
            "userType": "external",
            "cwd": "/home/somebody/project",
            "sessionId": self._id,
            "version": "2.1.30",
            "gitBranch": "main",
            "type": kind,
            **held,
            "uuid": self._above,
            "timestamp": self._moment(),
        }

    def _moment(self) -> str:
        self._time += timedelta(milliseconds=self._random.randint(20, 9_000))
        return f"{self._time:%Y-%m-%dT%H:%M:%S}.{self._time.microsecond // 1000:03}Z"

    def _text(self, length: int) -> str:
        """Return a text of about some length, as people, models and programs write it."""
        return "".join(self._random.choices(WORDS, k=1 + length // 45))

    def _letters(self, number: int) -> str:
        return f"{self._random.getrandbits(number * 5):0{number * 5 // 4}x}"[:number]

    def _hex(self, *lengths: int) -> str:
        return "-".join(f"{self._random.getrandbits(4 * each):0{each}x}" for each in lengths)


def write(folder: Path, megabytes: int) -> None:
    """Write sessions of some MB into folders of several projects."""
    left = megabytes * 1_000_000
    number = 0
    while left > 0:
        project = folder / f"-home-somebody-project-{number % 7}"
        project.mkdir(parents=True, exist_ok=True)
        size = min(left, FILE)
        left -= size
        with (project / f"session-{number}.jsonl").open("wb") as file:
            for line in Session(number).lines():
                text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
                size -= file.write(text.encode() + b"\n")
                if size <= 0:
                    break
        number += 1


class Took(NamedTuple):
    """What a process took to read sessions.

    Attributes:
        seconds: Processor time of the reading alone.
        megabytes: The most memory that was resident.
        number: How many requests or lines it read.
        skipped: How many it left out.
    """

    seconds: float
    megabytes: int
    number: int
    skipped: int


def read(folder: Path) -> Took:
    """Read sessions with `usage.read`, and count the requests."""
    from aiproviders import usage

    usage.read([{"model": "m", "input_tokens": 1, "output_tokens": 1}])  # imports what it needs
    start = time.process_time()
    log = usage.read(folder)
    number = log.frame.collect().height
    seconds = time.process_time() - start
    return Took(seconds, most(), number, sum(each.number for each in log.skipped))


def loads(folder: Path) -> Took:
    """Read their lines with `json.loads`, and count them."""
    number = 0
    start = time.process_time()
    for path in sorted(folder.rglob("*.jsonl")):
        with path.open("rb") as file:
            for line in file:
                json.loads(line)
                number += 1
    return Took(time.process_time() - start, most(), number, 0)


def most() -> int:
    """Return the most MB that were resident in this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if "VmHWM" in line)) // 1024


def took(what: str, folder: Path) -> Took:
    """Return what it took in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.sessions", what, str(folder)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    seconds, *numbers = done.stdout.split()
    return Took(float(seconds), *map(int, numbers))


def pairs(megabytes: int, runs: int) -> Sequence[tuple[Took, Took]]:
    """Make sessions up, and read them in turns with `usage.read` and with `json.loads`."""
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), megabytes)
        return [(took("read", Path(name)), took("loads", Path(name))) for _ in range(runs + 1)][1:]


def ratio(megabytes: int, found: Sequence[tuple[Took, Took]]) -> Ratio:
    """Return what pairs took as a row of the table."""
    return Ratio(
        f"`usage.read` of {megabytes:,} MB of sessions of Claude Code",
        "`json.loads` of every line",
        [ours.seconds / theirs.seconds for ours, theirs in found],
    )


def ratios(runs: int) -> Iterator[Ratio]:
    """Compare one size, without what the processes import."""
    yield ratio(MEGABYTES, pairs(MEGABYTES, runs))


def growth(sizes: Sequence[int], runs: int) -> None:
    """Print how time and memory grow with the MB of sessions."""
    print(HEAD)
    for size in sizes:
        found = pairs(size, runs)
        ours, theirs = found[-1]
        print(ratio(size, found).row())
        print(
            f"  {ours.number:,} requests and {ours.skipped:,} copies of them in "
            f"{theirs.number:,} lines; at most {ours.megabytes} MB, theirs {theirs.megabytes} MB",
            flush=True,
        )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["read" | "loads" as what, folder]:
            print(*(read if what == "read" else loads)(Path(folder)))
        case sizes:
            growth(tuple(map(int, sizes)) or SIZES, 5)
