"""The courses of a backfill: how each kind of listing is read over a span of days. Pure.

`course` says what they have in common, `planning` which of them a bureau needs.
"""
