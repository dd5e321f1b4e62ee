"""Keys of a catalog as IPython completes them on Tab: those that begin with what was typed."""


class Key(str):
    """A key that begins with what was typed in any case, as lookup ignores case."""

    __slots__ = ()

    def startswith(self, *typed: object) -> bool:
        """Whether it begins so; IPython writes the rest of the key behind what was typed."""
        begin = str(typed[0])
        return self[: len(begin)].casefold() == begin.casefold()
