"""The models that a caller gives, and of which data each of them is."""

from hashlib import sha256

from aiproviders._records.models.model import Model
from aiproviders._records.providers import ModelsLike, given_models


class Given:
    """Models that a caller gives.

    Attributes:
        models: The models.
    """

    def __init__(self, models: ModelsLike) -> None:
        """Read which models they are, whose, and of what version."""
        self.models = given_models(models)
        self._versions = {each.provider: each.data_version for each in self.models.origins}
        self._holders = self.models._holder_by_record
        only = self.models.origin
        self._only = None if only is None else only.provider
        self._texts = dict[int, str]()

    def _holder(self, model: Model) -> str | None:
        return self._holders.get(id(model), self._only)

    def data_version(self, model: Model) -> str | None:
        """Return the version of the data that a model is from; None if it is not known."""
        holder = self._holder(model)
        return None if holder is None else self._versions.get(holder)

    def data_of(self, model: Model) -> str:
        """Return provider, version and digits of the SHA-256 of the JSON of a model.

        A text such as `alibaba 2026.06.2 1a2b3c4d`, without what is not known.
        """
        text = self._texts.get(id(model))
        if text is None:
            digits = sha256(model.to_json()).hexdigest()[:8]
            words = (self._holder(model), self.data_version(model), digits)
            text = " ".join(each for each in words if each)
            self._texts[id(model)] = text
        return text
