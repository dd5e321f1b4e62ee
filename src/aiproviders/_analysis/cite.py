"""How a fact is cited: as a sentence, as CSL-JSON, as BibTeX."""

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from urllib.parse import quote

from aiproviders._format import registry
from aiproviders._records.model import Model
from aiproviders._records.record import Citation, Record, Source
from aiproviders._values.period import Period

if TYPE_CHECKING:
    from aiproviders._records.provider import Provider

CitationFormat: TypeAlias = Literal["text", "csl-json", "bibtex"]
"""A sentence, a list of items of the Citation Style Language, or entries of BibTeX."""

_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_KEY = re.compile(r"[^\w.:+-]+")
# BibTeX counts braces even where a backslash stands before them, so none is left in a text.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_IN_ADDRESSES = "%/:=&?#+!$,;'@()*[]~"


def cite(provider: "Provider", record: Record | str, format: CitationFormat) -> str:
    """Cite a record; `Provider.cite` documents how."""
    writers: dict[str, Callable[[Provider, Record], str]] = {
        "text": _text,
        "csl-json": _csl_json,
        "bibtex": _bibtex,
    }
    if format not in writers:
        msg = f"a citation is written as {', '.join(writers)}, not as {format!r}"
        raise ValueError(msg)
    found = provider.record(record if isinstance(record, str) else record.id)
    return writers[format](provider, found)


def _cited(provider: "Provider", record: Record) -> dict[Source, list[Citation]]:
    """The sources of a record, in the order it names them, and where in each it stands."""
    places: dict[Source, list[Citation]] = {}
    for citation in citations_of(record):
        places.setdefault(provider.sources[citation.source], []).append(citation)
    return places


def citations_of(record: Record) -> Iterator[Citation]:
    """All that a record cites; a model, with its prices and scores."""
    yield from record.citations
    if isinstance(record, Source):
        yield Citation(source=record.id)
    if isinstance(record, Model):
        for price in record.prices:
            yield from price.citations
        for score in record.scores:
            yield from score.citations


def _page(provider: "Provider", record: Record) -> str | None:
    """The page of the docs that lists a record, if it is one of the bundled data."""
    if provider.id not in registry.BUNDLED:
        return None
    listed = registry.provider(provider.id)._by_id().get(record.id)
    return f"docs/data/{provider.id}.md" if listed == record else None


def _edition(provider: "Provider") -> str:
    version = provider.data_version
    return f"aiproviders data set, {f'version {version}' if version else 'no version stated'}"


def _dataset_note(provider: "Provider", record: Record) -> str | None:
    """What a bibliography says of the data set; the same for every record that its page lists."""
    page = _page(provider, record)
    stands = f"each record at its id in {page}" if page else None
    unsourced = None if _cited(provider, record) else f"no source stated for {record.id}"
    return "; ".join(filter(None, [stands, unsourced])) or None


def _kind(source: Source) -> str:
    return f"{source.kind} source" if source.kind else "source"


def _not_stated(source: Source) -> str:
    """What a citation should say and the source does not."""
    parts = {"author": source.publisher, "date": source.published, "address": source.url}
    missing = [name for name, value in parts.items() if value is None]
    if not missing:
        return ""
    *others, last = missing
    return f"no {', '.join(others)} or {last} stated" if others else f"no {last} stated"


# A sentence


def _text(provider: "Provider", record: Record) -> str:
    page = _page(provider, record)
    place = f"{page}#{record.id}" if page else record.id
    dataset = f"{provider} ({_edition(provider)}): {place}"
    cited = _cited(provider, record)
    after = [f"after {_source_text(source, places)}" for source, places in cited.items()]
    sentence = f"{dataset}, {'; '.join(after) or 'no source stated'}."
    return " ".join(sentence.split())


def _source_text(source: Source, citations: list[Citation]) -> str:
    accessed = f"accessed {source.accessed}" if source.accessed else None
    stated = [str(each) for each in (source.publisher, source.published, source.url) if each]
    details = ", ".join(filter(None, [*stated, accessed, _not_stated(source)]))
    places = dict.fromkeys(
        ", ".join(part for part in (each.section, each.locator) if part) for each in citations
    )
    where = " / ".join(filter(None, places))
    return f"“{source.title}”{where and f', {where}'} (a {_kind(source)}; {details})"


# The Citation Style Language


def _csl_json(provider: "Provider", record: Record) -> str:
    sources = _cited(provider, record)
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
        "note": _note(source),
    }


def _note(source: Source) -> str:
    return "; ".join(filter(None, [_kind(source), _not_stated(source)]))


def _csl_date(period: Period) -> dict[str, Any]:
    match = _DAY.fullmatch(period.edtf)
    if match is None:
        return {"literal": str(period)}
    return {"date-parts": [[int(part) for part in match.groups() if part]]}


# BibTeX


def _bibtex(provider: "Provider", record: Record) -> str:
    sources = _cited(provider, record)
    note = _dataset_note(provider, record)
    dataset = {
        "title": _protected(str(provider)),
        "howpublished": _escaped(_edition(provider)),
        "note": note and _escaped(note),
    }
    entries = [_entry(provider.id, dataset)]
    for source in sources:
        accessed = f"accessed {source.accessed}" if source.accessed else None
        fields = {
            "author": source.publisher and _protected(source.publisher),
            "title": _protected(source.title),
            **_bibtex_date(source.published),
            "url": source.url and f"{{{quote(source.url, safe=_IN_ADDRESSES)}}}",
            "note": _escaped("; ".join(filter(None, [_note(source), accessed]))),
        }
        entries.append(_entry(f"{provider.id}:{source.id}", fields))
    return "\n\n".join(entries)


def _bibtex_date(period: Period | None) -> dict[str, str]:
    if period is None:
        return {}
    match = _DAY.fullmatch(period.edtf)
    if match is None:
        return {"year": _escaped(str(period))}
    year, month, _ = match.groups()
    # Months are the names that every bibliography style defines.
    return {"year": f"{{{year}}}"} | ({"month": _MONTHS[int(month) - 1]} if month else {})


def _entry(key: str, fields: dict[str, str | None]) -> str:
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_NO_KEY.sub('-', key)},", *lines, "}"])


def _escaped(text: str) -> str:
    return f"{{{' '.join(text.split()).translate(_TEX)}}}"


def _protected(text: str) -> str:
    """In double braces, a name is not taken apart and a title keeps its capitals."""
    return f"{{{_escaped(text)}}}"
