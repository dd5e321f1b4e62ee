"""The command `cost`, which prices logs of usage."""

import csv
import re
import sys
import tomllib
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from aiproviders._cli.commands.cost_options import COUNTED, LOG_COLUMNS, PATH, cost_options
from aiproviders._cli.options import (
    Searched,
    examples,
    find_searched,
    with_own_prices,
)
from aiproviders._cli.output import progress, write_csv, write_json, write_views
from aiproviders._format.registry import find_model
from aiproviders._values.wording import listed, quoted, shorten
from aiproviders.errors import AIProvidersError

if TYPE_CHECKING:
    from aiproviders.usage import UsageLog


@click.command(
    help="""Price logs of usage, and sum them up by model and month.

    PATH is a file, a folder or a pattern such as 'logs/*.csv': exports of providers and gateways,
    sessions of agents such as ~/.claude/projects, answers in JSON, or any table in CSV, Parquet or
    JSON whose columns are named. Times without a zone are times of UTC. PRICED has every request
    with its cost.

    Exits with 1 if a request has no price, or something cannot be read; the rest is priced all the
    same.
    """,
    epilog=examples(
        "aiproviders cost usage.csv",
        "aiproviders cost 'logs/*.csv' --by month",
        "aiproviders cost usage.csv --by day --out priced.csv",
    ),
)
@click.argument("paths", type=PATH, nargs=-1, required=True, metavar="PATH...")
@cost_options
def cost(
    paths: tuple[str, ...],
    out: str | None,
    log_format: str | None,
    mapping: str | None,
    by: tuple[str, ...],
    tz: str,
    names: str | None,
    price_catalog: str | None,
    as_of: str | None,
    whose: tuple[str, ...],
    market: str | None,
    prices: str | None,
    currency: str | None,
    rate: str | None,
    *,
    reported: bool,
    strict: bool,
    form: str | None,
    **given: Any,
) -> int:
    from aiproviders._frames.data_frame import import_library
    from aiproviders.usage import read
    from aiproviders.usage._summary.summing import summed

    polars = import_library("polars", "polars")
    _check_options(price_catalog, as_of, currency, rate)
    terms = {
        name: value
        for name, value in given.items()
        if name not in LOG_COLUMNS and value is not None
    }
    if names is not None:
        terms["names"] = _names(names)
    host = given["host"]
    if price_catalog is not None and host is not None:
        whose = whose or (host,)
    searched = find_searched(whose, market, price_catalog, as_of=as_of)
    _check_logs(paths, searched)
    if out is not None:
        _check_out(out, paths)
    if price_catalog is not None and not whose:
        name = price_catalog.partition("=")[0]
        msg = (
            f"in {name} several providers list models of one name; say whose prices count, "
            "as in --provider openai"
        )
        raise ValueError(msg)
    what = listed(paths)
    with _short_errors(what, polars):
        with progress(f"Reading {what}"):
            log = read([*paths], log_format, columns=_columns(mapping, given), strict=strict)
        if reported and "reported_cost" not in log.frame.collect_schema():
            msg = f"{what} reports no costs; leave out --reported, or name their column"
            raise ValueError(msg)
        with progress(f"Pricing {what}", _rows(log, polars)) as advance:
            summary = summed(
                log,
                with_own_prices(searched, prices),
                by=by or ("model" if reported else None),
                tz=tz,
                terms=terms,
                prices=_whose(searched, price_catalog, prices),
                out=out,
                advance=advance,
            )
    if currency is not None and rate is not None:
        summary = summary.to(currency, rate=rate)
    if form == "json":
        write_json({"logs": list(paths), "out": out, "format": log.format, **summary.to_dict()})
    elif form == "csv":
        for each in log.skipped:
            click.echo(f"Left out: {each}", err=True)
        write_csv(summary.columns, summary.rows)
    else:
        write_views(summary)
    return int(bool(summary.unpriced or summary.unread))


def _check_options(
    price_catalog: str | None,
    as_of: str | None,
    currency: str | None,
    rate: str | None,
) -> None:
    """Refuse options that need each other.

    Raises:
        ValueError: Some do.
    """
    from aiproviders.usage._summary.cost_summary import checked_rate

    for problem, is_so in {
        "--as-of needs --price-catalog, whose prices are read then": (
            price_catalog is None and as_of is not None
        ),
        "--currency and --rate, how much of it a US dollar is worth, need each other": (
            (currency is None) != (rate is None)
        ),
    }.items():
        if is_so:
            raise ValueError(problem)
    if currency is not None and rate is not None:
        checked_rate(currency, rate)


