"""The server of an audit: an ASGI application for this machine alone.

Each answer is written at once, in a transaction of its own; the archive's lock is held for that
moment only, so that a crawl can run while somebody audits. While one runs, nothing can be
written: the page says so and keeps what was chosen.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import replace
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, Final

from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from pipelines.archive import ArchiveError, ArchiveLocked, ArchiveRefused
from pipelines.archive.audit_rates import ANSWERS, FIELDS, RIGHT
from pipelines.archive.audit_report import next_seq, report
from pipelines.audit import captured, views
from pipelines.audit.asked import Asked
from pipelines.audit.labels import labels_in
from pipelines.datasette.hosts import LOCAL, MISDIRECTED, name_of
from pipelines.datasette.pages.language import COOKIE, LANGUAGES
from pipelines.datasette.pages.routes import STYLES

if TYPE_CHECKING:
    from pipelines.audit.store import Shown, Store

MOST_NOTE: Final = 2_000
_NUMBERED: Final = re.compile(r"/(n|page)/([1-9][0-9]{0,8})")
_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # With no-referrer a browser would not say where a form comes from either.
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


class AuditApp:
    """Answers for one audit.

    Args:
        store: what it reads and writes.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._token = secrets.token_urlsafe(24)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer a request; start and end when the server does."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        answer = await self._answer(Asked(scope, receive))
        await answer.asgi_send(send)

    async def _answer(self, asked: Asked) -> Response:
        if name_of(asked.scope) not in LOCAL:
            return Response.text("This is for this machine only.\n", status=MISDIRECTED)
        try:
            return await self._routed(asked)
        except ArchiveError as error:
            frame = self._frame(asked, sample=False)
            page = views.message_page(frame, frame.words["refused"], str(error))
            return self._html(asked, page, 500)

    async def _routed(self, asked: Asked) -> Response:
        numbered = _NUMBERED.fullmatch(asked.path)
        what, seq = (numbered[1], int(numbered[2])) if numbered else (asked.path, 0)
        if asked.method == "POST" and what == "n":
            return await self._save(asked, seq)
        if asked.method not in ("GET", "HEAD"):
            return Response.text("GET and HEAD only.\n", status=405)
        if what == "/":
            return await self._next(asked)
        if what == "/answers":
            return await self._report(asked, done=False)
        if what == "/audit.css":
            css = STYLES.read_text("utf-8") + views.STYLES
            return Response(css, content_type="text/css; charset=utf-8", headers=dict(_HEADERS))
        if what == "/favicon.ico":
            return Response("", content_type="image/x-icon", headers=dict(_HEADERS))
        if what == "page":
            return await self._page(asked, seq)
        if what == "n":
            return await self._article(asked, await asyncio.to_thread(self._store.shown, seq))
        return self._nothing(asked)

    # Pages

    async def _next(self, asked: Asked) -> Response:
        audit, _ = await asyncio.to_thread(self._store.audit)
        after = asked.query.get("after", "0")
        seq = next_seq(audit, int(after) if re.fullmatch(r"[0-9]{1,9}", after) else 0)
        if seq is None:
            return await self._report(asked, done=True)
        return Response.redirect(f"/n/{seq}", status=303)

    async def _report(self, asked: Asked, *, done: bool) -> Response:
        audit, sample = await asyncio.to_thread(self._store.audit)
        told = report(audit)
        frame = self._frame(asked, sample=sample)
        return self._html(asked, views.report_page(frame, told, done=done or not told["left"]))

    async def _page(self, asked: Asked, seq: int) -> Response:
        html = await asyncio.to_thread(self._store.page, seq)
        if html is None:
            return self._nothing(asked)
        kind = "text/html; charset=utf-8"
        # Half a character, which a page may have as a reference, no encoding holds.
        whole = captured.marked(captured.harmless(html)).encode("utf-8", "replace").decode()
        return Response(whole, content_type=kind, headers=dict(captured.HEADERS))

    async def _article(
        self,
        asked: Asked,
        shown: Shown | None,
        *,
        status: int = 200,
        notice: str = "",
        answers: dict[str, str] | None = None,
        note: str | None = None,
    ) -> Response:
        if shown is None:
            return self._nothing(asked)
        drawn, frame = shown.drawn, self._frame(asked, sample=shown.sample)
        seq = drawn["seq"]
        if shown.article is None:
            key = f"{drawn['bureau']}/{drawn['article_id']}"
            page = views.message_page(frame, key, frame.words["gone"], f"/?after={seq}")
            return self._html(asked, page, 410)
        missing = [frame.words[name] for name in FIELDS if name not in drawn["answers"]]
        if not notice and "open" in asked.query and missing:
            notice = frame.words["still_open"].format(", ".join(missing))
        form = views.Form(
            audit=self._store.number,
            seq=seq,
            looked_at=shown.looked_at,
            of=shown.of,
            article=shown.article,
            no_page=shown.no_page,
            answers={**drawn["answers"], **(answers or {})},
            note=(drawn["note"] or "") if note is None else note,
            token=self._token,
            shown=shown.mark,
            notice=notice,
        )
        return self._html(asked, views.article_page(frame, form), status)

    # Saving

    async def _save(self, asked: Asked, seq: int) -> Response:
        form = await asked.form()
        if form is None or not self._is_own(asked, form):
            text = "Not saved: the answer did not come from this page. Load it again.\n"
            return Response.text(text, status=403)
        answers = {
            name: word for name in FIELDS if (word := form.get(f"answer-{name}", "")) in ANSWERS
        }
        note = " ".join(form.get("note", "").split())[:MOST_NOTE]
        shown = await asyncio.to_thread(self._store.shown, seq)
        if shown is None or shown.article is None:
            return await self._article(asked, shown)
        words = self._frame(asked, sample=False).words
        if form.get("shown") != shown.mark:
            notice = words["changed"]
            return await self._article(asked, shown, status=409, notice=notice, note=note)
        before = shown.drawn["answers"]
        if form.get("rest") == RIGHT:
            answers = {**dict.fromkeys(FIELDS, RIGHT), **before, **answers}
        try:
            await asyncio.to_thread(self._store.write, seq, shown.judged(answers, note or None))
        except ArchiveRefused:  # withdrawn since it was read a moment ago
            return await self._article(asked, await asyncio.to_thread(self._store.shown, seq))
        except ArchiveError as error:
            notice = words["not_saved"].format(error)
            status = 503 if isinstance(error, ArchiveLocked) else 500
            return await self._article(
                asked, shown, status=status, notice=notice, answers=answers, note=note
            )
        if {**before, **answers}.keys() >= FIELDS.keys():
            return Response.redirect(f"/?after={seq}", status=303)
        return Response.redirect(f"/n/{seq}?open=1", status=303)

    def _is_own(self, asked: Asked, form: dict[str, str]) -> bool:
        """Return whether a form comes from a page of this server, and not from another site."""
        tokens = (form.get("token", ""), asked.cookies.get(asked.cookie, ""))
        return asked.headers.get("origin") == f"http://{asked.headers.get('host')}" and all(
            compare_digest(each.encode(), self._token.encode()) for each in tokens
        )

    # What the pages share

    def _frame(self, asked: Asked, *, sample: bool) -> views.Frame:
        language = asked.language()
        other = next(each for each in LANGUAGES if each != language)
        path = asked.path if asked.method == "GET" else ""
        return views.Frame(labels_in(language), language, other, sample, path)

    def _nothing(self, asked: Asked) -> Response:
        # Somebody else may have thought of that address: //a.example/ would lead to his host.
        frame = replace(self._frame(asked, sample=False), path="")
        title = frame.words["no_such_page"]
        return self._html(asked, views.message_page(frame, title, asked.path), 404)

    def _html(self, asked: Asked, page: str, status: int = 200) -> Response:
        answer = Response(
            str(page), status, headers=dict(_HEADERS), content_type="text/html; charset=utf-8"
        )
        answer.set_cookie(asked.cookie, self._token, httponly=True, samesite="strict")
        if asked.query.get("lang") in LANGUAGES:
            answer.set_cookie(COOKIE, asked.query["lang"], samesite="strict")
        return answer


async def _live(receive: Any, send: Any) -> None:
    while True:
        event = await receive()
        await send({"type": f"{event['type']}.complete"})
        if event["type"] == "lifespan.shutdown":
            return
