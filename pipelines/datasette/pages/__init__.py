"""The archive's own pages in Datasette: to look without SQL.

`routes` says which address is which page, each module below makes some of them of what
`ArchiveReader` returns; `serving` is what they share, `labels` are their words in Indonesian and
English. No page asks anything of another host, and none has a script.
"""
