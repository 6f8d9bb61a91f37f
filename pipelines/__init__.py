"""From an article to a row, and from rows to people.

The item pipelines each do one deed, in the order of `ITEM_PIPELINES`; `archive` is the only
code that speaks SQL. Nothing in here imports the crawler.
"""
