"""What runs first in the notebook of the tutorial while pages are built: it pins the data."""

from tools.docs.pinned import pinned_data

pinned_data().__enter__()
