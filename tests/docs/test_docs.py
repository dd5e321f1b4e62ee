"""The documentation: complete, current, and without dead links."""

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from shlex import split
from textwrap import dedent
from types import ModuleType
from typing import Any, cast

import pytest
import yaml
from click import Option
from made_up import ROOT

from aiproviders import Citation, Metric, alibaba, audit, provider
from aiproviders.__main__ import main
from aiproviders._cli.commands.cost import cost
from aiproviders._format.registry import BUNDLED
from aiproviders._values.wording import OneLine, stated_fields
from aiproviders.errors import MissingExtraError
from conftest import MODULES_WITH_EXAMPLES, PageParser
from tools.docs import (
    DOCS,
    adapters,
    closed_lists,
    columns,
    command_line,
    contradictions,
    data_pages,
    descriptions,
    examples,
    formats,
    market,
    market_pictures,
    peers,
    public_names,
    readme,
)

PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md")
    for path in ROOT.glob(pattern)
    if not any(part.startswith((".", "_")) for part in path.relative_to(ROOT).parts)
)


def named(path: Path) -> str:
    """A file of the project by its path in it."""
    return str(path.relative_to(ROOT))


# What is generated


def test_data_pages_and_models_are_current() -> None:
    """The pages of data and the table of models say what the bundled data says."""
    pages = data_pages.pages()

    assert {DOCS / "models.md", *(DOCS / "data" / f"{id}.md" for id in BUNDLED)} == set(pages)
    for path, text in pages.items():
        assert text == path.read_text("utf-8"), (
            f"{named(path)} is out of date; run python -m tools.docs.data_pages"
        )


def test_closed_lists_are_current() -> None:
    """The page of closed lists has the words that the code allows, and where they stand."""
    assert closed_lists.page() == closed_lists.PAGE.read_text("utf-8"), (
        "run python -m tools.docs.closed_lists"
    )
    assert {"Event.kind", "Model.access", "timeline(kind)", "Provider.cite(format)"} <= {
        place.strip("`") for _, _, places in closed_lists.closed_lists() for place in places
    }


@pytest.mark.parametrize("id", BUNDLED)
def test_every_record_has_one_anchor(id: str) -> None:
    """Each record and each retired id has exactly one anchor on the page; there are no others."""
    page = (DOCS / "data" / f"{id}.md").read_text("utf-8")
    of = provider(id)

    assert Counter(record.id for record in (*of.records(), *of.retired)) == Counter(
        unescape(anchor) for anchor in re.findall(r'<a id="([^"]*)">', page)
    )


