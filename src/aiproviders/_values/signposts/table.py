"""What to write for names that people look for on an object, by the name of its class.

A test evaluates each of them. `{}` stands for the object.
"""

import re
from functools import cache
from typing import Any, cast, get_args, get_origin

from attrs import fields, has

_FIGURES = "provider.metrics.where(subject={}.id)"
_FRAME = "{}.to_pandas()"
_USAGE = "Usage(input_tokens=1_000_000, output_tokens=100_000)"

SIGNPOSTS: dict[str, dict[str, str]] = {
    "Provider": {
        "annual_revenue": "{}.metrics.where(measure='revenue')",
        "audit": "audit({})",
        "ceo": "{}.leaders({}.id)",
        "contradictions": "audit({})",
        "chart": "charts.timeline({})",
        "diff": "diff({}, {})",
        "export": "export({}, 'facts.xlsx')",
        "facts": "[*{}.records()]",
        "figures": "{}.metrics",
        "filter": "{}.models.where(license='Apache-2.0')",
        "find": "{}.record('qwen3.6')",
        "find_model": "find_model('qwen3.6', {})",
        "frontier": "pareto_frontier({})",
        "gaps": "gaps({})",
        "history": "{}.events",
        "leader": "{}.leaders({}.id)",
        "leadership": "{}.leaders({}.id)",
        "latest": "{}.metrics.latest('market-cap')",
        "market_cap": "{}.metrics.latest('market-cap')",
        "news": "{}.events",
        "organizations": "{}.business_units",
        "plot": "charts.timeline({})",
        "price_performance": "price_performance({})",
        "prices": "price_table({})",
        "pricing": "price_table({})",
        "ranking": "price_performance({})",
        "report": "report({}, 'report.html')",
        "revenue": "{}.metrics.where(measure='revenue')",
        "save": "{}.dump('facts.json')",
        "timeline": "timeline({})",
        "to_csv": "export({}, 'metrics.csv')",
        "to_df": "{}.tables()",
        "to_excel": "export({}, 'facts.xlsx')",
        "to_frame": "{}.tables('pandas')",
        "to_pandas": "{}.tables('pandas')",
        "to_parquet": "export({}, 'metrics.parquet', table='metrics')",
        "to_polars": "{}.tables('polars')",
        "to_sql": "export({}, 'facts.duckdb')",
        "to_xlsx": "export({}, 'facts.xlsx')",
        "units": "{}.business_units",
        "usd": "{}.metrics.in_currency('USD')",
    },
    "Market": {
        "audit": "audit({})",
        "compare": "compare('gpt-5.5', 'claude-opus-4-5')",
        "diff": "diff(old, {})",
        "export": "export({}, path)",
        "filter": "{}.models.where(license='Apache-2.0')",
        "find": "find_model(name, {})",
        "find_model": "find_model(name, {})",
        "frontier": "pareto_frontier({}.models)",
        "gaps": "gaps({})",
        "labs": "{}.providers",
        "model": "find_model(name, {})",
        "plot": "charts.price_performance({}.models)",
        "price_performance": "price_performance({}.models)",
        "pricing": "price_table({}.models)",
        "ranking": "price_performance({}.models)",
        "report": "report({}, path)",
        "save": "{}.dump('market.json')",
        "timeline": "timeline({})",
        "to_csv": "export({}, 'metrics.csv')",
        "to_df": "{}.tables()",
        "to_excel": "export({}, 'market.xlsx')",
        "to_frame": "{}.tables('pandas')",
        "to_json": "{}.dump('market.json')",
        "to_pandas": "{}.tables('pandas')",
        "to_polars": "{}.tables('polars')",
    },
    "Catalog": {
        "all": "[*{}]",
        "count": "len({})",
        "filter": "{}.where(...)",
        "filter_by": "{}.where(...)",
        "find": "{}.search('name')",
        "find_all": "{}.search('name')",
        "first": "{}[0]",
        "keys": "{}.ids",
        "last": "{}[-1]",
        "order_by": "{}.sort_by('id')",
        "query": "{}.where(...)",
        "select": "{}.where(...)",
        "sort": "{}.sort_by('id')",
        "sort_values": "{}.sort_by('id')",
        "to_json": "[each.to_dict() for each in {}]",
        "to_list": "[*{}]",
        "values": "[*{}]",
    },
    "Models": {
        "cheapest": "min(price_performance({}), key=lambda row: row.price)",
        "filter": "{}.where(license='Apache-2.0')",
        "plot": "charts.price_performance({})",
        "prices": "price_table({})",
        "ranking": "price_performance({})",
    },
    "Timeline": {
        "between": "{}.where(since='2026', until='2026')",
        "groupby": "{}.group_by('year')",
        "latest": "{}.where(status='happened')[-1]",
        "newest": "{}.where(status='happened')[-1]",
        "plot": "charts.timeline({})",
        "savefig": "charts.timeline({}).figure.savefig('events.png')",
        "show": "charts.timeline({})",
    },
    "Metrics": {
        "history": "{}.search('revenue growth')",
        "over_time": "{}.search('revenue growth')",
        "series": "{}.search('revenue growth')",
        "plot": "charts.figures({}.where(measure='market-cap'))",
        "to": "{}.in_currency('USD')",
        "usd": "{}.in_currency('USD')",
    },
    "Findings": {
        "contradictions": "{}.where(severity='contradiction')",
        "tensions": "{}.where(severity='tension')",
    },
    "Tabular": {
        "as_df": _FRAME,
        "columns": "{}.to_pandas().columns",
        "dataframe": _FRAME,
        "describe": "{}.to_pandas().describe()",
        "df": _FRAME,
        "groupby": "{}.to_pandas().groupby(...)",
        "head": "{}[:5]",
        "iloc": "{}[0]",
        "shape": "{}.to_pandas().shape",
        "size": "len({})",
        "tail": "{}[-5:]",
        "to_arrow": "{}.to_frame('pyarrow')",
        "to_csv": "{}.to_pandas().to_csv('rows.csv')",
        "to_dataframe": _FRAME,
        "to_df": _FRAME,
        "to_dicts": "{}.to_polars().to_dicts()",
        "to_duckdb": "{}.to_frame('duckdb')",
        "to_excel": "{}.to_polars().write_excel('rows.xlsx')",
        "to_numpy": "{}.to_pandas().to_numpy()",
        "to_parquet": "{}.to_polars().write_parquet('rows.parquet')",
        "to_records": "{}.to_polars().to_dicts()",
    },
    "PricePerformance": {
        "chart": "charts.price_performance(market.models)",
        "cheapest": "min({}, key=lambda row: row.price)",
        "filter": "[row for row in {} if row.score > 75]",
        "first": "{}.best",
        "frontier": "[row for row in {} if row.on_frontier]",
        "left_out": "{}.excluded",
        "models": "[row.model for row in {}]",
        "plot": "charts.price_performance(market.models)",
        "sort_values": "sorted({}, key=lambda row: row.price)",
        "top": "{}[:10]",
        "where": "[row for row in {} if row.score > 75]",
        "winner": "{}.best",
    },
    "Comparison": {
        "diff": "{}.differences",
        "differing": "{}.differences",
        "first": "{}.compared[0]",
        "second": "{}.compared[1]",
        "to_dict": "{}.to_polars().to_dicts()",
    },
    "Record": {
        "cite": "provider.cite({})",
        "json": "{}.to_json()",
        "source": "{}.citations",
        "source_url": "{}.citations",
        "sources": "{}.citations",
        "url": "{}.citations",
    },
    "Model": {
        "benchmark": "{}.score('SWE-bench Verified')",
        "benchmarks": "{}.scores",
        "compare": "compare({}, 'gpt-5.5')",
        "context": "{}.context_window",
        "context_length": "{}.context_window",
        "cost": f"{{}}.price.cost({_USAGE})",
        "input": "{}.price.input",
        "input_price": "{}.price.input",
        "is_open": "{}.open_weights",
        "lab": "{}.provider",
        "maker": "{}.provider",
        "max_tokens": "{}.max_output_tokens",
        "open_source": "{}.open_weights",
        "output": "{}.price.output",
        "output_price": "{}.price.output",
        "plot": "charts.price_performance([{}])",
        "pricing": "{}.price",
        "release_date": "{}.released",
        "usd": "{}.price",
        "vendor": "{}.provider",
    },
    "BusinessUnit": {
        "figures": _FIGURES,
        "head": "provider.leaders({}.id)",
        "leader": "provider.leaders({}.id)",
        "leaders": "provider.leaders({}.id)",
        "metrics": _FIGURES,
        "revenue": _FIGURES,
    },
    "Product": {
        "figures": _FIGURES,
        "metrics": _FIGURES,
        "users": _FIGURES,
    },
    "Company": {
        "ceo": "provider.leaders({}.id)",
        "employees": "provider.metrics.latest('employees')",
        "figures": _FIGURES,
        "leaders": "provider.leaders({}.id)",
        "market_cap": "provider.metrics.latest('market-cap')",
        "market_capitalization": "provider.metrics.latest('market capitalization')",
        "metrics": _FIGURES,
        "net_income": _FIGURES,
        "profit": _FIGURES,
        "revenue": "provider.metrics.where(measure='revenue')",
    },
    "Metric": {
        "date": "{}.period",
        "latest": "provider.metrics.latest('market-cap')",
        "to": "{}.in_currency('USD')",
        "unit": "{}.quantity.unit",
        "usd": "{}.in_currency('USD')",
        "value": "{}.quantity.value",
        "year": "{}.period.year",
    },
    "TokenPrice": {
        "blended": "blended_price({})",
        "input_price": "{}.input",
        "output_price": "{}.output",
        "total": f"{{}}.cost({_USAGE})",
        "usd": "{}.currency",
    },
    "Citation": {
        "as_printed": "{}.text",
        "printed": "{}.text",
        "quote": "{}.text",
        "quotation": "{}.text",
        "words": "{}.text",
    },
    "Score": {
        "percent": "{}.quantity",
        "result": "{}.quantity",
    },
    "Quantity": {
        "amount": "{}.value",
        "convert": "{}.to('USD', rate='0.14')",
        "currency": "{}.unit",
        "error": "{}.bounds",
        "high": "{}.bounds[1]",
        "in_currency": "{}.to('USD', rate='0.14')",
        "low": "{}.bounds[0]",
        "magnitude": "{}.value",
        "max": "{}.bounds[1]",
        "min": "{}.bounds[0]",
        "number": "{}.value",
        "units": "{}.unit",
        "usd": "{}.to('USD', rate='0.14')",
    },
    "Period": {
        "contains": "'2026-05-20' in {}",
        "date": "{}.start",
        "day": "{}.start.day",
        "days": "({}.end - {}.start).days",
        "isoformat": "{}.edtf",
        "month": "{}.start.month",
        "quarter": "{}.start.quarter",
        "strftime": "{}.start.strftime('%d %B %Y')",
        "text": "str({})",
        "timestamp": "{}.start",
        "to_timestamp": "{}.start",
    },
    "UsageLog": {
        "by_model": "{}.summary(by='model')",
        "collect": "{}.frame.collect()",
        "columns": "{}.frame.collect_schema().names()",
        "costs": "{}.cost()",
        "df": "{}.frame.collect()",
        "groupby": "{}.summary(by='model')",
        "head": "{}.frame.head().collect()",
        "requests": "{}.frame.collect()",
        "rows": "{}.frame.collect()",
        "to_df": "{}.frame.collect()",
        "to_frame": "{}.frame.collect()",
        "to_pandas": "{}.frame.collect().to_pandas()",
        "to_polars": "{}.frame.collect()",
        "total": "{}.summary().totals",
        "total_cost": "{}.summary().totals",
    },
    "CostSummary": {
        "convert": "{}.to('EUR', rate='0.92')",
        "df": "{}.to_frame('pandas')",
        "eur": "{}.to('EUR', rate='0.92')",
        "to_df": "{}.to_frame('pandas')",
        "to_json": "{}.to_dict()",
        "to_pandas": "{}.to_frame('pandas')",
        "to_polars": "{}.to_frame('polars')",
        "total": "{}.totals",
        "total_cost": "{}.totals",
    },
}
"""What to write, by class and by the name that it lacks; a class has the names of its bases."""

