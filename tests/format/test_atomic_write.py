"""Files that are written are whole, and are where and what they were."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest

from aiproviders._format.atomic_write import replacing

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions, links, pipes, signals")

# Writes a file, and does something before it is complete.
SCRIPT = """
import os, signal, sys, time
from aiproviders._format.atomic_write import replacing
{before}
with replacing({path!r}) as unfinished:
    unfinished.write_text("new")
    {do}
{after}
"""


def write(path: Path, text: str = "new") -> None:
    """Write a text to a file as every writer of the package does."""
    with replacing(path) as unfinished:
        unfinished.write_text(text)


def write_half(path: Path, error: BaseException) -> None:
    """Begin to write to a file, and fail."""
    with replacing(path) as unfinished:
        unfinished.write_text("half")
        raise error


def mode(path: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def run(
    path: Path | str, do: str = "", *, before: str = "", after: str = ""
) -> subprocess.CompletedProcess[str]:
    """Write a file in a process of its own."""
    code = SCRIPT.format(path=str(path), do=do, before=before, after=after)
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8"
    )


@contextmanager
def umask(mask: int) -> Generator[None]:
    """Withhold permissions from new files."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.fixture
def shared() -> Generator[Path]:
    """A folder that every user may write to; the user who runs the test is nobody, if root did."""
    before = os.geteuid()
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        os.seteuid(before or 65_534)
        try:
            yield Path(folder)
        finally:
            os.seteuid(before)


@pytest.mark.parametrize("permissions", [0o600, 0o640, 0o444, 0o755])
def test_permissions_stay(tmp_path: Path, permissions: int) -> None:
    """A file that is replaced is open to nobody else than it was."""
    path = tmp_path / "facts.csv"
    path.touch()
    path.chmod(permissions)
    write(path)

    assert ("new", permissions) == (path.read_text(), mode(path))


@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077, 0])
def test_new_files_have_the_permissions_of_new_files(tmp_path: Path, mask: int) -> None:
    """What the user withholds from new files is withheld from those that are written here."""
    with umask(mask):
        write(tmp_path / "facts.csv")

    assert 0o666 & ~mask == mode(tmp_path / "facts.csv")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root alone can")
def test_owners_stay(tmp_path: Path) -> None:
    """What root replaces still belongs to its user."""
    path = tmp_path / "facts.csv"
    path.touch()
    os.chown(path, 4321, 1234)
    write(path)

    assert ("new", 4321, 1234) == (path.read_text(), path.stat().st_uid, path.stat().st_gid)


def test_owners_that_may_not_stay(shared: Path) -> None:
    """A user who may replace the file of another one owns it then."""
    path = shared / "facts.csv"
    euid = os.geteuid()
    os.seteuid(os.getuid())
    path.touch()
    path.chmod(0o640)
    os.seteuid(euid)
    write(path)

    assert ("new", 0o640, euid) == (path.read_text(), mode(path), path.stat().st_uid)


def test_links_stay(tmp_path: Path) -> None:
    """A file is replaced where it is, through a link that leads to a link in another folder."""
    (tmp_path / "there").mkdir()
    (tmp_path / "here").mkdir()
    file = tmp_path / "there" / "facts.csv"
    file.write_text("old")
    file.chmod(0o600)
    (tmp_path / "there" / "latest.csv").symlink_to("facts.csv")
    link = tmp_path / "here" / "facts.csv"
    link.symlink_to("../there/latest.csv")
    before = sorted(tmp_path.rglob("*"))
    write(link)

    assert Path("../there/latest.csv") == link.readlink()
    assert ("new", 0o600) == (file.read_text(), mode(file))
    assert before == sorted(tmp_path.rglob("*"))
    assert not file.is_symlink()


def test_links_to_nothing_are_filled(tmp_path: Path) -> None:
    """The file that a link leads to is made where it is missing, as by any program."""
    link = tmp_path / "link.csv"
    link.symlink_to("facts.csv")
    write(link)

    assert link.is_symlink()
    assert "new" == (tmp_path / "facts.csv").read_text()


