"""Views as HTML: one fragment with a style of its own, and without scripts or external files."""

from collections.abc import Sequence
from html import escape

from aiproviders._display.cells import INFERRED_SIGN, LONG_TEXT, Cell, Table, View
from aiproviders._values.wording import printable

# Colors are those of the page, so that light and dark themes stay readable. `!important` is there
# because JupyterLab aligns all cells on the right by a more specific selector.
_STYLE = (
    ".aiproviders{color:inherit;max-width:100%;overflow-x:auto}"
    ".aiproviders table{border-collapse:collapse;margin:.4em 0 .8em;color:inherit;font-size:.92em}"
    ".aiproviders caption{text-align:start!important;font-weight:600;color:inherit;padding:.2em 0}"
    ".aiproviders table th,.aiproviders table td{text-align:start!important;vertical-align:top;"
    "padding:.2em .9em .2em 0;border:0;border-bottom:1px solid rgba(128,128,128,.35);"
    "font-weight:400;background:none;max-width:32em;overflow-wrap:break-word}"
    ".aiproviders table thead th,.aiproviders b{font-weight:600}"
    ".aiproviders table .n{text-align:end!important;font-variant-numeric:tabular-nums}"
    ".aiproviders td.n{white-space:nowrap}.aiproviders td.w{min-width:16em}"
    ".aiproviders p{margin:.3em 0}.aiproviders small{opacity:.8}"
    ".aiproviders .approximate{text-decoration:underline dashed 1px;text-underline-offset:.25em;"
    "font-style:italic}"
    ".aiproviders .bounded{text-decoration:underline double 1px;text-underline-offset:.2em}"
    ".aiproviders .unknown{opacity:.75;font-style:italic}"
    ".aiproviders sup{line-height:0}.aiproviders details{white-space:normal}"
    ".aiproviders summary{cursor:pointer}.aiproviders .n summary{white-space:nowrap}"
)
# MathJax 3 and 2 leave these classes alone, where it would read "$1 / $2" as a formula.
_NO_MATH = "mathjax_ignore tex2jax_ignore"
_TITLES = {
    "approximate": "about",
    "bounded": "a bound or a range",
    "unknown": "not stated by the sources",
}
_NEW_TAB = ' rel="noopener noreferrer" target="_blank"'


def html(view: View) -> str:
    """Return a view as an HTML fragment."""
    kind = f" <small>{text_html(view.kind)}</small>" if view.kind else ""
    parts = [
        f'<div class="aiproviders {_NO_MATH}"><style>{_STYLE}</style>',
        f"<p><b>{text_html(view.title)}</b>{kind}</p>",
        _facts_html(view),
        *map(table_html, view.tables),
        *(f"<p>{text_html(note)}</p>" for note in view.notes),
        "</div>",
    ]
    return "".join(parts)


def _facts_html(view: View) -> str:
    if not view.facts:
        return ""
    rows = (_row((Cell(name), cell), ("", "")) for name, cell in view.facts)
    return f"<table>{''.join(rows)}</table>{footnote_html(view.facts_table)}"


def table_html(table: Table, *, unfolded: bool = False) -> str:
    """Return a table as HTML, without a style.

    Args:
        table: The table.
        unfolded: Whether the details of cells are always visible, as on paper.
    """
    columns = range(len(table.header))
    classes = [' class="n"' if column in table.numbers else "" for column in columns]
    heading = f"<caption>{text_html(table.heading)}</caption>" if table.heading else ""
    header = "".join(
        f'<th scope="col"{numbers}>{text_html(name)}'
        for name, numbers in zip(table.header, classes, strict=True)
    )
    # A narrow page shows the cells of a row below each other, where each needs its heading.
    attributes = [
        f'{numbers} data-heading="{escape(printable(name))}"' if unfolded else numbers
        for name, numbers in zip(table.header, classes, strict=True)
    ]
    rows = "".join(_row(row, attributes, unfolded=unfolded) for row in table.rows)
    rest = f"<p>{table.rest}</p>" if table.rest else ""
    return f"<table>{heading}<thead><tr>{header}<tbody>{rows}</table>{rest}{footnote_html(table)}"


def footnote_html(table: Table) -> str:
    """Return the footnote of a table as HTML; nothing if it has none."""
    return f"<p><small>{text_html(table.footnote)}</small></p>" if table.footnote else ""


def _row(cells: Sequence[Cell], classes: Sequence[str], *, unfolded: bool = False) -> str:
    """Return a row whose first cell is its heading."""
    tags = ['th scope="row"', *["td"] * (len(cells) - 1)]
    return "<tr>" + "".join(
        f"<{tag}{_id(cell)}{_wide(cell, named, unfolded=unfolded)}>"
        f"{cell_html(cell, unfolded=unfolded)}"
        for tag, cell, named in zip(tags, cells, classes, strict=True)
    )


def _wide(cell: Cell, named: str, *, unfolded: bool) -> str:
    """Return the attributes of a cell, which keep a long text from becoming a narrow column."""
    lines = [cell.text, *(cell.details.split("\n") if unfolded else ())]
    is_long = "class=" not in named and max(map(len, lines)) > LONG_TEXT
    return f' class="w"{named}' if is_long else named


def _id(cell: Cell) -> str:
    return f' id="{escape(cell.anchor)}"' if cell.anchor else ""


def cell_html(cell: Cell, *, unfolded: bool) -> str:
    """Return the inside of a cell as HTML: its text, marked and linked, and its details."""
    text = text_html(cell.text)
    if cell.link:
        new_tab = "" if cell.link.startswith("#") else _NEW_TAB
        text = f'<a href="{escape(cell.link)}"{new_tab}>{text}</a>'
    if cell.mark:
        text = f'<span class="{cell.mark}" title="{_TITLES[cell.mark]}">{text}</span>'
    if cell.inferred:
        text += f'<sup title="inferred: {escape(", ".join(cell.inferred))}">{INFERRED_SIGN}</sup>'
    if not cell.details:
        return text
    details = "<br>".join(map(text_html, cell.details.split("\n")))
    if unfolded:
        return f"{text}<br><small>{details}</small>" if text else f"<small>{details}</small>"
    return f"<details><summary>{text}</summary>{details}</details>"


def text_html(text: str) -> str:
    """Return a text as HTML that cannot change the direction of the text around it."""
    escaped = escape(printable(text))
    return escaped if escaped.isascii() else f"<bdi>{escaped}</bdi>"