def citations(value: object) -> Iterator[Citation]:
    """Every citation in a record or in a value of it."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for each in cast("tuple[object, ...]", value):
            yield from citations(each)
    elif isinstance(value, OneLine):
        for each in stated_fields(value).values():
            yield from citations(each)


def blocks(id: str) -> dict[str, str]:
    """The text about each record on the page of a provider, without the marks of Markdown."""
    page = (DOCS / "data" / f"{id}.md").read_text("utf-8")
    plain = unescape(re.sub(r"\\(.)", r"\1", page))
    _, *parts = re.split(r'<a id="', plain)
    return {part.partition('"')[0]: part for part in parts}


@pytest.mark.parametrize("id", BUNDLED)
def test_every_fact_stands_on_the_page(id: str) -> None:
    """The page shows each stated field and each citation of a record, and what is printed there."""
    said = blocks(id)
    page = (DOCS / "data" / f"{id}.md").read_text("utf-8")
    heads = re.findall(r"^\| Record \|(.*)$", page, re.MULTILINE)
    columns = {head.strip().lower() for line in heads for head in line.split("|")}
    in_other_words = ("duration", "fiscal_year_end")
    for record in provider(id).records():
        in_title = ("measure", "quantity") if isinstance(record, Metric) else ("name",)
        for name, value in stated_fields(record).items():
            if name not in ("id", "citations", *in_title):
                words = name.replace("_", " ")
                assert f"{words}: " in said[record.id] or words in columns
                if isinstance(value, str | int) and name not in in_other_words:
                    assert " ".join(str(value).split()) in said[record.id]
        inferred = ", ".join(name.replace("_", " ") for name in record.inferred)
        assert not inferred or f"inferred: {inferred}" in said[record.id]
        for citation in citations(record):
            assert str(citation) in said[record.id]
            assert (citation.text or "") in said[record.id]


def test_cite_names_an_anchor_that_is_there() -> None:
    """The id that `cite` gives for each record is an anchor on the page of the data."""
    page = (DOCS / "data" / "alibaba.md").read_text("utf-8")
    for record in alibaba.records():
        named_id = re.search(r"\), record (\S+?),? (?:after|no source)", alibaba.cite(record))
        assert named_id is not None
        assert f'<a id="{named_id[1]}">' in page


def test_contradictions_begin_with_the_tensions() -> None:
    """The page begins with a sentence on each tension that the audit finds; two of one record are
    one.
    """
    sentences = re.findall(r"^\d\. .*$", contradictions.PAGE.read_text("utf-8"), re.MULTILINE)
    tensions = [set(each.records) for each in audit(alibaba) if each.severity != "note"]
    named_in = [set(re.findall(r"`([^`]+)`", sentence)) for sentence in sentences]

    assert all(any(names & records for names in named_in) for records in tensions)
    assert all(any(names <= records for records in tensions) for names in named_in)


# The reference


def test_the_reference_lists_every_public_name() -> None:
    """The index of the reference has each public name once, and no other; another page has the
    names of closed lists and unions.
    """
    index = (DOCS / "reference.md").read_text("utf-8")
    listed = re.findall(r"^   ([A-Za-z][\w.]*)$", index, re.MULTILINE)
    lists = re.findall(r"py:data:: aiproviders\.(\S+)", closed_lists.PAGE.read_text("utf-8"))

    assert lists
    assert Counter({*public_names()} - {"errors", *lists}) == Counter(listed)


def test_every_public_name_is_documented() -> None:
    """Each public name is documented on one page; `charts`, `errors` and `testing` are so whole."""
    paths = (*DOCS.glob("reference-*.md"), closed_lists.PAGE)
    pages = "".join(path.read_text("utf-8") for path in paths)
    documented = re.findall(
        r"^\.\. (?:auto|py:)\w+:: aiproviders\.(\w[\w.]*)$", pages, re.MULTILINE
    )
    whole = {"charts", "errors", "testing"}
    others = {name for name in public_names() if name.partition(".")[0] not in whole}

    assert Counter(whole | others) == Counter(documented)


def documented_callables() -> Iterator[tuple[str, Any]]:
    """Every public function, and every public method and property of a public class."""
    for name, value in public_names().items():
        if inspect.isfunction(value):
            yield name, value
        elif inspect.isclass(value):
            yield name, value
            for method_name, method in inspect.getmembers(value):
                function = method.fget if isinstance(method, property) else method
                if not method_name.startswith("_") and (
                    getattr(function, "__module__", None) or ""
                ).startswith("aiproviders"):
                    yield f"{name}.{method_name}", method


CALLABLES = dict(documented_callables())


@pytest.mark.parametrize("name", CALLABLES)
def test_every_public_name_says_what_it_takes_and_raises(name: str) -> None:
    """Every public name has a docstring, with each of its arguments and each error it raises."""
    said = inspect.getdoc(CALLABLES[name])
    assert said
    function = getattr(CALLABLES[name], "fget", CALLABLES[name])
    if inspect.isroutine(function):
        for argument in inspect.signature(function).parameters:
            if argument != "self" and "with the options and errors of" not in said:
                assert re.search(rf"^    \*{{0,2}}{argument}: ", said, re.MULTILINE), argument
        tree = ast.parse(dedent(inspect.getsource(function)))
        raised = (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise))
        for call in raised:
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                assert f"    {call.func.id}: " in said


def test_examples_for_checkers_are_those_of_the_docs() -> None:
    """The module that type checkers check has what README, docs and docstrings construct; what is
    to fail is left out.
    """
    text = examples.module()
    checked = [line for line in text.splitlines() if not line.endswith("# type: ignore")]

    compile(text, "examples.py", "exec")
    assert any("Usage(" in line for line in checked)
    assert all("(" in line or line.startswith("#") or not line for line in checked)
    assert "value=0.1" not in text


# Links and code

LINK = re.compile(r"(?<!!)\[[^]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1`*$", re.MULTILINE | re.DOTALL)


def slug(heading: str) -> str:
    """The anchor of a heading, as MyST and code hosts make it."""
    words = re.sub(r"[`*]|\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    """The anchors of a page: its records, names and headings."""
    text = page.read_text("utf-8")
    own = {unescape(id) for id in re.findall(r'<a id="([^"]*)">', text)}
    objects = {
        f"aiproviders.{name}"
        for name in re.findall(r"^\.\. \S+:: aiproviders\.(\S+)$", text, re.MULTILINE)
    }
    headings = re.findall(r"^#{1,3} (.+)$", FENCE.sub("", text), re.MULTILINE)
    return own | objects | set(map(slug, headings))


def links(page: Path) -> Iterator[str]:
    """The targets of the links and pictures of a page, without those in code."""
    text = FENCE.sub("", page.read_text("utf-8"))
    yield from LINK.findall(re.sub(r"`[^`\n]*`", "", text))
    yield from re.findall(r'<(?:a|img|source)(?: [^>]*)? (?:href|src|srcset)="([^"]*)"', text)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link of a page to a file of the project finds the file and the anchor in it."""
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            assert link.startswith("https://"), link
            continue
        path, _, anchor = unescape(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{named(page)}: {link}"
        if anchor.startswith("aiproviders."):
            target = next(each for each in DOCS.glob("reference-*.md") if anchor in anchors(each))
        assert not anchor or anchor in anchors(target), f"{named(page)}: {link}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_python_in_pages_runs_as_a_test(page: Path) -> None:
    """All Python in pages stands in blocks that the tests run, and only on pages that they run."""
    languages = set(re.findall(r"^`{3,}\s*(\S+)", page.read_text("utf-8"), re.MULTILINE))

    assert not languages & {"pycon", "py", "python3", "ipython", "{code-block}", "{doctest}"}
    if languages & {"python", "{code-cell}"}:
        # An example is a project with tests of its own, which run its README.
        assert page.relative_to(ROOT).parts[0] in ("README.md", "docs", "examples")


def test_what_an_example_prints_may_have_blank_lines() -> None:
    """All that stands before the next prompt of an example is compared with what it prints, so that
    pages need no sign for a blank line, which code hosts would show.
    """
    text = ">>> print(1)\n1\n\n2\n\n>>> print(3)\n3\n"
    found = PageParser().doctest_parser(text, "page")

    assert [["1", "2"], ["3"]] == [region.parsed.want.split() for region in found]
    assert [] == [named(page) for page in PAGES if "<BLANKLINE>" in page.read_text("utf-8")]


EXTRAS: dict[str, str] = {
    "duckdb": "duckdb",
    "pandas": "pandas",
    "polars": "polars",
    "pyarrow": "pyarrow",
    "aiproviders.adapters": "price-catalogs",
    "charts": "charts",
}
"""What an example imports or calls, with the extra that it needs."""


def used(page: Path) -> Iterator[str]:
    """The extras that the examples of a page need."""
    blocks = re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    for block in blocks:
        code = examples._code(block) if ">>> " in block else block
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Import):
                yield from (EXTRAS[each.name] for each in node.names if each.name in EXTRAS)
            if isinstance(node, ast.ImportFrom) and node.module in ("aiproviders", *EXTRAS):
                names = (node.module, *(each.name for each in node.names))
                yield from (EXTRAS[name] for name in names if name in EXTRAS)
            if isinstance(node, ast.ImportFrom) and node.module == "aiproviders.usage":
                yield "polars"
            if isinstance(node, ast.Attribute) and node.attr in ("to_pandas", "to_polars"):
                yield node.attr.removeprefix("to_")


