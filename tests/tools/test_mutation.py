"""The sample of mutants and its report, without mutmut."""

from pathlib import Path

from made_up import ROOT

from tools.mutation.__main__ import modules, report, sample

NAMES = {f"aiproviders.m.x_f__mutmut_{number}": Path("m.py") for number in range(100)}


def test_a_sample_is_the_same_every_time() -> None:
    """The mutants of a sample are among those there are, and do not depend on their order."""
    chosen = sample(NAMES, 10)

    assert 10 == len(chosen)
    assert chosen.items() <= NAMES.items()
    assert chosen == sample(dict(reversed(NAMES.items())), 10)
    assert NAMES == sample(NAMES, 1_000)


def test_modules_of_files_and_folders() -> None:
    """A folder stands for its modules, and what is no module is left out."""
    folder = ROOT / "tests" / "made_up"

    found = modules([str(folder / "facts.py"), str(folder / "acme"), str(folder)])
    assert folder / "facts.py" == found[0]
    assert sorted(folder.glob("*.py")) == found[1:]
    assert [] == modules([str(ROOT / "README.md")])


def test_a_report_names_what_lives() -> None:
    """Modules and all of them are counted, and each mutant that no test noticed is named."""
    outcomes = {
        "aiproviders._values.number.x_f__mutmut_1": "killed",
        "aiproviders._values.number.xǁNǁf__mutmut_2": "survived",
        "aiproviders._values.period.x_f__mutmut_1": "timeout",
        "aiproviders._values.period.x_f__mutmut_2": "no tests",
        "aiproviders._values.period.x_f__mutmut_3": "killed",
    }

    assert [
        "    1 of     2 aiproviders._values.number",
        "    2 of     3 aiproviders._values.period",
        "    3 of     5 in all",
        "survived: aiproviders._values.number.xǁNǁf__mutmut_2",
        "no tests: aiproviders._values.period.x_f__mutmut_2",
    ] == report(outcomes).splitlines()