def _check_logs(paths: Iterable[str], searched: Searched) -> None:
    """Refuse no name, and the name of a model, in place of a log.

    Raises:
        ValueError: A path is empty, or it is a model and no file is called so.
    """
    for path in paths:
        if not path:
            msg = (
                "the name of a log is empty; name a file, a pattern or a folder, as . for this one"
            )
            raise ValueError(msg)
        if Path(path).exists():
            continue
        try:
            find_model(path, searched)
        except AIProvidersError:
            continue
        msg = (
            f"{quoted(path)} is a model, and cost reads logs; to bill a request, type "
            f"aiproviders price {quote(path)} --input TOKENS --output TOKENS"
        )
        raise ValueError(msg)


def _columns(mapping: str | None, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return where columns come from: what a file says, and before it what options name."""
    columns = {} if mapping is None else _toml(mapping)
    columns |= {
        name: given[option] or ({"value": 0} if option in COUNTED else "")
        for option, name in LOG_COLUMNS.items()
        if given[option] is not None
    }
    return columns or None


def _check_out(out: str, paths: Iterable[str]) -> None:
    """Refuse a file that a log cannot be written to.

    Raises:
        ValueError: Its suffix is none that is written, or it is one of the logs.
    """
    from aiproviders.usage._reading.files import files_of
    from aiproviders.usage._summary.summing import WRITERS

    if Path(out).suffix.lower() not in WRITERS:
        msg = f"a priced log ends in {', '.join(WRITERS)}, got {quoted(out)}"
        raise ValueError(msg)
    if any(Path(out).resolve() == log.resolve() for path in paths for log in files_of(path)):
        msg = f"{out} is one of the logs, which stay as they are; write to another file"
        raise ValueError(msg)
    for path in paths:
        if _would_be_read(Path(out).absolute(), Path(path).expanduser().absolute()):
            msg = (
                f"{out} would lie among the logs of {path}, and be read as one the next time; "
                "write it elsewhere"
            )
            raise ValueError(msg)


def _would_be_read(file: Path, path: Path) -> bool:
    """Return whether a folder or a pattern stands for a file that is not there yet."""
    return path.resolve() in file.resolve().parents if path.is_dir() else file.match(str(path))


def _toml(path: str) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        ValueError: It is none.
        OSError: It cannot be read.
    """
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except ValueError as error:
        msg = f"{path} is no TOML file: {error}"
        raise ValueError(msg) from error


def _names(path: str) -> Mapping[str, str]:
    """Read what names stand for.

    Raises:
        ValueError: The file is neither a TOML nor a CSV file of names and models.
        OSError: It cannot be read.
    """
    found: list[tuple[Any, Any]]
    if path.lower().endswith(".csv"):
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            found = [(row.get("name"), row.get("model")) for row in csv.DictReader(file)]
        shape = "columns name and model, with both in each row and each name once"
    else:
        found = [*_toml(path).items()]
        shape = 'lines such as "my-gpt" = "gpt-4o"'
    are_texts = all(isinstance(each, str) and each for pair in found for each in pair)
    if not found or not are_texts or len({*found}) != len(dict(found)):
        msg = f"{path} does not say what names stand for; it should have {shape}"
        raise ValueError(msg)
    return dict(found)


def _rows(log: "UsageLog", polars: Any) -> int | None:
    """Count the rows of a log, where somebody is watching."""
    if not sys.stderr.isatty():
        return None
    rows: int = log.frame.select(polars.len()).collect(engine="streaming").item()
    return rows


@contextmanager
def _short_errors(what: str, polars: Any) -> Generator[None]:
    """Shorten errors of Polars to one sentence, and say which options name columns.

    Raises:
        ValueError: The logs cannot be priced.
    """
    try:
        yield
    except ValueError as error:
        if not re.search("(columns|at)=", str(error)):
            raise
        msg = f"{error}; here, --model, --input, --at and others name columns, or --columns a file"
        raise ValueError(msg) from error
    except (OSError, polars.exceptions.PolarsError) as error:
        if isinstance(error, OSError) and error.strerror is not None:
            raise
        first, *_ = re.split(r"\n| \(os error", str(error))
        msg = f"{what} cannot be priced: {shorten(first)}"
        raise ValueError(msg) from error


def _whose(searched: Searched, price_catalog: str | None, own: str | None) -> str:
    """Name the data of the prices: files, and the edition or version."""
    from aiproviders.usage._summary.summing import whose

    of_own = "" if own is None else f"{own}, then of "
    if price_catalog is None:
        return f"{of_own}{whose(searched)}"
    name, given, path = price_catalog.partition("=")
    titles = (source.title for each in searched for source in each.sources if source.id == name)
    return f"{of_own}{next(titles, name)}{given and f' ({path})'}: {whose(searched)}"
