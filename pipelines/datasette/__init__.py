"""The archive in Datasette: its metadata, the banner of a sample, the application itself."""

from pipelines.datasette.app import make_app
from pipelines.datasette.keeper import Keeper
from pipelines.datasette.metadata import DATABASE, build_metadata

__all__ = ["DATABASE", "Keeper", "build_metadata", "make_app"]
