"""A page of HTML as a reader has it: elements, rows of tables, text; and what every report has."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from aiproviders import Market, Provider, report


class Page(HTMLParser):
    """The content of a page: elements with attributes, rows by id, all text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.rows: dict[str, str] = {}
        self._words: list[str] = []
        self._row = (0, "")
        self.html = path.read_text("utf-8")
        self.feed(self.html)
        self.close()
        self.text = plain("".join(self._words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element, and note where a row of a table begins."""
        self.elements.append((tag, dict(attrs)))
        if tag == "tr":
            self._row = (len(self._words), "")
        if tag == "th":
            self._row = (self._row[0], dict(attrs).get("id") or "")
        self._words.append("" if tag == "bdi" else " ")

    def handle_data(self, data: str) -> None:
        """Keep a text, also as part of its row."""
        if self.elements[-1:] and self.elements[-1][0] == "style":
            return
        self._words.append(data)
        start, id = self._row
        if id:
            self.rows[id] = plain("".join(self._words[start:]))

    def all(self, attribute: str) -> list[str]:
        """Return the values of an attribute on all elements."""
        return [found for _, attributes in self.elements if (found := attributes.get(attribute))]

    def headings(self) -> list[int]:
        """Return the levels of the headings, in order."""
        return [int(tag[1]) for tag, _ in self.elements if re.fullmatch("h[1-6]", tag)]


def plain(text: str) -> str:
    """Put a text on one line."""
    return " ".join(text.split())


def page_on(subject: Provider | Market, folder: Path) -> Page:
    """Write and read the page on a provider or a market."""
    report(subject, folder / "page.html")
    return Page(folder / "page.html")


def sound(page: Page) -> None:
    """Check what every page must have."""
    ids = page.all("id")
    links = [link.removeprefix("#") for link in page.all("href") if link.startswith("#")]

    assert [] == [id for id, times in Counter(ids).items() if times > 1]
    assert set() == {unquote(link) for link in links} - set(ids)
    assert 1 == page.headings().count(1)
    assert all(after - before <= 1 for before, after in pairwise(page.headings()))
    assert set() == {"script", "link", "img", "iframe", "object"} & {
        tag for tag, _ in page.elements
    }
    assert [] == page.all("src")
    assert [] == [name for _, each in page.elements for name in each if name.startswith("on")]
    for picture in re.findall("<svg.*?</svg>", page.html, re.DOTALL):
        root = ET.fromstring(picture)  # noqa: S314 - written by ourselves
        assert "img" == root.get("role")
        assert root.get("aria-label")
    assert "default-src 'none'; style-src 'unsafe-inline'" in page.all("content")
