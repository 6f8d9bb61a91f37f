"""`antara export --verify`: whether a folder is still the export that its manifest says it is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crawler.commandline import complain
from crawler.exit_status import GOOD, NEEDS_A_PERSON
from crawler.terminal import counted, printable, write_json

if TYPE_CHECKING:
    from pathlib import Path


def verify(target: Path, *, json: bool) -> int:
    """Check a folder against its manifest, say what is wrong; returns the exit status.

    Raises:
        ExportRefused: it has none.
    """
    from crawler.steady import CopyBar
    from pipelines.exports.verify import problems, read_manifest

    made = read_manifest(target)
    with CopyBar() as bar:
        found = problems(target, made, bar)
    if json:
        write_json({"folder": str(target), "rows": made["rows"], "problems": found})
    elif found:
        sys.stdout.writelines(f"{printable(line)}\n" for line in found)
    else:
        files = counted(len(made["files"]), "file")
        sys.stdout.write(f"{target}: {files}, {counted(made['rows'], 'row')}, as written.\n")
    if found:
        complain(
            f"{counted(len(found), 'thing')} wrong with {target}: get a new copy, or export anew."
        )
    return NEEDS_A_PERSON if found else GOOD
