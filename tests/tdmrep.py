"""A tdmrep.json that is known to an archive, and what it says of articles."""

from __future__ import annotations

import json

from pipelines.archive import ArchiveSession
from pipelines.archive.tdmrep import TDMREP_FILE

BALI = "bali.antaranews.com"
POLICY = "https://www.antaranews.com/kebijakan.json"

RESERVED = {"location": "/berita/", "tdm-reservation": 1}
SAID = "tdm-reservation: 1"


def keep(session: ArchiveSession, *rules: dict, host: str = BALI, verdict: str = "rules") -> None:
    body = json.dumps(rules) if rules else ""
    session.save_robots(host, "2026-11-23T10:00:00Z", 200, body, verdict, file=TDMREP_FILE)
