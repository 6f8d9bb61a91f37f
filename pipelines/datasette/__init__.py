"""The archive in Datasette: its metadata, the banner of a sample, the application itself."""

from pipelines.datasette.app import make_app
from pipelines.datasette.keeper import Keeper

__all__ = ["Keeper", "make_app"]
