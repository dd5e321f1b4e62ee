"""Providers of a price catalog: read all at once, or each when it is asked for."""

from collections.abc import Callable, Collection, Iterable

from aiproviders._records.catalog import Catalog, Identified
from aiproviders._records.lookup.names import Named
from aiproviders._records.provider import Provider
from aiproviders._records.providers import Providers
from aiproviders._values import forks
from aiproviders.adapters._reading.fields_left_out import KnownFields
from aiproviders.adapters._reading.odd_values import OddValues


def read_providers(
    ids: Collection[str],
    read: Callable[[str], Provider],
    odd: OddValues,
    fields: KnownFields,
    *,
    title: str,
    name: str,
    at_once: bool,
) -> Providers:
    """Return the providers of a price catalog, and warn of what is left out of those that are read.

    Args:
        ids: Their ids.
        read: Reads the provider of an id; it is asked for each once, and never by two threads.
        odd: Where odd values are noted.
        fields: Where fields that are new are noted.
        title: What was read, for warnings.
        name: What error messages call the catalog.
        at_once: Whether all are read now.

    Raises:
        DataError: There is nothing but odd values.
    """

    def warn(*, is_empty: bool = False) -> None:
        odd.warn(title, is_empty=is_empty)
        fields.warn(title)

    if at_once:
        found = [read(id) for id in ids]
        warn(is_empty=not any(len(provider.models) for provider in found))
        return Providers(found, name=name)
    warn(is_empty=not ids)

    def read_whole(id: str) -> Provider:
        odd.put_back()  # what a read took out that was interrupted, so that it is noted
        return read(id)

    return Providers._of(_OnDemand(ids, read_whole, warn), name)


class _OnDemand:
    """Reads each provider once, when it is asked for."""

    def __init__(
        self, ids: Iterable[str], read: Callable[[str], Provider], warn: Callable[[], None]
    ) -> None:
        self.names: Catalog[Identified] = Catalog(Named(id, (), "") for id in ids)
        self._read = read
        self._warn = warn
        self._found: dict[str, Provider] = {}

    def load(self, id: str) -> Provider:
        if id not in self._found:
            with forks.BUNDLED:
                if id not in self._found:
                    self._found[id] = self._read(id)
                    self._warn()
        return self._found[id]
