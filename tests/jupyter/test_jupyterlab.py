"""What people see in a real JupyterLab: the README, the tutorial, and every kind of value."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from doctest import DocTestParser
from pathlib import Path
from typing import Any, Literal, TypeAlias

import nbformat
import pytest
from jupyter_server.serverapp import list_running_servers
from made_up.visible_texts import VISIBLE_TEXTS
from playwright.sync_api import Browser, Locator, Page, sync_playwright

Theme: TypeAlias = Literal["Light", "Dark"]
Notebook: TypeAlias = Callable[[Theme], Page]
ROOT = Path(__file__).parents[2]
THEMES: tuple[Theme, ...] = ("Light", "Dark")
PICTURES = ROOT / ".nox" / "pictures"
OURS = ".jp-OutputArea-output .aiproviders"

# What shows that JupyterLab makes mathematics of dollars where nothing holds it back.
CONTROL = "display({'text/html': '<p>$2.50 in, $7.50 out</p>'}, raw=True)"
VALUES = """\
alibaba
market
alibaba.models
market.models
alibaba.metrics
alibaba.people
alibaba.events
alibaba.models["qwen3.7-max"]
market.models["claude-opus-4-5"]
market.models["claude-opus-4-5"].price
alibaba.models["qwen3.7-max"].scores[0]
alibaba.metrics["market-cap"]
alibaba.metrics["market-cap"].quantity
audit(alibaba)
audit(market)
price_performance(market.models)
compare(alibaba.models["qwen3.6"], alibaba.models["qwen3.7-max"])
timeline(alibaba, since="2026")
gaps(alibaba)
diff(alibaba, alibaba.with_price("qwen3-max", input="1.20", output="6", source="guide"))
usage.of({"type": "message", "model": "claude-opus-4-5-20251101",
          "usage": {"input_tokens": 3, "output_tokens": 1_233}})