_READ, _OF = "usage.read(path)", "usage.of(response)"
MODULES: dict[str, dict[str, str]] = {
    "aiproviders": {
        "check": "audit(alibaba)",
        "chart": "charts.timeline(alibaba)",
        "cite": "alibaba.cite(alibaba.metrics.latest('market-cap'))",
        "contradictions": "audit(alibaba)",
        "cost": f"find_model('gpt-5.5').price.cost({_USAGE})",
        "events": "timeline(alibaba)",
        "find": "find_model('gpt-5.5')",
        "frontier": "pareto_frontier(market)",
        "get_model": "find_model('gpt-5.5')",
        "get_provider": "provider('alibaba')",
        "labs": "market.providers",
        "leaderboard": "price_performance(market)",
        "list_models": "market.models",
        "list_providers": "market.providers",
        "load": "Provider.load(path)",
        "metrics": "alibaba.metrics",
        "model": "find_model('gpt-5.5')",
        "models": "market.models",
        "plot": "charts.timeline(alibaba)",
        "price": "find_model('gpt-5.5').price",
        "price_history": "charts.price_history([find_model('gpt-5.5')])",
        "prices": "price_table(market)",
        "pricing": "price_table(market)",
        "rank": "price_performance(market)",
        "ranking": "price_performance(market)",
        "read": _READ,
        "search": "market.models.search('qwen')",
        "to_csv": "export(alibaba, 'metrics.csv')",
        "to_excel": "export(alibaba, 'facts.xlsx')",
        "version": "aiproviders.__version__",
    },
    "aiproviders.usage": {
        "Usage": f"aiproviders.{_USAGE}",
        "cost": f"{_OF}.cost()",
        "costs": f"{_READ}.cost()",
        "from_csv": _READ,
        "from_response": _OF,
        "load": _READ,
        "open": _READ,
        "parse": _OF,
        "price": f"{_OF}.cost()",
        "read_csv": _READ,
        "read_json": _READ,
        "read_jsonl": _READ,
        "read_log": _READ,
        "read_parquet": _READ,
        "summarize": f"{_READ}.summary()",
        "summary": f"{_READ}.summary()",
        "total": f"{_READ}.summary().totals",
    },
}
"""What to write instead of a name that a module lacks."""

_NAMES = {
    "Findings": "findings",
    "PricePerformance": "result",
    "UsageLog": "log",
    "CostSummary": "summary",
    "TokenPrice": "price",
}
_CATALOG = re.compile(r"[a-z]\w*\.[a-z_]+")
_BETWEEN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def answer(lacking: Any, name: str) -> str:
    """Return the message for a name that an object lacks."""
    cls: Any = lacking.__class__
    bases = (SIGNPOSTS.get(each.__name__, {}) for each in cls.__mro__)
    found = (
        next((names[name] for names in bases if name in names), None)
        or lacking._instead(name)
        or _elsewhere(lacking, name)
    )
    if found is None:
        return f"{cls.__name__!r} object has no attribute {name!r}"
    words = _BETWEEN_WORDS.sub(" ", cls.__name__).lower()
    called = variable(lacking)
    who = called if "." in called or words.endswith("s") else f"{_article(words)} {words}"
    return f"{who} has no {name!r}; write {found.replace('{}', called)}"


def of_module(module: str, name: str, instead: str | None = None) -> str:
    """Return the message for a name that a module lacks."""
    found = MODULES[module].get(name, instead)
    msg = f"module {module!r} has no attribute {name!r}"
    return f"{msg}; write {found}" if found else msg


def _article(words: str) -> str:
    return "an" if words[0] in "aeio" else "a"