NEEDS = re.compile(
    r'^This page needs (?:no extra|`pip install "aiproviders\[(.*?)]"`)', re.MULTILINE
)


@pytest.mark.parametrize(
    "page",
    [
        page
        for page in DOCS.glob("*.md")
        if page.match("how-to-*") or ({*used(page)} and page.name != "architecture.md")
    ],
    ids=named,
)
def test_pages_say_which_extras_they_need(page: Path) -> None:
    """Each how-to, and each page whose examples need an extra, says so before its first example, in
    the line that errors have too.
    """
    beginning, _, _ = page.read_text("utf-8").partition("\n## ")
    found = NEEDS.search(beginning)

    assert found
    assert {*used(page)} <= {*(found[1] or "").split(",")}


def test_no_substitution_is_an_address() -> None:
    """No page has a substitution for the address of a link, which Markdown takes for text."""
    assert [] == [page.name for page in PAGES if re.search(r"]\(\{\{", page.read_text("utf-8"))]


def test_install_lines_name_extras() -> None:
    """Each install line of a page has the one form of errors, or a copy of the repository in place
    of the name, and extras that there are.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = {
        line
        for page in PAGES
        for line in re.findall(r"pip install [^\n`]*(?:aiproviders|\.)\[[^\n`]*", page.read_text())
    }

    assert lines
    for line in lines:
        form = re.match(r'pip install (?:-e )?"(?:aiproviders|\.)\[([a-z,-]+)]"', line)
        assert form, line
        assert {*form[1].split(",")} <= {*project["optional-dependencies"]}, line
    assert 'pip install "aiproviders[charts]"' in str(MissingExtraError("matplotlib", "charts"))


def test_the_lock_and_its_workflow_work_as_they_are_shown(tmp_path: Path) -> None:
    """The test of the page, saved as it stands, passes for the data that its command dumps and
    fails for others, run by the command of the workflow.
    """
    page = (DOCS / "how-to-lock.md").read_text("utf-8")
    saved = next(
        block
        for block in re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
        if "def test_" in block
    )
    (tmp_path / "test_facts.py").write_text(saved, "utf-8")
    (workflow,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    steps = yaml.safe_load(workflow)["jobs"]["facts"]["steps"]
    *_, run = (step["run"] for step in steps if "run" in step)
    command = [sys.executable, *split(run)[1:], "-p", "no:cacheprovider"]
    alibaba.dump(tmp_path / "aiproviders.lock.json")

    assert 0 == subprocess.run(command, cwd=tmp_path, check=False).returncode
    alibaba.with_price("qwen3.6", input="1", output="2", source="an offer").dump(
        tmp_path / "aiproviders.lock.json"
    )
    failed = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert 1 == failed.returncode
    assert "review these changes, then dump the data again" in failed.stdout


def shell_lines(page: Path) -> list[str]:
    """The commands of a page that run Python or this package, but not pip, pytest or nox."""
    shell = re.findall(r"^```sh\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line.removeprefix(".venv/bin/") for block in shell for line in block.splitlines()]
    return [line for line in lines if re.match(r"aiproviders |python (-c|-m aiproviders) ", line)]


def test_examples_in_docstrings_run_as_tests() -> None:
    """Every module with an example is among those whose examples are collected."""
    modules = [path for path in (ROOT / "src").rglob("*.py") if ">>> " in path.read_text("utf-8")]

    assert modules
    assert not [path for path in modules if not any(map(path.match, MODULES_WITH_EXAMPLES))]


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.name != "command-line.md" and shell_lines(page)],
    ids=named,
)
def test_shell_commands_of_pages_run(page: Path, tmp_path: Path) -> None:
    """Commands in a page work one after the other; the command line's own page has its own test."""
    for line in shell_lines(page):
        program, *arguments = split(line)
        module = ["-m", "aiproviders"] if program == "aiproviders" else []
        subprocess.run([sys.executable, *module, *arguments], cwd=tmp_path, check=True)