@pytest.mark.parametrize(
    ("goal", "error"),
    [
        ("link.csv", OSError),
        ("missing/facts.csv", FileNotFoundError),
        ("folder", IsADirectoryError),
        ("file/facts.csv", OSError),
    ],
)
def test_links_that_lead_to_no_file(tmp_path: Path, goal: str, error: type[OSError]) -> None:
    """Such a link is named in the error, and stays."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    link = tmp_path / "link.csv"
    link.symlink_to(goal)

    with pytest.raises(error) as caught:
        write(link)
    assert str(tmp_path) in str(caught.value.filename)
    assert Path(goal) == link.readlink()
    assert {"folder", "file", "link.csv"} == {each.name for each in tmp_path.iterdir()}


def test_pipes_are_written_to(tmp_path: Path) -> None:
    """Who reads from a pipe gets what was written, and the pipe stays."""
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    with ThreadPoolExecutor() as threads:
        read = threads.submit(path.read_text)
        write(path, "new" * 100_000)

        assert "new" * 100_000 == read.result()
    assert path.is_fifo()
    assert [path] == list(tmp_path.iterdir())


def test_a_stream_is_not_begun_without_an_end(tmp_path: Path) -> None:
    """Nothing is written to a pipe when the work fails."""
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(KeyboardInterrupt):
        write_half(path, KeyboardInterrupt())

    assert b"" == os.read(reader, 100)
    os.close(reader)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="Linux has these links")
@pytest.mark.parametrize("kind", ["pipe", "file"])
def test_standard_output(tmp_path: Path, kind: str) -> None:
    """What is written to /dev/stdout arrives, in whatever the shell put there."""
    code = SCRIPT.format(path="/dev/stdout", do="", before="", after="")
    if kind == "pipe":
        got = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    else:
        with (tmp_path / "out").open("wb") as out:
            subprocess.run([sys.executable, "-c", code], stdout=out, check=True)
        got = (tmp_path / "out").read_bytes()

    assert b"new" == got


def test_a_closed_pipe_is_an_error_of_the_system() -> None:
    """Where nobody reads, the error names the path that was given."""
    reader, writer = os.pipe()
    os.close(reader)
    path = Path(f"/dev/fd/{writer}")

    with pytest.raises(BrokenPipeError, match=str(path)):
        write(path)
    os.close(writer)


@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_nothing_behind(tmp_path: Path, number: str) -> None:
    """A process that is ended by a signal ends by it, and the folder is as it was."""
    (tmp_path / "facts.csv").write_text("old")
    ended = run(
        tmp_path / "facts.csv",
        f"os.kill(os.getpid(), signal.{number}); time.sleep(9)",
        # A signal that the run of the tests ignores, as under nohup, would be ignored here too.
        before=f"signal.signal(signal.{number}, signal.SIG_DFL)",
    )

    assert (-signal.Signals[number], "", "") == (ended.returncode, ended.stdout, ended.stderr)
    assert ["facts.csv"] == [each.name for each in tmp_path.iterdir()]
    assert "old" == (tmp_path / "facts.csv").read_text()


def hear(path: Path) -> None:
    """Hear, in the midst of writing, of a signal that would end the process."""
    with replacing(path) as unfinished:
        unfinished.touch()
        heard = signal.getsignal(signal.SIGTERM)
        assert callable(heard)
        heard(signal.SIGTERM, None)


def test_a_signal_removes_the_folder_first(tmp_path: Path) -> None:
    """A signal that ends the process is sent again once the folder is gone."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        with pytest.raises(FileNotFoundError):
            hear(tmp_path / "facts.csv")
        assert {signal.SIGTERM} == signal.sigpending()
    finally:
        # A signal that is ignored is pending no more.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("action", ["signal.SIG_IGN", "lambda *_: print('heard')"])
def test_signals_of_the_program_stay(tmp_path: Path, number: str, action: str) -> None:
    """What a program does about a signal is done, and the file is written."""
    done = run(
        tmp_path / "facts.csv",
        f"os.kill(os.getpid(), signal.{number})",
        before=f"action = {action}; signal.signal(signal.{number}, action)",
        after=f"assert signal.getsignal(signal.{number}) is action",
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert ("heard" in action) == ("heard" in done.stdout)
    assert "new" == (tmp_path / "facts.csv").read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_are_let_go(tmp_path: Path, number: signal.Signals) -> None:
    """Once the file is written, a signal means again what it meant, after an error too."""
    before = signal.getsignal(number)
    write(tmp_path / "facts.csv")
    with pytest.raises(KeyboardInterrupt):
        write_half(tmp_path / "facts.csv", KeyboardInterrupt())

    assert before is signal.getsignal(number)


@pytest.mark.parametrize("raised", [KeyboardInterrupt(), SystemExit(), ValueError()])
def test_an_interrupt_leaves_nothing_behind(tmp_path: Path, raised: BaseException) -> None:
    """Whatever ends the work, the file is as it was, and alone."""
    path = tmp_path / "facts.csv"
    path.write_text("old")
    with pytest.raises(type(raised)):
        write_half(path, raised)

    assert ("old", [path]) == (path.read_text(), list(tmp_path.iterdir()))


def test_several_writers_at_once(tmp_path: Path) -> None:
    """Whoever reads while threads write sees one whole text, and nothing else is there after."""
    path = tmp_path / "facts.csv"
    texts = {letter: letter * 100_000 for letter in "abcdefgh"}
    write(path, texts["a"])
    seen = set[str]()
    writers = [Thread(target=write, args=(path, text)) for text in texts.values()]
    for each in writers:
        each.start()
    while any(each.is_alive() for each in writers):
        seen.add(path.read_text())
    for each in writers:
        each.join()

    assert seen | {path.read_text()} <= set(texts.values())
    assert [path] == list(tmp_path.iterdir())


def test_folders_that_are_closed(shared: Path) -> None:
    """The error names the file that was asked for, and none that nobody knows."""
    folder = shared / "closed"
    folder.mkdir()
    folder.chmod(0o500)

    with pytest.raises(PermissionError, match=r"facts\.csv'$") as caught:
        write(folder / "facts.csv")
    assert str(folder / "facts.csv") == caught.value.filename
    assert [] == list(folder.iterdir())


def raise_from_open(path: Path) -> None:
    """Read a file that is missing."""
    (path.parent / "log.csv").read_text()


def raise_text(_: Path) -> None:
    """Fail as a library that has no number for the error."""
    msg = "the log is broken"
    raise OSError(msg)


@pytest.mark.parametrize(
    ("do", "message"),
    [(raise_from_open, r"No such file or directory: '.*log\.csv'"), (raise_text, "log is broken")],
)
def test_errors_of_other_files(tmp_path: Path, do: Callable[[Path], None], message: str) -> None:
    """An error that is about another file than the one written to says so."""
    with pytest.raises(OSError, match=message), replacing(tmp_path / "facts.csv"):
        do(tmp_path / "facts.csv")
    assert [] == list(tmp_path.iterdir())
