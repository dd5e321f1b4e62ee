"""How Sphinx builds the documentation."""

import inspect
import os
import re
import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

from attrs import has
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.errors import ExtensionError

from aiproviders import alibaba
from tools.docs import DOCS, HOMES, public_names
from tools.docs.data_pages import name_elsewhere

project = "aiproviders"
copyright = "2026, the aiproviders authors"
PACKAGE = metadata("aiproviders")
version = release = PACKAGE["Version"]
URLS = dict(each.split(", ") for each in PACKAGE.get_all("Project-URL") or [])
extensions = [
    "myst_nb",
    "sphinx_copybutton",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
]
# Off: hyphens and ids are shown as they are written.
smartquotes = False
highlight_options = {name: {"stripnl": True} for name in ("python", "pycon")}
html_theme = "furo"
html_title = f"aiproviders {version}"
html_favicon = "static/favicon.svg"
html_static_path = ["static"]
html_css_files = ["docs.css"]
html_show_sourcelink = False
html_copy_source = False

# What is copied is what is typed: no prompts, and nothing of what is printed.
copybutton_prompt_text = r">>> |\.\.\. ?|\$ "
copybutton_prompt_is_regexp = True
copybutton_copy_empty_lines = False

myst_heading_anchors = 3
# No formulas: `$` begins an amount of money.
myst_enable_extensions = ["substitution"]
myst_substitutions = {
    "version": version,
    "links": f"[repository]({URLS['Repository']}) · [changes]({URLS['Changelog']})",
}
# Sphinx knows neither ids of records nor files outside docs/; tests/docs/test_docs.py checks
# every link.
suppress_warnings = ["myst.xref_missing"]

# The tutorial runs while the pages are built, and a cell that fails ends the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True
# Its notebook runs on the data of the examples; a kernel takes both from the environment.
os.environ["PYTHONPATH"] = str(DOCS.parent)
os.environ["PYTHONSTARTUP"] = str(DOCS.parent / "tools" / "docs" / "start_pinned.py")

# What people search for, and the page that answers it, before all names that have the word in them.
SEARCHED = {
    "frames": ("pandas", "Polars", "PyArrow", "DuckDB", "Narwhals"),
    "how-to-spark": ("Spark", "PySpark"),
    "how-to-track": ("monthly active users", "market capitalization", "revenue"),
    "how-to-choose": ("filter models by license", "cheapest model", "open weights"),
    "how-to-service": ("FastAPI", "pydantic"),
    "how-to-warehouse": ("dbt", "FOCUS"),
    "how-to-price": ("cost of a log", "Claude Code", "contract"),
    "how-to-cite": ("BibTeX", "CSL-JSON"),
    "how-to-lock": ("GitHub Actions", "pytest"),
}

default_role = "py:obj"
add_module_names = False
toc_object_entries_show_parents = "hide"
autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autosummary_generate = False
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False
# Not looked up: names of other projects, private names, and words in backquotes.
nitpick_ignore_regex = [("py:.*", r"(?!aiproviders\.[A-Za-z])(?s:.*)|aiproviders\..*\._.*")]


def resolve_public_name(app: Any, env: Any, node: Any, content: Any) -> Any:
    """Link a name to its public home, from a private module that defines it or speaks of it."""
    target: str = node.get("reftarget", "")
    if target.startswith("aiproviders._"):
        name = target.rpartition(".")[2]
    else:
        name = target.removesuffix("()")
    for home in HOMES:
        found = env.get_domain("py").resolve_xref(
            env, node["refdoc"], app.builder, "obj", f"aiproviders.{home}{name}", node, content
        )
        if found is not None:
            return found
    return None


def bare_signature(_app: Any, _what: str, _name: str, value: Any, *_: Any) -> Any:
    """Leave types out of the signature of a class whose fields are listed with theirs."""
    if not inspect.isclass(value) or not has(value):
        return None
    signature = inspect.signature(value)
    arguments = [each.replace(annotation=each.empty) for each in signature.parameters.values()]
    return str(signature.replace(parameters=arguments, return_annotation=signature.empty)), None


