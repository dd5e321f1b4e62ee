"""Spellings of benchmarks in catalogues, and what each is called here; reviewed by hand."""

from typing import NamedTuple


class Spelling(NamedTuple):
    """What a name in a catalogue stands for.

    Attributes:
        benchmark: Id of the benchmark.
        version: Its version, where the name says it.
    """

    benchmark: str
    version: str | None = None


_SPELLINGS = {
    "Aider Polyglot": Spelling("aider-polyglot"),
    "Artificial Analysis Coding Agent Index": Spelling("artificial-analysis-coding-agent-index"),
    "Artificial Analysis Coding Index": Spelling("artificial-analysis-coding-index"),
    "Artificial Analysis Intelligence Index": Spelling("artificial-analysis-intelligence-index"),
    "CharXiv Reasoning": Spelling("charxiv-reasoning"),
    "Claw-eval": Spelling("claw-eval"),
    "GPQA Diamond": Spelling("gpqa-diamond"),
    "Humanity\N{RIGHT SINGLE QUOTATION MARK}s Last Exam": Spelling("humanitys-last-exam"),
    "LiveCodeBench": Spelling("livecodebench"),
    "NL2Repo": Spelling("nl2repo"),
    "SciCode": Spelling("scicode"),
    "SWE Bench Pro": Spelling("swe-bench-pro"),
    "SWE-Atlas Codebase QnA": Spelling("swe-atlas-codebase-qna"),
    "SWE-Atlas Refactoring": Spelling("swe-atlas-refactoring"),
    "SWE-Atlas Test Writing": Spelling("swe-atlas-test-writing"),
    "SWE-Bench Multilingual": Spelling("swe-bench-multilingual"),
    "SWE-Bench Pro": Spelling("swe-bench-pro"),
    "SWE-Bench Verified": Spelling("swe-bench-verified"),
    "Terminal Bench 2.0": Spelling("terminal-bench", "2.0"),
    "Terminal Bench 2.1": Spelling("terminal-bench", "2.1"),
    "Terminal-Bench": Spelling("terminal-bench"),
    "Terminal-Bench 2.1": Spelling("terminal-bench", "2.1"),
    "Terminal-Bench Hard": Spelling("terminal-bench-hard"),
}

# What is counted, in words that say no more than that the result is the benchmark's usual one.
_USUAL_METRICS = {
    "average pass@1",
    "index",
    "pass@1",
    "percent",
    "percent correct",
    "percent resolved",
    "resolve rate",
    "resolved",
    "success rate",
}


def is_usual(metric: str | None) -> bool:
    """Whether a metric is the one that a benchmark is usually scored by, or is not stated."""
    return metric is None or metric in _USUAL_METRICS


def recognized(name: str) -> Spelling | None:
    """What a name stands for; None where nobody has reviewed it."""
    return _SPELLINGS.get(name)
