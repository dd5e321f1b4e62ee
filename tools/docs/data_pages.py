"""Writes every fact of the bundled providers, with its citations, into data/ and models.md.

Run it after every change of data; a test fails where a page is out of date.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any, cast

from aiproviders import Citation, Metric, Model, Provider, Record, Score, TokenPrice, provider
from aiproviders._display.cells import INFERRED_SIGN
from aiproviders._format.registry import BUNDLED
from aiproviders._records.fields import ABOUT_THE_RECORD, references
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._values.dates.date_words import duration_words, month_and_day
from aiproviders._values.wording import OneLine, counted, stated_fields
from tools.docs import DOCS

NOTICE = "% Written by tools/docs/data_pages.py."
NOT_STATED = "not stated"

_LONGEST = 28  # of what stands in a column of its own
_MOST_COLUMNS = 3
_PLAIN = re.compile(r"<[^>]*>|\\(?=.)")

_WORDINGS: dict[str, Callable[[Any], object]] = {
    "duration": duration_words,
    "fiscal_year_end": month_and_day,
}

# Signs that Markdown would take for marks of its own.
_MARKS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]#|~$!{}"})


def pages() -> dict[Path, str]:
    """Return the text of each page, by the path of its file."""
    bundled = [provider(id) for id in BUNDLED]
    data = {DOCS / "data" / f"{each.id}.md": _data_page(each) for each in bundled}
    return {**data, DOCS / "models.md": _models_page(bundled)}


def _data_page(of: Provider) -> str:
    sources = ", ".join(f"“{_text(each.title)}” (a {each.kind} source)" for each in of.sources)
    sections: list[tuple[str, list[Record]]] = [("Company", [of.company] if of.company else [])]
    sections += [(_words(name).capitalize(), [*getattr(of, name)]) for name in SECTIONS]
    parts = [
        f"---\ntocdepth: 2\n---\n\n{NOTICE}",
        f"# Data: {_text(str(of))}",
        (
            f"All {counted(len([*of.records()]), 'record')} of the data set `{of.id}`, version "
            f"{of.data_version}, each with what is stated and where it stands.\n"
            f"Taken from {sources}; each source is a record here too.\n"
            "The address of a record is that of this page, `#` and its id; "
            "[`Provider.cite`](../how-to-cite.md) names it.\n"
            f"A {INFERRED_SIGN} marks what is inferred and not stated by the source."
        ),
        *(
            "\n\n".join(
                filter(None, [f"## {heading}", _contents(of, records), _table(of, records)])
            )
            for heading, records in sections
            if records
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _contents(of: Provider, records: list[Record]) -> str:
    """The names of the records of a section, each a link to its row, if there are several."""
    if len(records) == 1:
        return ""
    links = " · ".join(
        f'<a href="#{escape(each.id)}">{_text(title(of, each))}</a>' for each in records
    )
    return f"<details><summary>{counted(len(records), 'record')}</summary>\n\n{links}\n\n</details>"


def _table(of: Provider, records: list[Record]) -> str:
    """A section: a row for each record, a column for each short field that most records have."""
    cells = [_cells(of, record) for record in records]
    columns = _columns(cells)
    head = _line(["Record", *(_words(name).capitalize() for name in columns), "What is stated"])
    rows = [
        _line(
            [
                f'<a id="{escape(record.id)}"></a>**{_text(title(of, record))}**<br>`{record.id}`',
                *(fields.pop(name, "") for name in columns),
                "<br>".join(f"{_words(name)}: {worded}" for name, worded in fields.items())
                + _folded(record.citations),
            ]
        )
        for record, fields in zip(records, cells, strict=True)
    ]
    return "\n".join([head, _line("---" for _ in range(len(columns) + 2)), *rows])


def _cells(of: Provider, record: Record) -> dict[str, str]:
    """Each stated field of a record, as text."""
    names = {each.id: name_elsewhere(of, of.record(each.id)) for each in references(record)}
    in_title = ("measure", "quantity") if isinstance(record, Metric) else ("name",)
    fields = {
        name: _worded(_WORDINGS[name](value) if name in _WORDINGS else value, names)
        + _sign(record, name)
        for name, value in stated_fields(record).items()
        if name not in (*ABOUT_THE_RECORD, *in_title)
    }
    if isinstance(record, Metric) and record.reported_by is None:
        fields["reported_by"] = "not stated"
    if record.inferred:
        fields["inferred"] = ", ".join(map(_words, record.inferred))
    if record.note:
        fields["note"] = _text(record.note)
    return fields


def _columns(cells: list[dict[str, str]]) -> list[str]:
    """The fields that have a column: most records state them, in few words, and not all alike."""
    return [
        name
        for name in dict.fromkeys(name for fields in cells for name in fields)
        if sum(name in fields for fields in cells) * 2 > len(cells)
        and len({fields.get(name) for fields in cells}) > 1
        and all(len(_PLAIN.sub("", fields.get(name, ""))) <= _LONGEST for fields in cells)
    ][:_MOST_COLUMNS]


def _folded(citations: Iterable[Citation]) -> str:
    """The places where a record stands, behind their number."""
    places = [_place(each) for each in citations]
    if not places:
        return ""
    stands = f"<summary>stands in {counted(len(places), 'place')}</summary>"
    return f"<details>{stands}{'<br>'.join(places)}</details>"


def title(of: Provider, record: Record) -> str:
    """Return what a record is called; a figure by what it measures, and of whom."""
    if isinstance(record, Metric):
        return (
            f"{of.measures[record.measure].label} of {of.record(record.subject)}: {record.quantity}"
        )
    return str(record)


def name_elsewhere(of: Provider, record: Record) -> str:
    """Return what a record is called where nothing else says of which time it is."""
    period = record.period if isinstance(record, Metric) else None
    return title(of, record) + (f", {period}" if period else "")


def _worded(value: object, names: dict[str, str]) -> str:
    """A value as text, an id as the name of its record with a link to it."""
    if isinstance(value, tuple):
        inner = [_worded(each, names) for each in cast("tuple[object, ...]", value)]
        between = "; " if any(", " in each for each in inner) else ", "
        return between.join(inner)
    if isinstance(value, OneLine):
        parts = [
            f"{_words(name)} {_worded(each, names)}"
            for name, each in stated_fields(value).items()
            if name != "citations"
        ]
        places = _places(getattr(value, "citations", ()))
        return ", ".join(parts) + (f" ({places})" if places else "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if text not in names:
        return _text(text)
    # MyST would look for the id in all of the documentation, where a function may have it too.
    return f'<a href="#{escape(text)}">{_text(names[text])}</a>'


def _places(citations: Iterable[Citation]) -> str:
    """The citations of a fact, each with the text that is printed there."""
    return "; ".join(map(_place, citations))


def _place(citation: Citation) -> str:
    return _text(f"“{citation.text}” {citation}" if citation.text else str(citation))


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