def draw_dashes(_app: Any, doctree: nodes.document) -> None:
    """Set the dash between an argument and what is said of it, as smart quotes would."""
    for text in [*doctree.findall(nodes.Text)]:
        if text == " -- ":
            text.parent.replace(text, nodes.Text(" \N{EN DASH} "))


def show_public_names(_app: Any, doctree: nodes.document) -> None:
    """Show the name alone of what a private module defines; its link leads to the public home."""
    for reference in doctree.findall(pending_xref):
        for text in [*reference.findall(nodes.Text)]:
            if text.startswith("aiproviders._"):
                text.parent.replace(text, nodes.Text(text.rpartition(".")[2]))


def name_fields(_app: Any, doctree: nodes.document) -> None:
    """Call the fields of a class what they are, where Sphinx says that they are variables."""
    for name in doctree.findall(nodes.field_name):
        if name.astext() == "Variables":
            name.children = [nodes.Text("Fields")]


def find_pictures(_app: Any, doctree: nodes.document) -> None:
    """Let what the home takes from the README show the pictures where the pages have them."""
    for html in doctree.findall(nodes.raw):
        text = html.astext().replace('="docs/pictures/', '="pictures/')
        html.children, html.rawsource = [nodes.Text(text)], text


def name_records(app: Any, doctree: nodes.document) -> None:
    """Let ids of records on the page of contradictions be names with links to the facts."""
    if app.env.docname != "contradictions":
        return
    names = {record.id: name_elsewhere(alibaba, record) for record in alibaba.records()}
    for code in [*doctree.findall(nodes.literal)]:
        if name := names.get(id := code.astext()):
            address = f"data/alibaba.html#{id}"
            code.replace_self(nodes.reference("", name, refuri=address, reftitle=id))


def add_searched(_app: Any, page: str, source: list[str]) -> None:
    """Put a page into the index under the words that people search for."""
    if words := SEARCHED.get(page):
        entries = ", ".join(f"! {word}" for word in words)
        source[0] = source[0].replace("\n\n", f"\n\n```{{index}} {entries}\n```\n\n", 1)


def break_long_names(_app: Any, doctree: nodes.document) -> None:
    """Let names in code break in tables, after a dot, a dash, a slash or an underscore."""
    for entry in doctree.findall(nodes.entry):
        for code in entry.findall(nodes.literal):
            parts = re.split(r"(?<=[\w)][._/-])(?=\w)", code.astext())
            code.children = []
            for at, part in enumerate(parts):
                code += [*([nodes.raw("", "<wbr>", format="html")] if at else []), nodes.Text(part)]


def check_names(_app: Any, env: Any) -> None:
    """End the build if a public name is on no page."""
    public = {f"aiproviders.{name}" for name in public_names()}
    documented = env.get_domain("py").objects
    if missing := public.difference(documented, {"aiproviders.errors"}):
        msg = f"not documented: {', '.join(sorted(missing))}"
        raise ExtensionError(msg)


def draw_pictures(app: Any) -> None:
    """Draw the charts that docs/charts.md shows, beside the pages."""
    if app.builder.format == "html":
        folder = str(Path(app.outdir) / "pictures")
        drawing = [sys.executable, "-m", "tools.docs.pictures", folder]
        subprocess.run(drawing, cwd=DOCS.parent, check=True)  # noqa: S603 - a script of this project


def setup(app: Any) -> None:
    """Add what Sphinx calls while it builds."""
    app.connect("builder-inited", draw_pictures)
    app.connect("missing-reference", resolve_public_name)
    app.connect("autodoc-process-signature", bare_signature)
    app.connect("doctree-read", draw_dashes)
    app.connect("doctree-read", show_public_names)
    app.connect("doctree-read", name_fields)
    app.connect("doctree-read", find_pictures)
    app.connect("source-read", add_searched)
    app.connect("doctree-read", name_records)
    app.connect("doctree-read", break_long_names)
    app.connect("env-check-consistency", check_names)
