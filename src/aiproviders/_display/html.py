"""Views as HTML: one fragment with a style of its own, and without scripts or external files."""

import re
from collections.abc import Sequence
from html import escape

from aiproviders._display.cells import INFERRED_SIGN, LONG_TEXT, Cell, Table, View
from aiproviders._values.wording import printable, shorten

# Colors are those of the page, so that light and dark themes stay readable. `!important` is there
# because JupyterLab aligns all cells on the right by a more specific selector.
_STYLE = (
    ".aiproviders{color:inherit;max-width:100%;overflow-x:auto;container-type:inline-size;"
    "contain-intrinsic-inline-size:60em}"
    ".aiproviders table{border-collapse:collapse;margin:.4em 0 .8em;color:inherit;font-size:.92em}"
    ".aiproviders caption{text-align:start!important;font-weight:600;color:inherit;padding:.2em 0}"
    ".aiproviders table th,.aiproviders table td{text-align:start!important;vertical-align:top;"
    "padding:.2em .75em .2em 0;border:0;border-bottom:1px solid rgba(128,128,128,.35);"
    "font-weight:400;background:none;max-width:46em;overflow-wrap:break-word}"
    ".aiproviders table thead th,.aiproviders b{font-weight:600}"
    ".aiproviders table .n{text-align:end!important;font-variant-numeric:tabular-nums}"
    ".aiproviders td,.aiproviders tbody th{white-space:nowrap}"
    ".aiproviders table .m,.aiproviders table .w,.aiproviders .k td{white-space:normal}"
    ".aiproviders td.w{min-width:16em}"
    ".aiproviders table.k td{max-width:48em}"
    ".aiproviders table .c{max-width:8.5em}.aiproviders table .e{max-width:14em}"
    ".aiproviders .c summary,.aiproviders td.e{overflow:hidden;white-space:nowrap;"
    "text-overflow:ellipsis}"
    ".aiproviders p{margin:.3em 0}.aiproviders small{opacity:.8}"
    ".aiproviders .approximate{text-decoration:underline dashed 1px;text-underline-offset:.25em;"
    "font-style:italic}"
    ".aiproviders .bounded{text-decoration:underline double 1px;text-underline-offset:.2em}"
    ".aiproviders .unknown{opacity:.75;font-style:italic}"
    ".aiproviders sup{line-height:0}.aiproviders details{white-space:normal}"
    ".aiproviders summary{cursor:pointer}"
    ".aiproviders .f{margin:.4em 0}.aiproviders .f>summary{font-size:.92em}"
    "@container(max-width:960px){.aiproviders table td:not(.n),.aiproviders table tbody th"
    "{white-space:normal}.aiproviders td.w{min-width:9em}}"
    "@container(max-width:600px){.aiproviders table .c{display:none!important}"
    ".aiproviders table th,.aiproviders table td,.aiproviders td.e{white-space:normal;"
    "padding-right:.3em}"
    ".aiproviders table:not(.k):not(.t){font-size:.8em}"
    ".aiproviders .t tr{display:block;padding:.2em 0;border-bottom:1px solid "
    "rgba(128,128,128,.35)}.aiproviders .t details,.aiproviders .t summary{display:inline}"
    '.aiproviders .t summary::after{content:" \\25b8"}'
    ".aiproviders table.t th,.aiproviders table.t td{display:inline;padding:0;border:0}"
    ".aiproviders .t tbody th{font-weight:600}"
    '.aiproviders .t td::before,.aiproviders .t thead th+th::before{content:" · "}}'
)
# MathJax 3 and 2 leave these classes alone, where it would read "$1 / $2" as a formula.
_NO_MATH = "mathjax_ignore tex2jax_ignore"
_TITLES = {
    "": "",
    "approximate": "about",
    "bounded": "a bound or a range",
    "unknown": "not stated by the sources",
}
_SHORT_TEXT = 26  # characters, which stay on one line
_IN_TEXT = re.compile(r"https?://[^\s\"<>\\]*[^\s\"<>\\.,;:)]", re.IGNORECASE)
_LONGEST_ADDRESS = 36
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
    rows = "".join(
        f'<tr><th scope="row">{text_html(name)}<td>{cell_html(cell)}' for name, cell in view.facts
    )
    facts = f'<table class="k">{rows}</table>' if view.facts else ""
    fold = _fold(text_html(view.unstated_words), text_html(", ".join(view.unstated)))
    return f"{facts}{footnote_html(view.facts_table)}{fold if view.unstated else ''}"


def _fold(summary: str, inside: str) -> str:
    return f'<details class="f"><summary>{summary}</summary>{inside}</details>'


def table_html(table: Table) -> str:
    """Return a table as HTML, without a style."""
    last = table.rest_after(len(table.rows) + len(table.further))
    rest = f"<p>{last}</p>" if last else ""
    below = "".join(f"<p>{text_html(note)}</p>" for note in table.notes) + footnote_html(table)
    if table.is_folded:
        rows = _rows_html(table, (*table.rows, *table.further))
        return _fold(f"<b>{text_html(table.heading)}</b>", rows + rest + below)
    if table.further:
        summary = f"… {table.total - len(table.rows):,} more of {table.total:,}"
        rest = _fold(summary, _rows_html(table, table.further) + rest)
    return _rows_html(table, table.rows, table.heading) + rest + below


