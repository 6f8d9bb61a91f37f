"""How much a visitor may take of the machine: every number of it, and nothing else.

`asked` loads this file by its name in a process that has to be there quickly: it imports
nothing. docs/serving.md tells these numbers, and a test compares.
"""

from __future__ import annotations

from typing import Final

# ---- an address

MOST_ADDRESS: Final = 64_000
"""Bytes of an address with all that it asks; a browser sends 65,536 with its headers."""
MOST_SQL: Final = 20_000
"""Characters of a statement."""
MOST_ELSE: Final = 8_000
"""Characters of what is asked besides a statement and a passage to check, conditions (`_where`)
too: Datasette repeats it in each link of a page, hundreds of times."""
MOST_PARAMETERS: Final = 64
MOST_FACETS: Final = 8
"""Columns that are counted on one page."""
FACET_VALUES: Final = 300
"""Of each."""

# ---- a query

QUERY_MILLISECONDS: Final = 800
FACET_MILLISECONDS: Final = 400
"""What takes longer is counted among the first rows."""
REQUEST_SECONDS: Final = 1.3
"""For all the queries of a request; a page of a table asks several."""
LEAST_MILLISECONDS: Final = 50
"""What each may take when these are over, so that a page still gets its labels ..."""
LATE_SECONDS: Final = 0.3
"""... until so much was taken beyond them; then there are no more."""
STEPS: Final = 200
"""Steps of SQLite's machine between two looks at the clock."""
GRACE: Final = 0.3
"""Seconds after which an alarm ends what did not look at the clock."""

# ---- memory

QUERY_HEAP: Final = 64_000_000
"""Bytes that SQLite may take in a query's process. TEMP_STORE is memory: what a query sorts counts
too."""
QUERY_MEMORY: Final = 150_000_000
"""Bytes that this process may take beyond what it has at first, SQLite's among them: a text of
SQLite takes up to four times its bytes once it is one of Python's."""
SERVER_HEAP: Final = 200_000_000
"""Bytes that SQLite may take in the server's process, for the archive's own pages."""

# ---- an answer

MOST_TEXT: Final = 8_000_000
"""Bytes of one answer as JSON, and of all the answers of a request together."""
MOST_CELLS: Final = 50_000
SHOWN: Final = 200
"""Characters of a cell that a table shows; the article's own page has them all."""
LARGE: Final = 500_000
"""Bytes from which an answer is a large one; a page with it takes several times as much ..."""
LARGE_AT_ONCE: Final = 2
"""... so few are made and sent at a time ..."""
LARGE_SECONDS: Final = 10
"""... and another one waits so long for its turn."""
PIECE: Final = 65_536
"""Bytes of an answer that are handed to a connection at once."""

# ---- a connection

CONNECTIONS: Final = 200
"""Beyond these the one that has waited longest without asking is closed."""
BACKLOG: Final = 128
"""Connections that the system keeps before they are taken."""
HEADER_SECONDS: Final = 20
"""For the header of a request, from the connection or its first byte on; and for a client to take
what it was sent."""
IDLE_SECONDS: Final = 5
"""Between two requests."""
END_SECONDS: Final = 3
"""For what is being answered when the server is told to end."""
SELDOM_SECONDS: Final = 60
"""Between two complaints of the same kind about connections."""