"""
IMPORTS = (
    "from aiproviders import (\n    alibaba, audit, compare, diff, gaps, market,"
    " price_performance, timeline, usage\n)"
)


def sources() -> list[str]:
    """The cells of the notebook: the README's examples, the tutorial's cells, and every value."""
    readme, tutorial = (
        (ROOT / path).read_text("utf-8") for path in ("README.md", "docs/tutorial.md")
    )
    blocks = re.findall(r"^```python\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    examples = [each for block in blocks for each in DocTestParser().get_examples(block)]
    cells = re.findall(r"^```\{code-cell\} ipython3\n(.*?)^```", tutorial, re.MULTILINE | re.DOTALL)
    return [
        *(each.source.rstrip() for each in examples if each.exc_msg is None),
        *cells,
        IMPORTS,
        *re.split(r"\n(?! )", VALUES.strip()),
        CONTROL,
    ]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab with settings of its own, which opens the notebook alone."""
    home = tmp_path_factory.mktemp("jupyter")
    kernel = {"name": "python3", "display_name": "Python", "language": "python"}
    notebook = nbformat.v4.new_notebook(
        cells=list(map(nbformat.v4.new_code_cell, sources())), metadata={"kernelspec": kernel}
    )
    nbformat.write(notebook, home / "first-week.ipynb")
    folders = {
        name: str(home / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")
    }
    settings = home / "settings" / "@jupyterlab"
    for name, text in {
        "completer-extension/manager": '{"providerTimeout": 60000}',  # jedi reads for a while
        "notebook-extension/tracker": '{"windowingMode": "none"}',
        "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
    }.items():
        path = settings / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--port=0"]
    command += ["--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"]
    environment = os.environ | folders
    environment |= {
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }
    with subprocess.Popen(command, cwd=home, env=environment) as process:
        try:
            yield f"{address(process, folders['JUPYTER_RUNTIME_DIR'])}doc/tree/first-week.ipynb"
        finally:
            process.terminate()


def address(process: subprocess.Popen[bytes], runtime: str) -> str:
    """Wait until the server answers, and return its address."""
    while process.poll() is None:
        for running in list_running_servers(runtime):
            return str(running["url"])
        time.sleep(0.1)
    pytest.fail("JupyterLab did not start")


@pytest.fixture(scope="session")
def lab(server: str) -> Iterator[Page]:
    """The notebook in a window 1,000 pixels wide, with every cell run."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        # The tests may run as root, in a container of their own.
        browser: Browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1_000, "height": 2_000})
        page.set_default_timeout(60_000)
        page.goto(server)
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        page.wait_for_function(
            "() => jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status==='idle'"
        )
        page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
        page.wait_for_selector("mjx-container")
        yield page
        browser.close()


@pytest.fixture(params=THEMES)
def themed(lab: Page, request: pytest.FixtureRequest) -> Page:
    """The notebook in a theme."""
    theme = f"JupyterLab {request.param}"
    lab.evaluate("(theme) => jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    lab.wait_for_function("(theme) => document.body.dataset.jpThemeName === theme", arg=theme)
    return lab


def outputs(page: Page) -> Locator:
    """What our values display."""
    return page.locator(OURS)


def test_every_cell_runs(lab: Page) -> None:
    """The README's and the tutorial's examples run without an error."""
    errors = lab.locator('.jp-RenderedText[data-mime-type="application/vnd.jupyter.stderr"]')

    assert [] == errors.all_inner_texts()
    assert outputs(lab).count() >= len(VALUES.splitlines())


def test_dollars_stay_dollars(lab: Page) -> None:
    """JupyterLab makes mathematics of what is not ours, and of nothing that is."""
    assert 1 == lab.locator("mjx-container").count()
    assert 0 == outputs(lab).locator("mjx-container").count()
    assert any(text.count("$") > 1 for text in outputs(lab).all_inner_texts())


def test_tables_fit_the_cell(lab: Page) -> None:
    """Nothing that we display is wider than its cell, but for lines that end in an ellipsis."""
    wide: list[Any] = outputs(lab).evaluate_all(
        """all => all.flatMap(each => [each, ...each.querySelectorAll('*')])
           .filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0
                           && getComputedStyle(each).display !== 'inline'
                           && getComputedStyle(each).textOverflow !== 'ellipsis')
           .map(each => [each.tagName, each.textContent.slice(0, 60), each.scrollWidth,
                         each.clientWidth])"""
    )

    assert [] == wide


def test_texts_stand_out_in_every_theme(themed: Page) -> None:
    """Text has a contrast of 4.5 (WCAG 2.2, AA) in light and dark; pictures of it are kept."""
    theme = themed.evaluate("() => document.body.dataset.jpThemeName").rpartition(" ")[2]
    cells = themed.locator(".jp-Cell", has=outputs(themed)).all()
    for number, cell in enumerate(cells, start=1):
        cell.screenshot(path=PICTURES / f"{number:02}-{theme}.png".lower())
    texts: list[dict[str, Any]] = themed.evaluate(VISIBLE_TEXTS, OURS)

    assert len(texts) > 300
    assert [] == [text for text in texts if text["contrast"] < 4.5]


def test_it_reads_without_its_styles(lab: Page) -> None:
    """Without styles and classes, as GitHub shows it, no two words run together."""
    shown: list[str] = outputs(lab).all_inner_texts()
    bare: str = outputs(lab).evaluate_all(
        """all => all.map(each => {
             const copy = each.cloneNode(true);
             copy.querySelectorAll('style').forEach(one => one.remove());
             for (const one of [copy, ...copy.querySelectorAll('*')])
               for (const name of ['class', 'style', 'id']) one.removeAttribute(name);
             return copy.outerHTML;
           }).join('<hr>')"""
    )
    context = lab.context.browser.new_context(viewport={"width": 1_000, "height": 900})
    page = context.new_page()
    page.set_content(f"<body style='font-family: sans-serif'>{bare}</body>")
    page.screenshot(path=PICTURES / "without-styles.png", full_page=True)
    text = page.inner_text("body")
    context.close()

    assert " ".join(shown).split() == text.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('alibaba.models["qwen3.6"].', {"context_window", "released", "price", "scores"}),
        ("alibaba.people[0].", {"name", "roles"}),
        ('alibaba.models["', {"qwen3.7-max"}),
        ('market.models["', {"claude-opus-4-5"}),
    ],
)
def test_tab_offers_the_fields(lab: Page, text: str, expected: set[str]) -> None:
    """Tab offers the fields of a record after a dot, and ids in brackets."""
    lab.evaluate("() => jupyterapp.commands.execute('notebook:insert-cell-below')")
    cell = lab.locator(".jp-Notebook .jp-CodeCell.jp-mod-active .cm-content")
    cell.click()
    lab.keyboard.type(text)
    lab.keyboard.press("Tab")
    offered = lab.locator(".jp-Completer-item .jp-Completer-match")
    for name in expected:  # a long list is laid out bit by bit
        offered.filter(has_text=re.compile(f"^{re.escape(name)}$")).first.wait_for(state="attached")
    lab.keyboard.press("Escape")
