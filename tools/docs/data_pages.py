"""Writes every fact of the bundled providers, with its citations, into data/ and models.md.

Run it after every change of data; a test fails where a page is out of date.
"""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import cast

from aiproviders import Citation, Metric, Model, Provider, Record, Score, TokenPrice, provider
from aiproviders._display.cells import INFERRED_SIGN
from aiproviders._format.registry import BUNDLED
from aiproviders._records.fields import ABOUT_THE_RECORD, references
from aiproviders._records.provider import SECTIONS
from aiproviders._values.wording import OneLine, counted, stated_fields
from tools.docs import DOCS

NOTICE = "% Written by tools/docs/data_pages.py."
NOT_STATED = "not stated"

# Signs that Markdown would take for marks of its own.
_MARKS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]#|~$!{}"})


def pages() -> dict[Path, str]:
    """Return the text of each page, by the path of its file."""
    bundled = [provider(id) for id in BUNDLED]
    data = {DOCS / "data" / f"{each.id}.md": _data_page(each) for each in bundled}
    return {**data, DOCS / "models.md": _models_page(bundled)}


def _data_page(of: Provider) -> str:
    sources = ", ".join(f"“{_text(each.title)}” (a {each.kind} source)" for each in of.sources)
    sections = [("Company", [of.company] if of.company else [])]
    sections += [(name.replace("_", " ").capitalize(), [*getattr(of, name)]) for name in SECTIONS]
    parts = [
        f"---\ntocdepth: 2\n---\n\n{NOTICE}",
        f"# Data: {_text(str(of))}",
        (
            f"All {counted(len([*of.records()]), 'record')} of the data set `{of.id}`, version "
            f"{of.data_version}, each with what is stated and where it stands.\n"
            f"Taken from {sources}; each source is a record here too.\n"
            "The address of a record is that of this page, `#` and its id; "
            "[`Provider.cite`](../how-to-cite.md) names it."
        ),
        *(
            "\n\n".join([f"## {title}", *(_record(of, record) for record in records)])
            for title, records in sections
            if records
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _record(of: Provider, record: Record) -> str:
    """A record: its anchor and name, each stated field, each citation."""
    ids = {each.id for each in references(record)}
    title = _text(_title(of, record))
    lines = [f'<a id="{escape(record.id)}"></a>**{title}** `{record.id}`', ""]
    for name, value in stated_fields(record).items():
        if name not in ABOUT_THE_RECORD:
            lines.append(f"- {_words(name)}: {_worded(value, ids)}")
    if isinstance(record, Metric) and record.reported_by is None:
        lines.append("- reported by: not stated")
    if record.inferred:
        inferred = ", ".join(map(_words, record.inferred))
        lines.append(f"- inferred, not stated by the source: {inferred}")
    if record.note:
        lines.append(f"- note: {_text(record.note)}")
    if record.citations:
        lines.append(f"- stands in: {_places(record.citations)}")
    return "\n".join(lines)


def _title(of: Provider, record: Record) -> str:
    if isinstance(record, Metric):
        return (
            f"{of.measures[record.measure].label} of {of.record(record.subject)}: {record.quantity}"
        )
    return str(record)


def _worded(value: object, ids: set[str]) -> str:
    """A value as text, an id as a link to its record."""
    if isinstance(value, tuple):
        inner = [_worded(each, ids) for each in cast("tuple[object, ...]", value)]
        between = "; " if any(", " in each for each in inner) else ", "
        return between.join(inner)
    if isinstance(value, OneLine):
        parts = [
            f"{_words(name)} {_worded(each, ids)}"
            for name, each in stated_fields(value).items()
            if name != "citations"
        ]
        places = _places(getattr(value, "citations", ()))
        return ", ".join(parts) + (f" ({places})" if places else "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = _text(str(value))
    # MyST would look for the id in all of the documentation, where a function may have it too.
    return f'<a href="#{escape(str(value))}">{text}</a>' if value in ids else text


def _places(citations: Iterable[Citation]) -> str:
    """The citations of a fact, each with the text that is printed there."""
    return "; ".join(
        _text(f"“{each.text}” {each}" if each.text else str(each)) for each in citations
    )


def _words(name: str) -> str:
    return name.replace("_", " ")


def _text(text: str) -> str:
    return escape(" ".join(text.split()), quote=False).translate(_MARKS)


def _models_page(bundled: Iterable[Provider]) -> str:
    header = ("Model", "First seen", "Access", "License", "Context", "Price", "Score")
    parts = [
        NOTICE,
        "# Models",
        (
            "All models and families of the bundled providers, in order of time.\n"
            "Prices are per million tokens; the page of the data says more, and where it stands.\n"
            f"A {INFERRED_SIGN} marks what is inferred and not stated by the source."
        ),
    ]
    for of in bundled:
        lines = [_line(header), _line("---" for _ in header)]
        lines += [_line(_model_cells(of, model)) for model in of.models]
        parts += [f"## {_text(str(of))}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def _model_cells(of: Provider, model: Model) -> Iterator[str]:
    family = " (family)" if model.kind == "family" else ""
    yield f"[{_text(model.name)}](data/{of.id}.md#{model.id}){family}"
    first_seen = "released" if model.released else "announced"
    for name in (first_seen, "access", "license", "context_window"):
        value = getattr(model, name)
        yield _text(f"{value}{_sign(model, name)}") if value is not None else NOT_STATED
    prices = (
        str(price).removesuffix(" per million tokens")
        + _sign(price, "input", "output", "currency", "unit")
        for price in model.prices
    )
    yield "; ".join(map(_text, prices)) or NOT_STATED
    scores = (
        f"{of.benchmarks[each.benchmark]} {each.quantity}{_sign(each, 'benchmark', 'quantity')}"
        for each in model.scores
    )
    yield "; ".join(map(_text, scores)) or NOT_STATED


def _sign(stated: Record | Score | TokenPrice, *fields: str) -> str:
    return INFERRED_SIGN if set(fields).intersection(stated.inferred) else ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8")
