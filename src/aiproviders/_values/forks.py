"""Locks for what is loaded once per process, whichever thread or fork asks for it.

A child that is forked has none of the other threads: it would wait for ever for one that loads.
So a fork takes these locks, and waits for that thread instead. They are held while modules that
loading needs are imported too, as the child would wait for those. They are made when the package
is imported: a fork that already waits would not take one that is made later.
"""

import os
from _thread import RLock  # that of `threading`, which takes longer to import


def _lock_across_forks() -> RLock:
    lock = RLock()
    # Where there are no forks, dict takes the arguments and does nothing.
    register = getattr(os, "register_at_fork", dict)
    register(before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release)
    return lock


# A fork takes the last that is registered first, as a plug-in that asks for what is bundled does.
BUNDLED = _lock_across_forks()
"""The lock for what comes with the package, and for the list of what is installed beside it."""

PLUGINS = _lock_across_forks()
"""The lock for functions of installed packages, which give their providers."""