def _rows_html(table: Table, rows: Sequence[Sequence[Cell]], heading: str = "") -> str:
    """Return some rows of a table as a table of their own."""
    caption = f"<caption>{text_html(heading)}</caption>" if heading else ""
    kinds = [_kind(table, column) for column in range(len(table.header))]
    header = "".join(
        f'<th scope="col"{_class(kind if kind in ("n", "c") else "")}>{text_html(name)}'
        for name, kind in zip(table.header, kinds, strict=True)
    )
    lines = "".join(_row(row, kinds) for row in rows)
    # On a narrow page, rows flow as lines of text, unless two columns of three are numbers.
    is_flowing = 3 * len(table.numbers) <= 2 * len(table.header)
    table_class = _class("t" if is_flowing else "")
    return f"<table{table_class}>{caption}<thead><tr>{header}<tbody>{lines}</table>"


def footnote_html(table: Table) -> str:
    """Return the footnote of a table as HTML; nothing if it has none."""
    return f"<p><small>{text_html(table.footnote)}</small></p>" if table.footnote else ""


def _kind(table: Table, column: int) -> str:
    """Return the class of the cells of a column: numbers, citations, one line or its begin."""
    if column in table.numbers:
        return "n"
    kinds = {"c": table.optional, "v": table.one_line, "e": table.cut_line}
    return next((kind for kind, columns in kinds.items() if column in columns), "")


def _row(cells: Sequence[Cell], kinds: Sequence[str]) -> str:
    """Return a row whose first cell is its heading."""
    tags = ['th scope="row"', *["td"] * (len(cells) - 1)]
    return "<tr>" + "".join(
        f"<{tag}{_id(cell)}{_attributes(cell, kind)}>{cell_html(cell)}"
        for tag, cell, kind in zip(tags, cells, kinds, strict=True)
    )


def _attributes(cell: Cell, kind: str) -> str:
    """Return the attributes of a cell, which say how wide its text is.

    A long text is kept from becoming a narrow column, and a short one on its line.
    """
    if len(cell.text) <= _SHORT_TEXT:
        return _class(kind if kind in ("n", "c") else "")
    told = f' title="{escape(printable(cell.text))}"' if kind == "e" else ""
    return _class(kind or ("w" if len(cell.text) > LONG_TEXT else "m")) + told


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _id(cell: Cell) -> str:
    return f' id="{escape(cell.anchor)}"' if cell.anchor else ""


def cell_html(cell: Cell) -> str:
    """Return the inside of a cell as HTML: its text, marked and linked, and its details."""
    if cell.link:
        text = _link(cell.link, _with_addresses(cell.text, linked=False))
    elif cell.address:
        text = text_html(cell.text)
    else:
        text = _with_addresses(cell.text, linked=not cell.details)
    if cell.mark or cell.hover:
        marked = f' class="{cell.mark}"' if cell.mark else ""
        told = "; ".join(filter(None, (_TITLES[cell.mark], cell.hover)))
        text = f'<span{marked} title="{escape(told)}">{text}</span>'
    if cell.inferred:
        text += f'<sup title="inferred: {escape(", ".join(cell.inferred))}">{INFERRED_SIGN}</sup>'
    if not cell.details:
        return text
    lines = cell.details.split("\n")
    details = "<br>".join(_with_addresses(line) for line in lines)
    return f"<details><summary>{text}</summary>{details}</details>"


def _link(address: str, text: str) -> str:
    elsewhere = "" if address.startswith("#") else f' title="{escape(address)}"{_NEW_TAB}'
    return f'<a href="{escape(address)}"{elsewhere}>{text}</a>'


def _with_addresses(text: str, *, linked: bool = True) -> str:
    """Return a text as HTML in which web addresses are short, and links."""
    text = printable(text)
    parts: list[str] = []
    end = 0
    for found in _IN_TEXT.finditer(text):
        label = _isolated(_short_address(found[0]))
        parts += [_isolated(text[end : found.start()]), _link(found[0], label) if linked else label]
        end = found.end()
    return "".join((*parts, _isolated(text[end:])))


def _short_address(address: str) -> str:
    """Return the host of a web address and what of its path has room, such as `x.ai/docs/…`."""
    place = re.split("[?#]", address.partition("://")[2])[0].removeprefix("www.").rstrip("/")
    return shorten(place, _LONGEST_ADDRESS)


def text_html(text: str) -> str:
    """Return a text as HTML that cannot change the direction of the text around it."""
    return _isolated(printable(text))


def _isolated(text: str) -> str:
    escaped = escape(text)
    return escaped if escaped.isascii() else f"<bdi>{escaped}</bdi>"
