"""Cite a fact: as a sentence, as CSL-JSON, as BibTeX."""

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from urllib.parse import quote

from aiproviders._format import registry
from aiproviders._records.model import Model
from aiproviders._records.record import Citation, Record, Source
from aiproviders._values.arguments import check_type
from aiproviders._values.period import MONTH_NAMES, Period
from aiproviders._values.wording import printable, quoted

if TYPE_CHECKING:
    from aiproviders._records.provider import Provider

CitationFormat: TypeAlias = Literal["text", "csl-json", "bibtex"]
"""A sentence, a list of items of the Citation Style Language, or entries of BibTeX."""

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


def cite(provider: "Provider", record: Record | str, format: CitationFormat) -> str:
    """Implement `Provider.cite`."""
    writers: dict[str, Callable[[Provider, Record], str]] = {
        "text": _sentence,
        "csl-json": _csl_json,
        "bibtex": _bibtex,
    }
    check_type(format, str)
    if format not in writers:
        msg = f"a citation is written as {', '.join(writers)}, not as {quoted(format)}"
        raise ValueError(msg)
    check_type(record, Record, str)
    found = provider.record(record if isinstance(record, str) else record.id)
    return writers[format](provider, found)


def _places_by_source(provider: "Provider", record: Record) -> dict[Source, list[Citation]]:
    """Return the sources that a record cites, in its order, each with the places in it."""
    places: dict[Source, list[Citation]] = {}
    for citation in citations_of(record):
        places.setdefault(provider.sources[citation.source], []).append(citation)
    return places


def citations_of(record: Record) -> Iterator[Citation]:
    """Yield the citations of a record, of a model those of its prices and scores too."""
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


def _docs_page(provider: "Provider", record: Record) -> str | None:
    """Return the path of the docs page that lists a record of bundled data; None for others."""
    if provider.id not in registry.BUNDLED:
        return None
    listed = registry.provider(provider.id)._by_id().get(record.id)
    return f"docs/data/{provider.id}.md" if listed == record else None


def _version_phrase(provider: "Provider") -> str:
    version = provider.data_version
    return f"aiproviders data set, {f'version {version}' if version else 'no version stated'}"


def _dataset_note(provider: "Provider", record: Record) -> str | None:
    """Return the note on the data set; it is the same for all records that the docs page lists."""
    page = _docs_page(provider, record)
    stands = f"each record at its id in {page}" if page else None
    unsourced = None if _places_by_source(provider, record) else f"no source stated for {record.id}"
    inferred = _inferred(record)
    unstated = (
        f"inferred of {record.id}, not stated by the source: {inferred}" if inferred else None
    )
    return "; ".join(filter(None, [stands, unsourced, unstated])) or None


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


def _sentence(provider: "Provider", record: Record) -> str:
    page = _docs_page(provider, record)
    place = f"{page}#{record.id}" if page else record.id
    dataset = f"{provider} ({_version_phrase(provider)}): {place}"
    cited = _places_by_source(provider, record)
    after = [f"after {_source_phrase(source, places)}" for source, places in cited.items()]
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


def _csl_json(provider: "Provider", record: Record) -> str:
    sources = _places_by_source(provider, record)
    dataset = {
        "id": provider.id,
        "type": "dataset",
        "title": str(provider),
        "genre": "aiproviders data set",
        "version": provider.data_version,
        "note": _dataset_note(provider, record),
    }
    items = [dataset, *(_csl_source(provider, source) for source in sources)]
    stated = [{name: value for name, value in item.items() if value} for item in items]
    return json.dumps(stated, ensure_ascii=False, indent=1)


def _csl_source(provider: "Provider", source: Source) -> dict[str, Any]:
    return {
        "id": f"{provider.id}:{source.id}",
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


def _bibtex(provider: "Provider", record: Record) -> str:
    sources = _places_by_source(provider, record)
    note = _dataset_note(provider, record)
    dataset = {
        "title": _protected(str(provider)),
        "howpublished": _escaped(_version_phrase(provider)),
        "note": note and _escaped(note),
    }
    entries = [_entry(provider.id, dataset)]
    for source in sources:
        accessed = f"accessed {source.accessed}" if source.accessed else None
        fields = {
            "author": source.publisher and _protected(source.publisher),
            "title": _protected(source.title),
            **_bibtex_date(source.published),
            "url": source.url and f"{{{quote(source.url, safe=_KEPT_IN_ADDRESSES)}}}",
            "note": _escaped("; ".join(filter(None, [_bibliography_note(source), accessed]))),
        }
        entries.append(_entry(f"{provider.id}:{source.id}", fields))
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
