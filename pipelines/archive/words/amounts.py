"""Numbers and sums of money as people write them: Rp9 triliun, Rp 9.000.000, 9 000, 9,5."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(
    r"(rp\.?)?(\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,(\d{1,9}))?[.,;]?", re.I | re.A
)
_CURRENCY: Final = re.compile(r"rp\.?", re.I)
_GROUP: Final = re.compile(r"\d{3}", re.A)
_SCALES: Final = {
    "ribu": ("ribu",),
    "juta": ("juta",),
    "miliar": ("miliar", "milyar"),
    "milyar": ("milyar", "miliar"),
    "triliun": ("triliun", "trilyun"),
    "trilyun": ("trilyun", "triliun"),
}
_YEARS: Final = range(1900, 2100)


def read_amount(row: list[str]) -> tuple[tuple[tuple[str, ...], ...], int]:
    """Read a number, its currency before it and its scale behind it.

    Args:
        row: words as typed.

    Returns:
        The ways in which it may be written, as words side by side, and how many words of the row
        it takes; none and 0 where the row does not begin with a number.

    >>> read_amount(["Rp9", "triliun", "lagi"])[0][:2]
    (('rp9', 'triliun'), ('rp', '9', 'triliun'))
    >>> read_amount(["9.000", "orang"])
    ((('9', '000'), ('9000',), ('rp9', '000'), ('rp9000',)), 1)
    >>> read_amount(["93", "triliun", "rupiah"])[0][0]
    ('rp93', 'triliun')
    """
    at, currency = 0, False
    if len(row) > 1 and _CURRENCY.fullmatch(row[0]):
        at, currency = 1, True
    match = _NUMBER.fullmatch(row[at]) if row else None
    if match is None:
        return (), 0
    currency = currency or match.group(1) is not None
    before = at
    groups = match.group(2).split(".")
    decimals = match.group(3)
    at += 1
    # Blanks between groups of three: 9 000 000.
    apart = decimals is None and len(groups) == 1 and len(groups[0]) <= 3
    while apart and at < len(row) and _GROUP.fullmatch(row[at]):
        groups.append(row[at])
        at += 1
    scale = _SCALES.get(row[at].lower().rstrip(".,;")) if at < len(row) else None
    at += scale is not None
    if at < len(row) and row[at].lower().rstrip(".,;") == "rupiah" and at > before:
        at, currency = at + 1, True
    return _ways(groups, decimals, scale or (), currency=currency), at


def _ways(
    groups: list[str], decimals: str | None, scale: tuple[str, ...], *, currency: bool
) -> tuple[tuple[str, ...], ...]:
    joined = "".join(groups)
    whole: list[tuple[str, ...]] = [tuple(groups)]
    if len(groups) > 1:
        whole.append((joined,))
    elif len(joined) > 3 and (currency or int(joined) not in _YEARS):
        first = len(joined) % 3 or 3
        rest = [joined[i : i + 3] for i in range(first, len(joined), 3)]
        whole.append((joined[:first], *rest))
    numbers = [each + ((decimals,) if decimals else ()) for each in whole]
    scaled = [(*each, name) for each in numbers for name in scale] or numbers
    if not currency:
        # A price is asked for by its number alone; a year or a few of something are not.
        year = len(groups) == 1 and int(joined) in _YEARS
        price = bool(scale) or (len(joined) > 3 and not year) or decimals is not None
        joint = [(f"rp{each[0]}", *each[1:]) for each in scaled] if price else []
        return (*scaled, *joint)
    return tuple(
        way
        for each in scaled
        for way in ((f"rp{each[0]}", *each[1:]), ("rp", *each), (*each, "rupiah"))
    )
