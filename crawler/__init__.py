"""From a URL to an article: finding, fetching and reading ANTARA's regional news.

The other half, from an article to a row and to people, is `pipelines`. The way of the data:
bureaus.toml -> way -> frontier -> response -> layouts.extract -> Article -> normalise ->
validate -> deduplicate -> store -> archive.db.
"""

DISTRIBUTION = "arsip-antara"
"""The name of the installed package, in the User-Agent, and in the rules of a robots.txt."""


def __getattr__(name: str) -> str:
    """Return `__version__` when somebody asks: to look it up takes time, in which Ctrl-C comes."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:  # run from a bare checkout, nothing installed
        return "0+uninstalled"
