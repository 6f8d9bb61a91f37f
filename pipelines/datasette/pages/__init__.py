"""The archive's own pages in Datasette: to look without SQL.

`routes` says which address is which page, each module below makes some of them of what
`ArchiveReader` returns; `serving` is what they share, `links` are their addresses. `labels` are the
words of the pages, `codes` those for what the archive calls by a code, both in Indonesian and
English. No page asks anything of another host, and none has a script.
"""
