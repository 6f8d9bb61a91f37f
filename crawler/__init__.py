"""From a URL to an article: finding, fetching and reading ANTARA's regional news.

The other half, from an article to a row and to people, is `pipelines`. The way of the data:
bureaus.toml -> way -> frontier -> response -> layouts.extract -> Article -> normalise ->
validate -> deduplicate -> store -> archive.db.
"""

from importlib.metadata import PackageNotFoundError, version

DISTRIBUTION = "arsip-antara"
"""The name of the installed package, in the User-Agent, and in the rules of a robots.txt."""

try:
    __version__ = version(DISTRIBUTION)
except PackageNotFoundError:  # run from a bare checkout, nothing installed
    __version__ = "0+uninstalled"
