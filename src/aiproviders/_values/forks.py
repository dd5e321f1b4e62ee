"""Locks for what is loaded once per process, whichever thread or fork asks for it."""

import os
from threading import RLock
from typing import Any


def lock_across_forks() -> Any:
    """Return a lock that no other thread holds while the process forks.

    The child has none of the other threads: it would wait for ever for one that loads. So the
    fork waits instead.
    """
    lock = RLock()
    # Where there are no forks, dict takes the arguments and does nothing.
    register = getattr(os, "register_at_fork", dict)
    register(before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release)
    return lock
