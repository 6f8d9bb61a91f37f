"""Captures: answers as they came, in WARC files beside the archive."""
