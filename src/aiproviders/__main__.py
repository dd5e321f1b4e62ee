"""`python -m aiproviders`: a brief on each bundled provider."""

from aiproviders._display import brief
from aiproviders._registry import providers

print("\n\n\n".join(map(brief, providers())))  # noqa: T201 - what the command is for
