"""Whole answers that are wrong: refusals, redirects to nowhere good, bombs, another type."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from functools import lru_cache

from tests.replica.faults import ROUND, Faults
from tests.replica.odd import HTML, Reply, redirect

START = b"<!DOCTYPE html><html><head><title>Bom</title></head><body><p>"
_MIB = 1024 * 1024


@lru_cache(maxsize=4)
def bomb(size: int) -> bytes:
    """Return a gzip stream, about a thousandth as long, that unpacks to a page of `size` bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    times, rest = divmod(size - len(START), _MIB)
    block = b" " * _MIB
    # After a full flush a block packs to the same bytes each time: it is packed once.
    parts = [packer.compress(START), packer.flush(zlib.Z_FULL_FLUSH)]
    parts += [(packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)) * times]
    parts += [packer.compress(block[:rest]), packer.flush()]
    check = zlib.crc32(START)
    for _ in range(times):
        check = zlib.crc32(block, check)
    check = zlib.crc32(block[:rest], check)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return b"".join([head, *parts, struct.pack("<LL", check, size & 0xFFFFFFFF)])


def wrong(
    kind: str, host: str, path: str, faults: Faults, port: int, good: Callable[[], Reply]
) -> Reply | None:
    """Return the answer that a kind of fault is, None for a fault of the connection.

    Args:
        kind: A status, or one of `faults.HOSTILE`.
        host: As asked.
        path: With its query.
        faults: Tells how long to wait, and how large a bomb is.
        port: This server's own; redirects to this machine lead there, where they are logged.
        good: Returns what the site would answer; asked only by those who change it.
    """
    refusal = kind.removesuffix("_date")
    if refusal.isdigit():
        reply = Reply(int(refusal), b"<html><body>Galat</body></html>")
        if refusal in ("429", "503"):
            reply.headers["Retry-After"] = str(faults.retry_after)
        if kind != refusal:
            when = faults.clock() + timedelta(seconds=faults.retry_after)
            reply.headers["Retry-After"] = format_datetime(when, usegmt=True)
        return reply
    here = f"https://{host}{path}"
    first, _, number = here.partition(ROUND)
    match kind:
        case "empty":
            return Reply(200, b"")
        case "loop":
            return redirect(here, 302)
        case "loop_of_two":
            return redirect(first if number else f"{first}{ROUND}2", 302)
        case "chain":
            return redirect(f"{first}{ROUND}{int(number or 0) + 1}", 302)
        case "off_site":
            return redirect("https://belanja.example/promo", 302)
        case "private":
            return redirect(f"http://127.0.0.1:{port}/rahasia", 302)
        case "localhost":
            return redirect(f"http://localhost:{port}/rahasia", 302)
        case "wrong_type":
            reply = good()
            return replace(
                reply, headers=reply.headers | {"Content-Type": "image/jpeg"}, kept=False
            )
        case "gzip_bomb":
            headers = {"Content-Type": HTML, "Content-Encoding": "gzip"}
            return Reply(200, bomb(faults.bomb), headers)
    return None
