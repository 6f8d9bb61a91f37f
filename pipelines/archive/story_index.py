"""By which numbers near-equal texts find each other: MinHash bands, paragraphs, the title. Pure.

Numbers of a report are kept in a table. Two texts that share one of them are compared; the bands
find texts with many words changed, the paragraphs find a text that was cut to a part.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from rensa import RMinHash

from pipelines.archive.story_text import plain_words

if TYPE_CHECKING:
    from pipelines.archive.story_text import Report

BANDS: Final = 20
ROWS: Final = 3
"""Numbers of a signature in a band: two texts with a Jaccard likeness of 0.5 share a band with
a probability of 0.93, with 0.63 (one word in twenty changed) of 0.997."""
SHINGLE: Final = 3
SEED: Final = 20161118
LEAST_PARAGRAPH: Final = 8
"""Words of a paragraph that is looked for by itself."""
MOST_PARAGRAPHS: Final = 12
LEAST_TITLE: Final = 4
METHOD: Final = f"minhash {BANDS}x{ROWS}, {SHINGLE} words, rensa {RMinHash.ALGORITHM_VERSION}"
"""What an index was made by: another one's numbers cannot be compared with it."""


def numbers_of(report: Report, title: str) -> list[int]:
    """Return the numbers of a text, each once, in no order that means anything.

    Args:
        report: the prepared text.
        title: the article's.
    """
    found = set()
    words = report.words
    shingles = [" ".join(run) for run in zip(*(words[at:] for at in range(SHINGLE)), strict=False)]
    if shingles:
        sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
        sketch.update(shingles)
        digest = sketch.digest()
        for band in range(BANDS):
            values = digest[band * ROWS : (band + 1) * ROWS]
            found.add(_number(f"b{band} {' '.join(map(str, values))}"))
    long = [each for each in report.paragraphs if len(each) >= LEAST_PARAGRAPH]
    found.update(_number(f"p {' '.join(each)}") for each in long[:MOST_PARAGRAPHS])
    heading = plain_words(title)
    if len(heading) >= LEAST_TITLE:
        found.add(_number(f"t {' '.join(heading)}"))
    return sorted(found)


def _number(text: str) -> int:
    """Return 63 bits of a digest: what SQLite holds as an integer."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
