"""Watching a page being read: what `extract` knows on its way and does not return."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from crawler.layouts.blocks import Block
    from crawler.layouts.layout import Layout
    from crawler.layouts.page import Page


class Watcher:
    """Is told how a page is read; here it takes no notice.

    Each method is called before anything is cut out of the page. A watcher changes nothing, and
    keeps no node: of what is cut out later no node may be touched. Its `mem_id` may be kept.
    """

    def parsed(self, page: Page) -> None:
        """Take notice of the page, whole."""

    def declared(self, page: Page, layout: Layout) -> None:
        """Take notice of the declaration by which the page is read now; a later one replaces it."""

    def walked(self, container: LexborNode, blocks: list[Block]) -> None:
        """Take notice of the container's blocks, with their nodes.

        The ledger has the same characters in the same order, each in one entry; what has no
        characters is a block and an entry of its own.
        """
