"""Cite a fact: as a sentence, as CSL-JSON, as BibTeX."""

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from aiproviders._format import registry
from aiproviders._records.models.model import Model
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.record import Citation, Record
from aiproviders._records.sections.measures import Measure
from aiproviders._records.sections.sources import Source
from aiproviders._values.arguments import check_type
from aiproviders._values.dates.date_words import MONTH_NAMES
from aiproviders._values.period import Period
from aiproviders._values.wording import printable, quoted
from aiproviders.errors import UnknownIdError

if TYPE_CHECKING:
    from aiproviders._records.market import Market
    from aiproviders._records.provider import Provider

CitationFormat: TypeAlias = Literal["text", "csl-json", "bibtex"]
"""A sentence, a list of items of the Citation Style Language, or entries of BibTeX."""

_GENRE = "aiproviders data set"
_CHANGED = "added or changed, and not of the published data"
_SIMPLE_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
_NOT_IN_KEYS = re.compile(r"[^\w.:+-]+")
# BibTeX counts braces even after a backslash, so they are replaced by commands.
_TEX_COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_KEPT_IN_ADDRESSES = "%/:=&?#+!$,;'@()*[]"


class _Cited(NamedTuple):
    """What is cited: a data set, and a record in it.

    Attributes:
        id: Id of the data set.
        title: Its title.
        version: Its version, in words.
        provider: The provider that the record is of.
        record: The record; None where the whole data set is cited.
    """

    id: str
    title: str
    version: str | None
    provider: "Provider | None" = None
    record: Record | None = None

    @property
    def places(self) -> dict[Source, list[Citation]]:
        """The sources that the record cites, in its order, each with the places in it."""
        places: dict[Source, list[Citation]] = {}
        if self.provider is not None and self.record is not None:
            for citation in citations_of(self.record):
                places.setdefault(self.provider.sources[citation.source], []).append(citation)
        return places

    @property
    def phrase(self) -> str:
        """What the data set is, with its version."""
        return f"{_GENRE}, {self.version or 'no version stated'}"


def cite(provider: "Provider", record: Record | str, format: CitationFormat) -> str:
    """Implement `Provider.cite`."""
    write = _writer(format)
    check_type(record, Record, str)
    found = provider.record(record if isinstance(record, str) else record.id)
    if isinstance(record, str) and isinstance(found, Measure):
        found = provider.metrics.get(record, found)
    version = provider.data_version and f"version {provider.data_version}"
    return write(_Cited(provider.id, str(provider), version, provider, found))


def cite_market(market: "Market", record: Record | str | None, format: CitationFormat) -> str:
    """Implement `Market.cite`."""
    write = _writer(format)
    check_type(record, Record, str, type(None))
    version = f"edition {market.edition}, SHA-256 {market.digest}"
    cited = _Cited("aiproviders-market", "The market of AI models", version)
    if record is None:
        return write(cited)
    if isinstance(record, str):
        record = registry.find_model(record, market)
    holder = market[record.provider] if isinstance(record, Model) else _holder(market, record)
    return write(cited._replace(provider=holder, record=holder.record(record.id)))


def _holder(market: "Market", record: Record) -> "Provider":
    for lab in market:
        if lab._by_id().get(record.id) == record:
            return lab
    raise UnknownIdError(record.id, str(market))


def _writer(format: CitationFormat) -> "Callable[[_Cited], str]":
    writers = {"text": _sentence, "csl-json": _csl_json, "bibtex": _bibtex}
    check_type(format, str)
    if format not in writers:
        msg = f"a citation is written as {', '.join(writers)}, not as {quoted(format)}"
        raise ValueError(msg)
    return writers[format]


def citations_of(record: Record | TokenPrice) -> Iterator[Citation]:
    """Yield the citations of a record or price, of a model those of its prices and scores too."""
    yield from record.citations
    if isinstance(record, Source):
        yield Citation(source=record.id)
    if isinstance(record, Model):
        for price in record.prices:
            yield from price.citations
        for score in record.scores:
            yield from score.citations


def _inferred(record: Record) -> str:
    """Name the fields of a record that are inferred, of a model those of prices and scores too."""
    names = [*record.inferred]
    if isinstance(record, Model):
        names += (f"{name} of a price" for price in record.prices for name in price.inferred)
        names += (f"{name} of a score" for score in record.scores for name in score.inferred)
    return ", ".join(name.replace("_", " ") for name in dict.fromkeys(names))


def _is_changed(cited: _Cited) -> bool:
    """Return whether a record is none of the bundled data that the version names."""
    if cited.id not in registry.BUNDLED or cited.record is None:
        return False
    return registry.provider(cited.id)._by_id().get(cited.record.id) != cited.record


def _dataset_note(cited: _Cited) -> str | None:
    """Return the note on the data set, where there is something to say of the record."""
    record = cited.record
    if record is None:
        return None
    changed = f"{record.id} {_CHANGED}" if _is_changed(cited) else None
    unsourced = None if cited.places else f"no source stated for {record.id}"
    inferred = _inferred(record)
    unstated = (
        f"inferred of {record.id}, not stated by the source: {inferred}" if inferred else None
    )
    return "; ".join(filter(None, [changed, unsourced, unstated])) or None


