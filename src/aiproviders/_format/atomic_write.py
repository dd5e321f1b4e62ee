"""Writing of files that are replaced whole or not at all."""

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Generator[Path, None, None]:
    """Give a path to write to; what was written there then replaces the file in one step.

    The path lies in a temporary folder beside the file. After a failure the file is as it was, and
    nothing else is left behind.

    Raises:
        FileNotFoundError: The folder of the file does not exist.
        IsADirectoryError: There is a folder of that name.
        OSError: The file cannot be written.
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no such folder to write to", str(path.parent))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "this is a folder, not a file", str(path))
    with TemporaryDirectory(prefix=".unfinished-", dir=path.parent) as folder:
        unfinished = Path(folder, path.name)
        yield unfinished
        unfinished.replace(path)
