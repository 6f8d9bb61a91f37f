"""Bureaus and reports of a probe that asked nothing."""

from __future__ import annotations

from typing import Any

from crawler.bureaus import Bureau, load_bureaus
from crawler.probing.report import BureauReport, Robots

BALI = load_bureaus()["bali"]
MATARAM = load_bureaus()["mataram"]
HOST = "https://bali.antaranews.com"


def report_of(bureau: Bureau = BALI, **parts: Any) -> BureauReport:
    return BureauReport(bureau.name, bureau.host, 7, robots=Robots(200, "rules"), **parts)
