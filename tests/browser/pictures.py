"""`make pictures`: docs/pictures, the main pages as Chromium shows them on the sample site.

python -m tests.browser.pictures
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import PHONE, PROGRAMS, Visitor, browsing, chromium
from tests.browser.pages import places
from tests.browser.sample import make_sample, serving
from tests.command_line import REPOSITORY

FOLDER = REPOSITORY / "docs" / "pictures"
SHOWN = {
    "front": ("front", (960, 720), "light"),
    "article": ("article", (960, 720), "light"),
    "story": ("story", (960, 720), "light"),
    "search": ("hits", (960, 720), "light"),
    "check": ("altered", PHONE, "dark"),
}
"""By a picture's name: the page, the window and its colours."""
MOST_BYTES = 200_000


def main() -> int:
    """Make all of them again; returns the exit status."""
    if chromium() is None:
        print(f"No Chromium here (none of {', '.join(PROGRAMS)}).", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sample = make_sample(Path(folder) / "archive.db")
        with serving(sample.path) as address, browsing() as browser:
            visitor = Visitor(browser, address)
            for name, (page, size, scheme) in SHOWN.items():
                path = FOLDER / f"{name}.png"
                place = places(sample)[page]
                with visitor.visit(place.path, size=size, scheme=scheme, language="en") as shown:
                    shown.locator("details:has(ins)").first.evaluate_all(
                        "(all) => all.forEach((each) => { each.open = true; })"
                    )
                    shown.screenshot(path=path)
                print(f"{path.relative_to(REPOSITORY)}: {path.stat().st_size} bytes")
            for complaint in visitor.complaints:
                print(complaint, file=sys.stderr)
    return 1 if visitor.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
