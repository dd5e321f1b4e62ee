"""Commands that look something up by words or by name: `find`, `show` and `cite`."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from shlex import join
from typing import TYPE_CHECKING, NamedTuple, get_args

import click

import aiproviders
from aiproviders._analysis.cite import CitationFormat
from aiproviders._cli.options import (
    Searched,
    asked_for,
    csv_option,
    examples,
    id_completer,
    json_option,
    searched_options,
)
from aiproviders._cli.output import write_csv, write_json, write_views
from aiproviders._records.catalog import Catalog
from aiproviders._records.market import Market
from aiproviders._records.models.model import Model
from aiproviders._records.prices.price_in_force import find_price
from aiproviders._records.provider import Provider
from aiproviders._records.providers import merged_records
from aiproviders._records.record import Record
from aiproviders._records.sections.benchmarks import Benchmark
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._records.sections.entities import Entity
from aiproviders._records.sections.measures import Measure
from aiproviders._records.sections.metric import Metric
from aiproviders._records.sections.sources import Source
from aiproviders._values.wording import counted, shorten
from aiproviders.errors import UnknownIdError

if TYPE_CHECKING:
    from aiproviders._display.cells import Names, View

_SECTIONS = {
    "model": "models",
    "figure": "metrics",
    "person": "people",
    "product": "products",
    "unit": "business_units",
    "event": "events",
    "claim": "claims",
}
"""The section of each kind of record that `find` finds."""

_REFERRED_TO = (Benchmark, Entity, Measure, Source)
_MOST_OF_A_KIND = 5
_FEW = 3  # further ones, which are shown too
_LONGEST_NAME = 60
_NOTE = re.compile(r"^  note = \{(.*)\},\n", re.MULTILINE)


class _Hit(NamedTuple):
    """Something that was found.

    Attributes:
        kind: What it is.
        id: Its id.
        name: Its name, or what it says.
        command: The command that shows it.
    """

    kind: str
    id: str
    name: str
    command: str

    @property
    def next(self) -> str:
        """What to type to see it."""
        return join(["aiproviders", self.command, self.id, *asked_for()])


@click.command(
    help="""Find models, figures, people, events and providers by words.

    Every word must stand in the name or the text of what is found. Exits with 1 if nothing is.
    """,
    epilog=examples(
        "aiproviders find opus",
        "aiproviders find cloud growth --kind figure",
    ),
)
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@click.option(
    "--kind",
    "only",
    type=click.Choice(["provider", *_SECTIONS]),
    help="All of this kind; by default, the best of each.",
)
@searched_options
@csv_option
@json_option
def find(chosen: Searched, words: tuple[str, ...], only: str | None, form: str | None) -> int:
    text = " ".join(words)
    places = _every(chosen)
    kinds = [only] if only else ["provider", *_SECTIONS]
    found = {kind: [*_hits(kind, text, places)] for kind in kinds}
    rows = [hit._asdict() | {"command": hit.next} for hits in found.values() for hit in hits]
    if form == "json":
        write_json(rows)
    elif form == "csv":
        write_csv(_Hit._fields, rows)
    else:
        write_views(_hits_view(text, found, len(rows) if only else _MOST_OF_A_KIND))
    return int(not rows)


def _every(searched: Searched) -> Catalog[Provider]:
    """Return where to look: providers or labs, with the market the installed providers too."""
    if searched is not aiproviders.market:
        return Catalog(searched)
    labs = aiproviders.market.providers
    return Catalog((*labs, *(each for each in aiproviders.providers() if each.id not in labs)))


def _hits(kind: str, text: str, places: Catalog[Provider]) -> Iterator[_Hit]:
    """Yield what is found of a kind, the best first."""
    if kind == "provider":
        for each in places.search(text):
            yield _Hit(kind, each.id, each.name, "show")
        return
    section = _SECTIONS[kind]
    # The figures of one provider are found by the labels of its measures too.
    catalogs = (
        [each.metrics for each in places] if kind == "figure" else [merged_records(places, section)]
    )
    for catalog in catalogs:
        labels = dict(catalog.origin.labels) if catalog.origin else {}
        for record in catalog.search(text):
            is_priced = isinstance(record, Model) and find_price(record).price is not None
            yield _Hit(kind, record.id, _name(record, labels), "price" if is_priced else "show")


def _name(record: Record, labels: "Names") -> str:
    from aiproviders._display.field_cells import figure_cell, measure_cell, when_cell

    match record:
        case Model():
            return record.name
        case Metric():
            when = f", {when_cell(record, labels).text}" if record.period or record.stated else ""
            what = measure_cell(record, labels).text
            return f"{what}: {figure_cell(record, labels).text}{when}"
        case _:
            return shorten(str(record), _LONGEST_NAME)


def _hits_view(text: str, found: dict[str, list[_Hit]], most: int) -> "View":
    """Lay out what is found: a row to each, what to type next, and how to see what is left out."""
    from aiproviders._display.cells import Cell, Table, View

    cut = {kind for kind, hits in found.items() if len(hits) > most + _FEW}
    shown = [hit for kind, hits in found.items() for hit in hits[: most if kind in cut else None]]
    further = [
        f"{counted(len(hits) - most, f'further {kind}')}: add --kind {kind}."
        for kind, hits in found.items()
        if kind in cut
    ]
    notes = [f"Next, with the id: {shown[0].next}"] if shown else ["Nothing; try fewer words."]
    return View(
        title=f"What mentions {text}",
        kind=f"{sum(map(len, found.values())):,} found",
        tables=(
            Table(("Kind", "Id", "Name", "Next"), tuple(tuple(map(Cell, hit)) for hit in shown)),
        )
        if shown
        else (),
        notes=(*further, *notes),
    )


@click.command(
    help="""Show a record or provider by its id or name.

    NAME is that of a model, figure, person, event or anything else, or of a provider; without it,
    each provider is shown.
    """,
    epilog=examples("aiproviders show market-cap", "aiproviders show gpt-5.5"),
)
@click.argument("name", required=False, shell_complete=id_completer(*SECTIONS))
@searched_options
@json_option
def show(chosen: Searched, name: str | None, form: str | None) -> None:
    everyone = aiproviders.providers() if chosen is aiproviders.market else chosen
    found = [*everyone] if name is None else [find_fact(name, chosen)[1]]
    if form is None:
        write_views(*found)
        return
    documents = [{"type": type(each).__name__, "record": each.to_dict()} for each in found]
    write_json(documents if name is None else documents[0])


def find_fact(name: str, searched: Searched) -> tuple[Provider | Market, Provider | Record]:
    """Find a provider or record by name, and what holds it.

    With the market, what installed providers state goes before it. What is only referred to, such
    as a measure or a source, comes last.

    Raises:
        UnknownIdError: Nothing is called so.
        AmbiguousIdError: Several are called so.
    """
    if not isinstance(searched, Market):
        return _fact(name, searched) or _reference(name, searched)
    if searched is aiproviders.market and (known := _fact(name, aiproviders.providers())):
        return known
    if name in searched:
        return searched[name], searched[name]
    try:
        return searched, aiproviders.find_model(name, searched)
    except UnknownIdError as unknown:
        try:
            return _reference(name, searched.providers)
        except UnknownIdError:
            raise unknown from None


def _fact(name: str, places: Catalog[Provider]) -> tuple[Provider, Provider | Record] | None:
    if (provider := places.get(name)) is not None:
        return provider, provider
    facts = merged_records(places).where(lambda record: not isinstance(record, _REFERRED_TO))
    found = facts.get(name) or merged_records(places, "metrics").get(name)
    return None if found is None else (_holder(found, places), found)


def _reference(name: str, places: Catalog[Provider]) -> tuple[Provider, Record]:
    found = merged_records(places)[name]
    return _holder(found, places), found


def _holder(found: Record, places: Catalog[Provider]) -> Provider:
    return next(each for each in places if each._by_id().get(found.id) is found)


@click.command(
    help="""Cite facts: as sentences, or for a bibliography.

    Each ID is the id or name of a record; models of the market are cited with its edition. Without
    an ID, the market itself is cited.
    """,
    epilog=examples(
        "aiproviders cite market-cap", "aiproviders cite gpt-5.5 claude-opus-4-5 --format bibtex"
    ),
)
@click.argument("names", metavar="[ID]...", nargs=-1, shell_complete=id_completer(*SECTIONS))
@click.option(
    "--format",
    "style",
    type=click.Choice(get_args(CitationFormat)),
    default="text",
    show_default=True,
    help="How they are written.",
)
@searched_options
@json_option
def cite(chosen: Searched, names: tuple[str, ...], style: CitationFormat, form: str | None) -> None:
    style = "csl-json" if form == "json" else style
    cited = [_cited(name, chosen, style) for name in names]
    if not names:
        market = chosen if isinstance(chosen, Market) else aiproviders.market
        cited = [market.cite(format=style)]
    if style == "csl-json":
        write_json(_merged_items(json.loads(text) for text in cited))
    elif style == "bibtex":
        click.echo("\n\n".join(_merged_entries(cited)))
    else:
        click.echo("\n".join(cited))


def _cited(name: str, searched: Searched, style: CitationFormat) -> str:
    holder, found = find_fact(name, searched)
    if isinstance(found, Provider):
        msg = f"{name} is a provider; cite a record of it, which aiproviders find TEXT finds"
        raise ValueError(msg)  # noqa: TRY004 - the name is wrong, and no type
    return holder.cite(found, style)


def _merged_items(given: Iterable[list[dict[str, str]]]) -> list[dict[str, str]]:
    """Return items of several lists, each id once, with all that their notes say."""
    merged = dict[str, dict[str, str]]()
    for item in chain(*given):
        known = merged.setdefault(item["id"], item)
        if "note" in item:
            known["note"] = _merged_notes(known.get("note", ""), item["note"])
    return [*merged.values()]


def _merged_entries(given: Iterable[str]) -> Iterable[str]:
    """Return entries of several bibliographies, each key once, with all that their notes say."""
    merged = dict[str, str]()
    for entry in chain(*(text.split("\n\n") for text in given)):
        key = entry.partition("\n")[0]
        known = merged.setdefault(key, entry)
        if more := _NOTE.search(entry):
            first = _NOTE.search(known)
            notes = _merged_notes(first[1] if first else "", more[1])
            merged[key] = f"{_NOTE.sub('', known).removesuffix('}')}  note = {{{notes}}},\n}}"
    return merged.values()


def _merged_notes(*notes: str) -> str:
    parts = (part for note in notes for part in note.split("; ") if part)
    return "; ".join(dict.fromkeys(parts))