def test_the_command_line_prints_what_its_page_shows() -> None:
    """Each command of the page prints what stands below it."""
    assert command_line.PAGE.read_text("utf-8") == command_line.page(), (
        "run python -m tools.docs.command_line"
    )


def test_every_option_of_cost_stands_on_the_page() -> None:
    """The page of the command line names each option of the command with the most of them."""
    page = command_line.PAGE.read_text("utf-8")
    options = [option.opts[0] for option in cost.params if isinstance(option, Option)]

    assert [] == [option for option in options if f"`{option}" not in page]


def test_texts_about_fields_are_those_of_the_docstrings() -> None:
    """The file that tables and the JSON Schema take their texts from is current."""
    assert descriptions.PAGE.read_text("utf-8") == descriptions.page(), "run nox -s data"


@pytest.mark.parametrize(
    "script", [adapters, columns, contradictions, formats, market, peers, readme]
)
def test_tables_in_pages_are_current(script: ModuleType) -> None:
    """What scripts write into pages is what they would write now."""
    text = script.PAGE.read_text("utf-8")

    assert script.page(text) == text, f"run python -m {script.__name__}"


def test_pictures_of_the_market_are_current(tmp_path: Path) -> None:
    """The pictures of the market have the texts and marks that they would have now, and no date;
    where the paths run depends on the version of matplotlib.
    """
    market_pictures.write(tmp_path)

    names = {path.name for path in tmp_path.iterdir()}
    assert names == {path.name for path in market_pictures.FOLDER.iterdir()}
    for name in names:
        kept, drawn = (
            (folder / name).read_text("utf-8") for folder in (market_pictures.FOLDER, tmp_path)
        )
        for pattern in ("<!--.*?-->", "<use ", 'id="line2d_'):
            assert re.findall(pattern, drawn) == re.findall(pattern, kept), "run nox -s data"
        assert "dc:date" not in kept


def test_toml_of_pages_is_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All TOML in pages can be read, and the smallest provider is the one that `new` writes."""
    toml = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    shown = [
        tomllib.loads(block) for page in PAGES for block in toml.findall(page.read_text("utf-8"))
    ]
    monkeypatch.chdir(tmp_path)

    assert 0 == main(["new", "acme"])
    assert tomllib.loads(Path("acme/provider.toml").read_text("utf-8")) in shown


def test_every_page_is_in_the_index() -> None:
    """The index of the docs has each page once, and the bundled providers among them."""
    index = (DOCS / "index.md").read_text("utf-8")
    entries = re.findall(r"^(?:[\w ,.'-]+ <)?([a-z][\w/-]*)>?$", index, re.MULTILINE)

    assert Counter(entries) == Counter(
        path.relative_to(DOCS).with_suffix("").as_posix()
        for path in DOCS.glob("**/*.md")
        if path != DOCS / "index.md"
    )
