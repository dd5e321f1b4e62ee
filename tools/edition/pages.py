"""Which addresses are pages of a lab itself."""

from tools.edition.listings import Lab


def is_page(source: str, lab: Lab) -> bool:
    """Return whether a source is an address of a page of a lab, or a copy of one in an archive."""
    hosts = [part.removeprefix("www.") for part in source.split("/") if "." in part]
    return any(
        host == page or host.endswith(f".{page}") for host in hosts[:2] for page in lab.pages
    )
