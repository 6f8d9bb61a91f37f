"""The words in `request.meta` by which a request, its capture and what is made of it are joined."""

from __future__ import annotations

ABOUT = "capture_about"
"""What was asked for: a dictionary with "kind", one of `tokens.CAPTURE_KINDS`, and for an article
"key" (bureau/number) and "feed_published" (the time of publication as a feed printed it)."""
CAPTURE = "capture"
"""captures.id of the last answer, also after redirects and retries; missing where none was kept."""
FETCHED_AT = "fetched_at"
"""UTC of the last answer."""
