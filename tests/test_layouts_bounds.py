"""Pages that would keep a parser busy for minutes; and ordinary ones, which stay as they are."""

from __future__ import annotations

import pytest

from crawler.layouts.bounds import bounded
from tests.layout_pages import SENTENCES, paragraphs, regional

CONFIG = "{" + ", ".join(f'"kunci{n}": "nilai {n}"' for n in range(300)) + "}"


@pytest.mark.parametrize(
    "html",
    [
        "",
        regional(paragraphs(*SENTENCES)),
        f"<div data-config='{CONFIG}'>teks</div>",
        f"<img src='data:image/png;base64,{'A' * 200_000}'>",
        "<p>kata<br><img><li>butir<td>sel" * 20_000,
        "<div>" * 9_000 + "</div>" * 9_000,
        "<div></div>" * 60_000,
        "</div>" * 60_000,
        "<" * 100_000,
    ],
)
def test_stays_as_it_is(html: str) -> None:
    assert bounded(html) == html


def test_thousands_of_attributes_go_and_the_text_stays() -> None:
    many = " ".join(f"data-a{n}='b'" for n in range(3_000))
    assert bounded(f"<p>satu</p><div {many}>dua</div><p>tiga</p>") == (
        "<p>satu</p><div>dua</div><p>tiga</p>"
    )
    assert bounded(f"<p>satu</p><div {many}") == "<p>satu</p><div>"


@pytest.mark.parametrize("tag", ["div", "SPAN", "x-y", "b"])
def test_too_deep_is_no_page(tag: str) -> None:
    assert bounded(f"<{tag}>" * 20_001) is None
    assert bounded(f"<{tag} class='a'>\n" * 20_001 + f"</{tag}>" * 20_001) is None
