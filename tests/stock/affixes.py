"""Indonesian word formation: a stem and its affixed forms. Pure."""

from __future__ import annotations

from itertools import chain

from tests.stock import stems

_VOWELS = "aiueo"


def nasal(stem: str, first: str = "me") -> str:
    """Return a stem with me- or pe- and the nasal that its first sound asks for.

    >>> [nasal(each) for each in ("tulis", "pakai", "kirim", "sewa", "bangun", "perkuat")]
    ['menulis', 'memakai', 'mengirim', 'menyewa', 'membangun', 'memperkuat']
    >>> [nasal(each, "pe") for each in ("latih", "jual", "ambil", "salur")]
    ['pelatih', 'penjual', 'pengambil', 'penyalur']
    """
    letter, rest = stem[0], stem[1:]
    if stem.startswith("per"):
        return f"{first}m{stem}"
    if letter in "pt" and rest[0] in _VOWELS:
        return f"{first}{'m' if letter == 'p' else 'n'}{rest}"
    if letter == "k" and rest[0] in _VOWELS:
        return f"{first}ng{rest}"
    if letter == "s" and rest[0] in _VOWELS:
        return f"{first}ny{rest}"
    if letter in "pbfv":
        return f"{first}m{stem}"
    if letter in "tdcjzs":
        return f"{first}n{stem}"
    if letter in "kgh" or letter in _VOWELS:
        return f"{first}ng{stem}"
    return f"{first}{stem}"


def ber(stem: str) -> str:
    """Return a stem with ber-.

    >>> ber("jalan"), ber("renang"), ber("kerja"), ber("ajar")
    ('berjalan', 'berenang', 'bekerja', 'belajar')
    """
    if stem == "ajar":
        return "belajar"
    short = stem[0] == "r" or (len(stem) > 3 and stem[1:3] == "er" and stem[0] == "k")
    return f"{'be' if short else 'ber'}{stem}"


def _unlike(words: chain[str] | list[str]) -> list[str]:
    return list(dict.fromkeys(words))


_BARE = [each for each in stems.TRANSITIVE if not each.endswith(("kan", "i")) or len(each) < 6]

ACTIVE = _unlike(
    chain(
        map(nasal, stems.TRANSITIVE),
        (f"{nasal(each)}kan" for each in stems.WITH_KAN),
        (f"{nasal(each)}i" for each in stems.WITH_I),
    )
)
PASSIVE = _unlike(
    chain(
        (f"di{each}" for each in stems.TRANSITIVE),
        (f"di{each}kan" for each in stems.WITH_KAN),
        (f"di{each}i" for each in stems.WITH_I),
        stems.PASSIVE_STATES,
    )
)
INTRANSITIVE = _unlike([ber(each) for each in stems.BER])
PROCESS = _unlike(
    [f"{nasal(each, 'pe')}an" for each in (*_BARE, *stems.WITH_KAN) if each[-1] not in "a"]
)
ABSTRACT = _unlike([f"ke{each}an" for each in stems.ABSTRACT_OF])
AGENTS = _unlike([nasal(each, "pe") for each in _BARE[:60]])
OWNED = _unlike([f"{each}nya" for each in stems.NOUNS[:150] if "-" not in each])
NOUNS = _unlike(chain(stems.NOUNS, (f"{nasal(each, 'pe')}" for each in _BARE[:60])))