def source_kind(source: Source) -> str:
    """Word the kind of a source, such as `secondary source`."""
    return f"{source.kind} source" if source.kind else "source"


def publication_details(source: Source) -> list[str]:
    """Return the publisher, date and address of a source, as far as they are stated."""
    return [str(each) for each in (source.publisher, source.published, source.url) if each]


def _not_stated(source: Source) -> str:
    """Name what a citation should have and the source does not state."""
    parts = {"author": source.publisher, "date": source.published, "address": source.url}
    missing = [name for name, value in parts.items() if value is None]
    if not missing:
        return ""
    *others, last = missing
    return f"no {', '.join(others)} or {last} stated" if others else f"no {last} stated"


# A sentence


def _sentence(cited: _Cited) -> str:
    dataset = f"{cited.title} ({cited.phrase})"
    record = cited.record
    if record is None:
        return f"{dataset}."
    changed = f" ({_CHANGED})" if _is_changed(cited) else ""
    dataset = f"{dataset}, record {record.id}{changed}"
    after = [f"after {_source_phrase(source, places)}" for source, places in cited.places.items()]
    inferred = _inferred(record)
    unstated = f"; inferred, not stated by the source: {inferred}" if inferred else ""
    sentence = f"{dataset}, {'; '.join(after) or 'no source stated'}{unstated}."
    return printable(sentence)


def _source_phrase(source: Source, citations: list[Citation]) -> str:
    accessed = f"accessed {source.accessed}" if source.accessed else None
    known = publication_details(source)
    details = ", ".join(filter(None, [*known, accessed, _not_stated(source)]))
    places = dict.fromkeys(
        ", ".join(part for part in (each.section, each.locator) if part) for each in citations
    )
    where = " / ".join(filter(None, places))
    return f"“{source.title}”{where and f', {where}'} (a {source_kind(source)}; {details})"


# The Citation Style Language


def _csl_json(cited: _Cited) -> str:
    dataset = {
        "id": cited.id,
        "type": "dataset",
        "title": cited.title,
        "genre": _GENRE,
        "version": cited.version and cited.version.removeprefix("version "),
        "note": _dataset_note(cited),
    }
    items = [dataset, *(_csl_source(cited, source) for source in cited.places)]
    stated = [{name: value for name, value in item.items() if value} for item in items]
    return json.dumps(stated, ensure_ascii=False, indent=1)


def _csl_source(cited: _Cited, source: Source) -> dict[str, Any]:
    return {
        "id": f"{cited.id}:{source.id}",
        "type": "webpage" if source.url else "document",
        "title": source.title,
        "author": source.publisher and [{"literal": source.publisher}],
        "issued": source.published and _csl_date(source.published),
        "accessed": source.accessed and _csl_date(source.accessed),
        "URL": source.url,
        "note": _bibliography_note(source),
    }


def _bibliography_note(source: Source) -> str:
    return "; ".join(filter(None, [source_kind(source), _not_stated(source)]))


def _csl_date(period: Period) -> dict[str, Any]:
    match = _SIMPLE_DATE.fullmatch(period.edtf)
    if match is None:
        return {"literal": str(period)}
    return {"date-parts": [[int(part) for part in match.groups() if part]]}


# BibTeX


def _bibtex(cited: _Cited) -> str:
    from urllib.parse import quote  # which no other style needs, nor the display of sources

    note = _dataset_note(cited)
    dataset = {
        "title": _protected(cited.title),
        "howpublished": _escaped(cited.phrase),
        "note": note and _escaped(note),
    }
    entries = [_entry(cited.id, dataset)]
    for source in cited.places:
        accessed = f"accessed {source.accessed}" if source.accessed else None
        fields = {
            "author": source.publisher and _protected(source.publisher),
            "title": _protected(source.title),
            **_bibtex_date(source.published),
            "url": source.url and f"{{{quote(source.url, safe=_KEPT_IN_ADDRESSES)}}}",
            "note": _escaped("; ".join(filter(None, [_bibliography_note(source), accessed]))),
        }
        entries.append(_entry(f"{cited.id}:{source.id}", fields))
    return "\n\n".join(entries)


def _bibtex_date(period: Period | None) -> dict[str, str]:
    if period is None:
        return {}
    match = _SIMPLE_DATE.fullmatch(period.edtf)
    if match is None:
        return {"year": _escaped(str(period))}
    year, month, _ = match.groups()
    return {"year": f"{{{year}}}"} | ({"month": _bibtex_month(int(month))} if month else {})


def _bibtex_month(number: int) -> str:
    """Return the name of a month that every bibliography style defines, such as `jan`."""
    return MONTH_NAMES[number - 1][:3].lower()


def _entry(key: str, fields: dict[str, str | None]) -> str:
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_NOT_IN_KEYS.sub('-', key)},", *lines, "}"])


def _escaped(text: str) -> str:
    return f"{{{printable(text).translate(_TEX_COMMANDS)}}}"


def _protected(text: str) -> str:
    """Return a text in double braces, in which BibTeX splits no names and changes no capitals."""
    return f"{{{_escaped(text)}}}"
