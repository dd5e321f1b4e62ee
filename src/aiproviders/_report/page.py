"""Write the report: an HTML page with all that is known of a provider, or one on a market."""

import os
from pathlib import Path

from aiproviders._format.atomic_write import replacing
from aiproviders._frames.data_frame import import_library
from aiproviders._frames.export import Exported
from aiproviders._records.market import Market
from aiproviders._records.provider import Provider
from aiproviders._values.arguments import check_type


def report(subject: Provider | Market, path: str | os.PathLike[str]) -> Exported:
    """Write all that is known of a provider, or what a market holds, to one HTML page.

    The page of a market has its labs, the prices of the models on sale, what changed in the last
    months, a ranking and where statements disagree.

    The page loads nothing: no script, font or picture from elsewhere. Every record on it has its id
    as an anchor, such as `#alibaba.revenue.fy2026`. The same facts give the same bytes, and an
    existing file is replaced in one step.

    Args:
        subject: The provider or the market.
        path: The file to write, such as `alibaba.html`.

    Returns:
        What was written.

    Raises:
        TypeError: Something else than a provider or a market is given.
        MissingExtraError: Jinja2, which writes the page, or matplotlib, which draws the charts, is
            not installed.
        OSError: The file cannot be written.
    """
    check_type(subject, Provider, Market)
    for library in ("jinja2", "matplotlib"):
        import_library(library, "report")
    from aiproviders._report.rendering import rendered

    with replacing(path) as unfinished:
        unfinished.write_bytes(rendered(subject).encode())
    if isinstance(subject, Market):
        return Exported(Path(path), subject.providers.ids, (), "report on the market")
    return Exported(Path(path), (subject.id,), (), f"report on {subject.name}")
