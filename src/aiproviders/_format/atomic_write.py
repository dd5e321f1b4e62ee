"""Writing of files that are replaced whole or not at all."""

import errno
import os
import shutil
import signal
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE
from tempfile import TemporaryDirectory
from types import FrameType

_PREFIX = ".unfinished-"


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Generator[Path, None, None]:
    """Give a path to write to; what was written there then replaces the file in one step.

    The path lies in a temporary folder beside the file. After a failure, or a signal that ends the
    process, the file is as it was, and nothing else is left behind. A file that is replaced keeps
    its owner and its permissions. A link stays, and the file that it leads to is replaced. Devices
    and pipes are written to once all is there.

    Raises:
        FileNotFoundError: The folder of the file does not exist.
        IsADirectoryError: There is a folder of that name.
        OSError: The file cannot be written.
    """
    given, path = os.fspath(path), Path(path)
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        folder_given = os.path.dirname(given)  # noqa: PTH120 - a Path forgets how it was written
        raise FileNotFoundError(errno.ENOENT, "no such folder to write to", folder_given)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "this is a folder, not a file", given)
    try:
        replaced = path.stat()
    except FileNotFoundError:
        replaced = None
    # A pipe is open, but has no path of its own.
    is_stream = replaced is not None and not target.is_file()
    beside = None if is_stream else target.parent
    try:
        with (
            TemporaryDirectory(prefix=_PREFIX, dir=beside) as folder,
            _removed_when_terminated(folder),
        ):
            unfinished = Path(folder, target.name)
            yield unfinished
            if is_stream:
                with unfinished.open("rb") as content, path.open("wb") as stream:
                    shutil.copyfileobj(content, stream)
            else:
                if replaced is not None:
                    with suppress(AttributeError, PermissionError):  # not on Windows; not for all
                        os.chown(unfinished, replaced.st_uid, replaced.st_gid)
                    unfinished.chmod(S_IMODE(replaced.st_mode))
                unfinished.replace(target)
    except OSError as error:
        # What a library says in a text has no number.
        is_of_another_file = error.filename is not None and _PREFIX not in str(error.filename)
        if error.errno is None or is_of_another_file:
            raise
        raise OSError(error.errno, error.strerror, given) from error


@contextmanager
def _removed_when_terminated(folder: str) -> Generator[None, None, None]:
    """Remove a folder before a signal ends the process, unless the program handles that signal."""

    def remove(number: int, _: FrameType | None) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    caught = list[int]()
    with suppress(ValueError):  # Only the main thread can do so.
        for number in {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, remove)
                caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)
