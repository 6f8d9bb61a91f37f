"""A stock of invented articles, as large as one likes: see docs/performance.md."""

from tests.stock.articles import articles
from tests.stock.truth import Change, Invented, Truth

__all__ = ["Change", "Invented", "Truth", "articles"]
