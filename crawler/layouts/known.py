"""The layouts that are known: a new one is declared in a module of its own and named here.

Nothing else lists them: docs/a-new-layout.md goes the whole way.
"""

from __future__ import annotations

from typing import Final

from crawler.items import GENERIC
from crawler.layouts.amp import AMP
from crawler.layouts.g1 import G1
from crawler.layouts.g2 import G2
from crawler.layouts.g3 import G3
from crawler.layouts.layout import Layout
from crawler.layouts.regional import R

LAYOUTS: Final[tuple[Layout, ...]] = (AMP, G3, G2, R, G1)
"""In the order in which equal scores are settled."""

LAYOUT_NAMES: Final = (*(layout.name for layout in LAYOUTS), GENERIC)
"""Every word that may stand in the column `layout`."""
