"""The command with its extra and without it: the brief, `new`, `validate` and its streams."""

import os
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import get_args

import pytest
from made_up import ACME

from aiproviders import Provider, Quantity, __version__
from aiproviders.__main__ import main
from aiproviders._records.sections.claims import ClaimKind
from aiproviders.testing import check_provider


def run(
    *arguments: str | Path, code: str = "", stdout: int = subprocess.PIPE, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run some code, and then the command, in a new process."""
    script = f"import sys\n{code}\nfrom aiproviders.__main__ import main\nsys.exit(main())"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *map(str, arguments)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        encoding="utf-8",
        env=os.environ | settings,
    )


@pytest.fixture(params=[None, "click", "rich"])
def missing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """Every test runs with the extra, and without either of its libraries."""
    name: str | None = request.param
    if name is not None:
        monkeypatch.setitem(sys.modules, name, None)
    return name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a valid folder, for a test to change."""
    return Path(shutil.copytree(ACME, tmp_path / "acme"))


def output(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    """The exit code of a command, and what it prints; its error message if the code is 2."""
    try:
        code = main([*map(str, arguments)])
    except SystemExit as stop:
        code = int(str(stop.code))
    captured = capsys.readouterr()
    return code, captured.err if code == 2 else captured.out


@pytest.mark.usefixtures("missing")
def test_without_a_command_it_prints_a_brief(capsys: pytest.CaptureFixture[str]) -> None:
    """Models, figures and source of each provider are there."""
    code, text = output(capsys)

    assert 0 == code
    assert text.startswith("Alibaba")
    for expected in ("Qwen3.7-Max", "Market", "a secondary source"):
        assert expected in text


@pytest.mark.usefixtures("missing")
def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` prints the name and the version."""
    assert (0, f"aiproviders {__version__}\n") == output(capsys, "--version")


@pytest.mark.usefixtures("missing")
def test_new_writes_a_provider_that_is_valid(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new provider is in a folder of its own, and is valid as it was written."""
    monkeypatch.chdir(tmp_path)
    code, text = output(capsys, "new", "globex")
    file = Path("globex", "provider.toml")

    assert 0 == code
    assert f"{file} is written" in text
    assert [file] == [*Path("globex").iterdir()]
    assert (0, "globex is valid\n") == output(capsys, "validate", "globex")
    assert (0, f"{file} is valid\n") == output(capsys, "validate", file)
    provider = Provider.load("globex")
    assert ("globex", ("website",)) == (provider.id, provider.sources.ids)


@pytest.mark.usefixtures("missing")
def test_new_overwrites_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A provider that exists stays as it is."""
    output(capsys, "new", "globex", tmp_path / "here")
    (tmp_path / "here" / "provider.toml").write_text("mine")
    code, text = output(capsys, "new", "globex", tmp_path / "here")

    assert 2 == code
    assert "File exists" in text
    assert "mine" == (tmp_path / "here" / "provider.toml").read_text()


@pytest.mark.usefixtures("missing")
@pytest.mark.parametrize("id", ["../globex", "Globex", "a b", "", "-", 'a"'])
def test_new_wants_an_id(capsys: pytest.CaptureFixture[str], tmp_path: Path, id: str) -> None:
    """A text that leads to another folder, or breaks the file, is refused as an id."""
    code, text = output(capsys, "new", "--", id, tmp_path)

    assert 2 == code
    assert "is no id; write small letters, digits and hyphens" in text
    assert [] == [*tmp_path.iterdir()]


@pytest.mark.usefixtures("missing")
def test_validate_prints_all_errors(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Each error is a line that begins with the path of its file, so that editors link to it."""
    (folder / "zulu.toml").write_text('[[claims]]\nid = "z"\nkind = "strong"\ntitle = 3\n')
    code, text = output(capsys, "validate", folder)
    place = f"{folder}{os.sep}zulu.toml:1, row 1 (z)"
    kinds = ", ".join(get_args(ClaimKind))

    assert 1 == code
    assert [
        f"{place}, kind: found 'strong'; expected one of {kinds}",
        f"{place}, title: found 3; expected a text",
        f"{folder}: 2 errors",
    ] == text.splitlines()


@pytest.mark.usefixtures("missing")
def test_validate_takes_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Files are validated like folders, several at once, and an empty folder is an error."""
    path = tmp_path / "acme.json"
    path.write_text("{")
    (tmp_path / "empty").mkdir()

    code, text = output(capsys, "validate", path)
    assert 1 == code
    assert text.startswith(f"{path}: this is not JSON: ")
    code, text = output(capsys, "validate", tmp_path / "empty", ACME)
    assert 1 == code
    assert text.startswith("there is nothing to read in the folder 'empty'; expected TOML files")
    assert text.endswith(f"{tmp_path / 'empty'}: 1 error\n{ACME} is valid\n")


@pytest.mark.usefixtures("missing")
def test_validate_lists_what_should_not_be_published(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    """With `--publish` it lists what `check_provider` raises, in data that can be read."""
    assert (0, f"{folder} is valid\n") == output(capsys, "validate", "--publish", folder)

    row = '[[claims]]\nid = "z"\nkind = "first"\ntitle = "Z"\n'
    (folder / "zulu.toml").write_text(f'{row}[[claims]]\nid = "y"\nkind = "first"\ntitle = "Y"\n')
    with pytest.raises(AssertionError) as caught:
        check_provider(Provider.load(folder))
    assert (0, f"{folder} is valid\n") == output(capsys, "validate", folder)
    code, text = output(capsys, "validate", folder, "--publish")
    assert (1, [*str(caught.value).splitlines(), f"{folder}: 3 errors"]) == (
        code,
        text.splitlines(),
    )

    (folder / "zulu.toml").write_text(row.replace("first", "furst"))
    code, text = output(capsys, "validate", folder, "--publish")
    assert (1, "1 error") == (code, text.strip().rpartition(": ")[2])
    assert "kind: found 'furst'" in text


@pytest.mark.usefixtures("missing")
def test_the_example_of_a_new_provider_can_be_published(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The rows that a new provider has as comments are valid once the marks are removed."""
    output(capsys, "new", "globex", tmp_path)
    file = tmp_path / "provider.toml"
    head, _, example = file.read_text("utf-8").partition("# A figure")
    file.write_text(head + "# A figure" + re.sub("(?m)^# ?", "", example), "utf-8")
    (metric,) = Provider.load(file).metrics

    assert ("globex.funding.2026", "globex:funding") == (metric.id, metric.measure)
    assert Quantity(value=2_000_000_000, unit="USD", comparator=">", decimals=-9) == metric.quantity
    assert (0, f"{file} is valid\n") == output(capsys, "validate", "--publish", file)


@pytest.mark.usefixtures("missing")
def test_paths_are_said_as_they_were_given(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No message rebuilds a path: `https://x` is not `https:/x`, nor `.//x` the same as `x`."""
    monkeypatch.chdir(folder.parent)
    (folder / "zulu.toml").write_text("[")
    Path("file").touch()

    assert output(capsys, "validate", "https://x/y")[1].endswith(
        "https://x/y: No such file or directory\n"
    )
    for given in ("acme", ".//acme", ".//acme//zulu.toml"):
        *_, line, last = output(capsys, "validate", given)[1].splitlines()
        assert line.startswith(f"{given.removesuffix('//zulu.toml')}{os.sep}zulu.toml: ")
        assert f"{given}: 1 error" == last
    code, text = output(capsys, "new", "globex", ".//globex")
    file = f".//globex{os.sep}provider.toml"
    assert 0 == code
    assert text.startswith(f"{file} is written; ")
    assert text.endswith("validate .//globex\n")
    assert f"{file}: File exists" in output(capsys, "new", "globex", ".//globex")[1]
    assert ".//file//x: " in output(capsys, "new", "globex", ".//file//x")[1]


@pytest.mark.parametrize("arguments", [["validate"], ["validate", "nowhere"], ["check"], ["new"]])
def test_misuse_is_told_from_faults(
    capsys: pytest.CaptureFixture[str], arguments: list[str], missing: str | None
) -> None:
    """A missing argument, a path to nothing or an unknown command exits with 2."""
    code, text = output(capsys, *arguments)

    assert 2 == code
    assert text.count("rror: ") == 1
    assert ("pip install" in text) == (missing is not None and arguments == ["check"])


@pytest.mark.parametrize("library", ["click", "rich"])
def test_without_the_extra_other_commands_say_what_to_install(library: str) -> None:
    """One sentence names the library and the command that installs it, and the exit code is 2."""
    result = run("models", "--json", code=f"sys.modules[{library!r}] = None")

    assert (2, "") == (result.returncode, result.stdout)
    assert f'Error: this needs {library}: pip install "aiproviders[cli]"\n' == result.stderr


def test_without_the_extra_help_names_it() -> None:
    """Help lists the two commands, and says that there are more."""
    result = run("--help", code="sys.modules['click'] = None")

    assert 0 == result.returncode
    assert 'pip install "aiproviders[cli]"' in " ".join(result.stdout.split())


def test_without_the_extra_the_brief_fits_a_terminal() -> None:
    """The brief needs no library of the extra, and is at most 80 columns wide."""
    result = run(code="sys.modules['click'] = sys.modules['rich'] = None")

    assert (0, "") == (result.returncode, result.stderr)
    assert "Alibaba" in result.stdout
    assert 80 >= max(map(len, result.stdout.splitlines()))


def test_module_and_command_are_one_program() -> None:
    """`python -m aiproviders` runs what the console script does."""
    command = [sys.executable, "-W", "error", "-m", "aiproviders", "--version"]
    result = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")

    assert f"aiproviders {__version__}\n" == result.stdout


@pytest.mark.parametrize("library", ["click", "none"])
def test_interrupt_ends_quietly(library: str) -> None:
    """Ctrl-C gives the exit code that shells expect, 130, and no traceback."""
    interrupt = (
        f"sys.modules[{library!r}] = None\n"
        "import aiproviders._format.registry, aiproviders\n"
        "def interrupted(): raise KeyboardInterrupt\n"
        "aiproviders._format.registry.providers = aiproviders.providers = interrupted"
    )
    result = run(code=interrupt)

    assert (130, "", "") == (result.returncode, result.stdout, result.stderr.strip())


@pytest.mark.parametrize("library", ["click", "none"])
@pytest.mark.parametrize("arguments", [[], ["validate", str(ACME)]])
def test_a_closed_pipe_ends_quietly(library: str, arguments: list[str]) -> None:
    """A closed pipe is no error, and the exit code is that of a program ended by SIGPIPE."""
    out, into = os.pipe()
    os.close(out)
    result = run(*arguments, code=f"sys.modules[{library!r}] = None", stdout=into)
    os.close(into)

    assert (141, "") == (result.returncode, result.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a file that is always full")
@pytest.mark.parametrize("library", ["click", "none"])
@pytest.mark.parametrize("arguments", [[], ["validate", str(ACME)]])
def test_a_full_disk_is_one_sentence(library: str, arguments: list[str]) -> None:
    """The error is one sentence, without an error number of the operating system."""
    with Path("/dev/full").open("w") as full:
        result = run(*arguments, code=f"sys.modules[{library!r}] = None", stdout=full.fileno())

    assert (2, "Error: No space left on device\n") == (result.returncode, result.stderr)


@pytest.mark.parametrize("library", ["click", "none"])
@pytest.mark.parametrize("arguments", [[], ["--help"], ["validate", str(ACME)]])
def test_a_closed_stream_is_no_error(library: str, arguments: list[str]) -> None:
    """A program that is started with standard output closed works, and reports no error."""
    code = f"sys.modules[{library!r}] = None\nsys.stdout = None"
    result = run(*arguments, code=code)

    assert (0, "", "") == (result.returncode, result.stdout, result.stderr)


def test_any_stream_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """An object that replaces standard output is written to as it is."""
    stream = StringIO()
    monkeypatch.setattr(sys, "stdout", stream)

    assert (0, f"aiproviders {__version__}\n") == (main(["--version"]), stream.getvalue())


def test_without_the_extra_any_locale_will_do() -> None:
    """Characters that the encoding of the terminal lacks are replaced."""
    code = "sys.modules['click'] = None"
    result = run(code=code, PYTHONIOENCODING="ascii")

    assert (0, "") == (result.returncode, result.stderr)
    assert "Qwen3.7-Max" in result.stdout
