"""What the tests of `antara wacz` ask for, and how a capture is found and spoilt."""

from __future__ import annotations

from pathlib import Path

from tests.warcs import flipped

ALL = ("--since", "2026-10-01")
LAST_DAY = ("--since", "2026-11-21", "--until", "2026-11-21")


def left_behind(folder: Path) -> list[str]:
    return [each.name for each in folder.rglob("*unfinished*")]


def place(captured, name: str) -> tuple[Path, int, int]:
    [(file, offset, length)] = captured.ask(
        "SELECT file, offset, length FROM captures WHERE id = ?", captured.rows[name]
    )
    return captured.path(file), offset, length


def spoil(path: Path, at: int) -> None:
    path.write_bytes(flipped(path.read_bytes(), 8 * at))
