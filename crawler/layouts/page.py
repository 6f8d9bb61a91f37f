"""One parsed page, and the questions that a layout's sources ask of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.bureaus import bureau_named
from crawler.layouts.blocks import first_line, squash
from crawler.layouts.decode import clean
from crawler.layouts.watch import Watcher
from crawler.urls import ArticleUrl

_DEEPEST_JSON = 12


def zone_of(bureau_name: str) -> str:
    """Return a bureau's IANA zone; Jakarta's for a name that can be no host."""
    bureau = bureau_named(bureau_name)
    return bureau.zone if bureau else "Asia/Jakarta"


class Page:
    """A page and its address. Everything is read on demand and kept for the page only."""

    __slots__ = ("_json_ld", "_metas", "html", "key", "names", "tree", "url", "watcher")

    def __init__(
        self, html: str, url: str, key: ArticleUrl, watcher: Watcher | None = None
    ) -> None:
        self.html = html
        self.url = url
        self.key = key
        self.tree = LexborHTMLParser(html)
        self.watcher = watcher
        self.names: tuple[str, ...] = ()
        """Of classes and ids around the container, once it was found: see frame.py."""
        self._metas: dict[str, list[str]] | None = None
        self._json_ld: list[dict[str, Any]] | None = None
        if watcher is not None:
            watcher.parsed(self)

    @property
    def zone(self) -> str:
        """Return the IANA zone of the page's bureau."""
        return zone_of(self.key.bureau)

    @property
    def bureau_language(self) -> str:
        """Return the language in which the page's bureau writes."""
        bureau = bureau_named(self.key.bureau)
        return bureau.language if bureau else "id"

    def all(self, selector: str) -> list[LexborNode]:
        """Return the elements that a CSS selector names, in document order."""
        return self.tree.css(selector)

    def first(self, selector: str) -> LexborNode | None:
        """Return the first element that a CSS selector names."""
        found: LexborNode | None = self.tree.css_first(selector)
        return found

    def text(self, selector: str) -> str | None:
        """Return the text, on one line, of the first element with any."""
        return first_line(self.all(selector))

    def meta(self, name: str) -> list[str]:
        """Return the non-empty contents of <meta> by property, name or itemprop."""
        if self._metas is None:
            self._metas = {}
            for node in self.tree.css("meta"):
                attributes = node.attributes
                content = squash(attributes.get("content") or "")
                if content:
                    for attribute in ("property", "name", "itemprop"):
                        key = (attributes.get(attribute) or "").strip().lower()
                        if key:
                            self._metas.setdefault(key, []).append(content)
        return self._metas.get(name, [])

    @property
    def json_ld(self) -> list[dict[str, Any]]:
        """Return the JSON-LD objects that describe an article, broken scripts left out."""
        if self._json_ld is None:
            self._json_ld = []
            for node in self.tree.css("script[type='application/ld+json' i]"):
                try:
                    value = json.loads(node.text(deep=True), strict=False)
                except (ValueError, RecursionError):
                    continue
                self._json_ld += [
                    {name: _cleaned(value, 0) for name, value in thing.items()}
                    for thing in _things(value, 0)
                    if "Article" in str(thing.get("@type"))
                ]
        return self._json_ld


def _cleaned(value: Any, depth: int) -> Any:
    """Return a JSON value without the characters that only a script can bring in, as escapes."""
    if isinstance(value, str):
        return clean(value)
    if depth > _DEEPEST_JSON:
        return None
    if isinstance(value, dict):
        return {name: _cleaned(one, depth + 1) for name, one in value.items()}
    if isinstance(value, list):
        return [_cleaned(one, depth + 1) for one in value]
    return value


def _things(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST_JSON:
        return
    if isinstance(value, dict):
        yield value
        yield from _things(value.get("@graph"), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
