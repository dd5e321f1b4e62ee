"""How much work something is, counted, as times differ from run to run."""

import sys
from collections.abc import Callable
from types import CodeType, FrameType


def calls(work: Callable[[], object], *, to: Callable[..., object] | None = None) -> int:
    """Count the functions that are called while something runs, or the calls to one of them."""
    counted = 0
    code: CodeType | None = getattr(to, "__code__", None)

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal counted
        if (event == "call" and code in (None, frame.f_code)) or (event == "c_call" and not code):
            counted += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted
