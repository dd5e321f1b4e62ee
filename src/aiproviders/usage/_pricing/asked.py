"""What a log asks for: which models, hosts, regions and services, and how prices are chosen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import NoneType
from typing import Any, Literal, get_args

from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import as_tuple
from aiproviders._records.models.model import Model
from aiproviders._records.prices.day_intervals import host_of
from aiproviders._records.prices.price import Plan, Service
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import quoted
from aiproviders.usage._names.resolve import Resolver
from aiproviders.usage._names.rules import RULES
from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import TERM, is_lazy, there
from aiproviders.usage._pricing.price_list import Asked, Choice, Hosts

_EXACT_RULES = ("exact", "alias", "spelling")
"""The rules by which a catalog finds names."""

_STANDARD = {"": "standard", "default": "standard"}  # as some makers call it in their answers


def terms_of(
    names: Collection[str],
    free: Collection[str],
    given: Mapping[str, str | None],
    models: Catalog[Model],
) -> tuple[dict[str, str], dict[str, str | None]]:
    """Return which terms are columns of the log, and the values of the others.

    Columns count by their name alone where nothing else is in them.

    Raises:
        ValueError: A text is a column and a value, or is no service.
    """
    columns: dict[str, str] = {}
    values: dict[str, str | None] = {}
    for term, called in given.items():
        check_type(called, str, NoneType)
        text = there(called, free)
        if text is not None and text in names:
            if text in _stated(term, models):
                msg = (
                    f"{text!r} is a column of the log and a {term} of the prices; rename the column"
                )
                raise ValueError(msg)
            columns[term] = text
        else:
            values[term] = text
    service = values.get("service")
    if service is not None and service not in get_args(Service):
        msg = (
            f"there is no service {service!r}, and no such column of the log; there are "
            f"{', '.join(get_args(Service))}"
        )
        raise ValueError(msg)
    return columns, values


def _stated(term: str, models: Catalog[Model]) -> set[str | None]:
    """Return the values of a term that prices state."""
    if term == "service":
        return set(get_args(Service))
    if term == "provider":
        return {model.provider for model in models}
    listed = [(price, each) for each in models for price in each.prices]
    if term == "region":
        return {price.region for price, _ in listed}
    return {host_of(price, each) for price, each in listed}


def choice_of(at: str | None, plans: Sequence[Plan], hosts: Hosts, max_age: int | None) -> Choice:
    """Check how prices are chosen.

    Raises:
        ValueError: An argument has none of its values.
        TypeError: The plans are no texts, or the age is no whole number.
    """
    check_type(max_age, int, NoneType)
    if isinstance(plans, str) or not plans or not set(as_tuple(plans)) <= set(get_args(Plan)):
        msg = f"plans are some of {', '.join(get_args(Plan))}, got {plans!r}"
        raise ValueError(msg)
    if hosts not in get_args(Hosts):
        msg = f"hosts is one of {', '.join(get_args(Hosts))}, got {hosts!r}"
        raise ValueError(msg)
    if max_age is not None and (at is None or max_age < 0):
        msg = (
            "max_age is a number of days, and needs the times of requests: name their column by at="
        )
        raise ValueError(msg)
    return Choice(at is not None, tuple(plans), hosts, max_age)


def resolver_of(
    models: Catalog[Model], names: Mapping[str, str] | Literal["exact"] | None
) -> Resolver:
    if isinstance(names, str):
        if names != "exact":
            msg = f'names is a mapping of names or "exact", got {quoted(names)}'
            raise ValueError(msg)
        return Resolver(models, without=[rule for rule in RULES if rule not in _EXACT_RULES])
    return Resolver(models, names=names)


def values_held(log: Any, keys: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return what the rows of a log hold in some columns, each once."""
    # `unique` adds a row number on some engines.
    distinct = log.group_by(*keys).agg(nw.len())
    found = distinct.collect() if is_lazy(distinct) else distinct
    return [*zip(*(found[key].to_list() for key in keys), strict=True)]


def asked_of(
    held: Iterable[tuple[Any, ...]],
    keys: Sequence[str],
    values: Mapping[str, str | None],
    resolver: Resolver,
    models: Catalog[Model],
) -> tuple[list[Asked], dict[tuple[str, ...], str | None]]:
    """Return what a log asks for, each once, and by which rules its names were found.

    Args:
        held: What the rows of the log hold in some columns, each once.
        keys: The columns.
        values: The terms that are the same for all rows.
        resolver: What finds a model.
        models: The models.
    """
    asked, rules = list[Asked](), dict[tuple[str, ...], str | None]()
    for key in sorted(each for each in held if all(isinstance(text, str) for text in each)):
        terms = dict(values) | {
            name.removeprefix(TERM): text or None for name, text in zip(keys, key, strict=True)
        }
        asked_for, rules[key] = asked_once(key, terms, resolver, models)
        asked.append(asked_for)
    return asked, rules


def asked_once(
    key: tuple[str, ...],
    terms: Mapping[str, str | None],
    resolver: Resolver,
    models: Catalog[Model],
) -> tuple[Asked, str | None]:
    """Return what requests ask for, and by which rules their name was found.

    Args:
        key: The name of the model, and what else tells them from others.
        terms: The provider, host, region and service; None where they say nothing.
        resolver: What finds the model.
        models: The models.
    """
    resolution = resolver.resolve(key[0], terms["provider"])
    reason = resolution.reason
    if resolution.model is None and terms["host"] is not None and len(models._found(key[0])) > 1:
        reason = None  # their host may tell them apart
    service = terms["service"] or ""
    asked = Asked(
        key,
        key[0],
        terms["host"] or resolution.host,
        terms["region"] or resolution.region,
        _STANDARD.get(service, service),
        resolution.model,
        resolution.dated_alias,
        reason,
    )
    return asked, resolution.rule