def variable(named: Any) -> str:
    """Return the name that a program may have for an object: `alibaba`, `alibaba.models`."""
    bases = {each.__name__ for each in type(named).__mro__}
    name = type(named).__name__
    if "Provider" in bases:
        return named.id if named.id.isidentifier() else "provider"
    if "Catalog" in bases and name not in _NAMES:
        return named.name if _CATALOG.fullmatch(named.name) else "catalog"
    return _NAMES.get(name) or _BETWEEN_WORDS.sub("_", name).lower()


def _elsewhere(lacking: Any, name: str) -> str | None:
    """Return what to write for a name that something has which the object holds.

    Of the fields of an object, one alone must have it.
    """
    places = [place for place in lacking._places() if hasattr(place[1], name)]
    held = [place for place in _held_by(cast("Any", type(lacking))) if hasattr(place[1], name)]
    found = places[:1] or (held if len(held) == 1 else [])
    for place, cls in found:
        return f"{place}.{name}{'(…)' if callable(getattr(cls, name)) else ''}"
    return None


@cache
def _held_by(cls: Any) -> tuple[tuple[str, type], ...]:
    """Return the fields that hold one object or several of a class of ours, those of one first."""
    one: list[tuple[str, type]] = []
    several: list[tuple[str, type]] = []
    for each in fields(cls):
        kinds = [kind for kind in (each.type, *get_args(each.type)) if _is_ours(kind)]
        if get_origin(each.type) is tuple:
            several += [(f"{{}}.{each.name}[0]", kind) for kind in kinds]
        elif not each.name.startswith("_"):
            one += [(f"{{}}.{each.name}", kind) for kind in kinds]
    return (*one, *several)


def _is_ours(kind: Any) -> bool:
    return isinstance(kind, type) and has(kind)
