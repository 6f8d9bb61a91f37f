"""The pages of an audit as HTML: whatever came from a page or a person is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from pipelines.archive.audit_rates import ANSWERS, FIELDS
from pipelines.audit.captured import TITLE
from pipelines.datasette.pages.shown import isolated, moment_in_words, paragraphs, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STYLES: Final = """
main.audit { max-width: none; display: grid; gap: 0 1.5rem; grid-template-columns: minmax(0, 1fr); }
main.audit .whole { grid-column: 1 / -1; }
main.audit iframe { width: 100%; height: 60vh; border: 1px solid var(--line); background: #fff; }
@media (min-width: 60rem) {
  main.audit { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  main.audit .came { position: sticky; top: 0; align-self: start; }
  main.audit iframe { height: 80vh; }
}
main.audit iframe:focus-visible { outline: 3px solid var(--link); }
fieldset { border: 1px solid var(--line); margin: 0 0 .75rem; padding: .5rem .75rem; min-width: 0; }
legend { font-weight: 600; }
.choice { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.choice label { display: flex; gap: .4rem; align-items: center; }
fieldset .value p { margin: .4rem 0; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin: 1rem 0; }
textarea { width: 100%; min-height: 3rem; }
"""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    words: Mapping[str, str]
    """Of `labels.labels_in`."""
    language: str
    other_language: str
    sample: bool
    path: str
    """Of the page itself, where it can be had in the other language; empty: not at all."""


@dataclass(frozen=True, slots=True)
class Form:
    """One article to be judged, and what was said of it."""

    audit: int
    seq: int
    looked_at: int
    of: int
    article: Mapping[str, Any]
    no_page: str | None
    """Why its page cannot be shown; None: it can be."""
    answers: Mapping[str, str]
    note: str
    token: str
    shown: str
    """What says that the answers are about this."""
    notice: str = ""


def whole(frame: Frame, title: str, body: Markup, *, kind: str = "") -> Markup:
    """Return a whole page."""
    words = frame.words
    switch = (
        Markup('<a class="language" href="{}?lang={}" lang="{}" hreflang="{}">{}</a>').format(
            frame.path, *(frame.other_language,) * 3, words["other_language"]
        )
        if frame.path
        else ""
    )
    banner = (
        Markup('<p class="sample" id="sample-banner" role="note">{}</p>').format(words["sample"])
        if frame.sample
        else ""
    )
    return Markup(
        '<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n'
        '<link rel="stylesheet" href="/audit.css">\n</head>\n<body>\n'
        '<a class="skip" href="#answers">{skip}</a>\n'
        '<header class="top"><nav aria-label="{audit}"><a class="brand" href="/">{audit}</a>'
        '<a href="/answers">{so_far}</a>{switch}</nav></header>\n{banner}\n'
        '<main id="content" tabindex="-1" class="{kind}">\n{body}\n</main>\n'
        "<footer><p>{end}</p></footer>\n</body>\n</html>\n"
    ).format(
        lang=frame.language,
        title=title,
        skip=words["skip_link"],
        audit=words["audit"].format("").strip(),
        so_far=words["so_far"],
        switch=switch,
        banner=banner,
        kind=kind,
        body=body,
        end=words["end"],
    )


def article_page(frame: Frame, form: Form) -> Markup:
    """Return the page with the captured one on its left and the form on its right."""
    words = frame.words
    key = f"{form.article['bureau']}/{form.article['article_id']}"
    heading = (
        f"{words['audit'].format(form.audit)}: {words['progress'].format(form.looked_at, form.of)}"
    )
    page = (
        Markup('<p class="note">{}</p>').format(words["no_page"].format(plain(form.no_page)))
        if form.no_page is not None
        else Markup('<iframe sandbox src="/page/{}#{}" title="{}" tabindex="0"></iframe>').format(
            form.seq, TITLE, words["came"]
        )
    )
    notice = (
        Markup('<p class="note" role="alert">{}</p>').format(form.notice) if form.notice else ""
    )
    before = (
        Markup('<a href="/n/{}">{}</a>').format(form.seq - 1, words["before"])
        if form.seq > 1
        else ""
    )
    fields = Markup("\n").join(
        _field(name, form.article, form.answers.get(name), frame) for name in FIELDS
    )
    body = Markup(
        '<div class="whole"><h1>{heading}</h1><p class="quiet">{seq}. {key} · {url}</p>{notice}'
        '</div>\n<section class="came" aria-labelledby="came"><h2 id="came">{came}</h2>'
        '<p class="quiet">{how}</p>{page}</section>\n'
        '<section aria-labelledby="read"><h2 id="read">{read}</h2>\n'
        '<form id="answers" tabindex="-1" method="post" action="/n/{seq}">'
        '<input type="hidden" name="token" value="{token}">'
        '<input type="hidden" name="shown" value="{shown}">\n{fields}\n{ledger}\n'
        '<p><label for="note">{note}</label><br>'
        '<textarea id="note" name="note" maxlength="2000">{written}</textarea></p>\n'
        '<p class="buttons"><button name="rest" value="">{save}</button>'
        '<button name="rest" value="right">{save_rest}</button>'
        '<a href="/?after={seq}">{pass_over}</a>{before}</p></form></section>'
    ).format(
        heading=heading,
        seq=form.seq,
        key=key,
        url=plain(form.article["url"]),
        notice=notice,
        came=words["came"],
        how=words["came_how"],
        page=page,
        read=words["read"],
        token=form.token,
        shown=form.shown,
        fields=fields,
        ledger=_ledger(form.article["ledger"], words),
        note=words["note"],
        written=form.note,
        save=words["save"],
        save_rest=words["save_rest"],
        pass_over=words["pass_over"],
        before=before,
    )
    return whole(frame, f"{key} · {heading}", body, kind="audit")


def report_page(frame: Frame, told: Mapping[str, Any], *, done: bool) -> Markup:
    """Return what the answers say so far; `told` is of `audit_report.report`."""
    words = frame.words
    rows = Markup("\n").join(_rate(each, words) for each in told["fields"])
    go_on = Markup("") if done else Markup('<p><a href="/">{}</a></p>').format(words["go_on"])
    body = Markup(
        '<h1>{}</h1>\n<p id="answers" tabindex="-1">{}: {}</p>\n'
        '<div class="wide"><table aria-label="{}"><thead><tr>'
        '<th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th>'
        '<th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>'
        "<tbody>\n{}\n</tbody></table></div>\n{}"
    ).format(
        words["done"] if done else words["so_far"],
        words["audit"].format(told["id"]),
        words["progress"].format(told["looked_at"], told["drawn"]),
        words["so_far"],
        *(words[name] for name in ("field", *ANSWERS, "rate", "interval")),
        rows,
        go_on,
    )
    return whole(frame, words["audit"].format(told["id"]), body)


def message_page(frame: Frame, title: str, text: str, link: str = "/") -> Markup:
    """Return a page with one sentence, and the way on."""
    body = Markup('<h1>{}</h1>\n<p id="answers" tabindex="-1">{}</p>\n<p><a href="{}">{}</a></p>')
    return whole(frame, title, body.format(title, text, link, frame.words["go_on"]))


def _rate(row: Mapping[str, Any], words: Mapping[str, str]) -> Markup:
    cells = [f"{row[name]:,}" for name in ANSWERS]
    if row["rate"] is None:
        cells += ["–", "–"]
    else:
        cells += [f"{row['rate']:.1%}", f"{row['low']:.1%} – {row['high']:.1%}"]
    numbers = Markup("").join(Markup('<td class="number">{}</td>').format(each) for each in cells)
    head = Markup('<tr><th scope="row">{}</th>{}</tr>')
    return head.format(words[row["field"]], numbers)


def _field(name: str, article: Mapping[str, Any], answer: str | None, frame: Frame) -> Markup:
    words = frame.words
    choices = Markup("").join(
        Markup('<label><input type="radio" name="answer-{}" value="{}"{}> {}</label>').format(
            name, each, Markup(" checked") if each == answer else "", words[each]
        )
        for each in ANSWERS
    )
    value = _value(name, article, frame.language) or Markup('<span class="quiet">{}</span>').format(
        words["nothing"]
    )
    return Markup(
        '<fieldset id="field-{}"><legend>{}</legend>\n<div class="value">{}</div>\n'
        '<div class="choice">{}</div></fieldset>'
    ).format(name, words[name], value, choices)


def _value(name: str, article: Mapping[str, Any], language: str) -> Markup:
    """Return what was read for a field; empty where it was nothing."""
    if name == "text":
        return Markup("").join(
            Markup("<p>{}</p>").format(Markup("<br>").join(isolated(line) for line in lines))
            for lines in paragraphs(article["text"])
        )
    if name == "published":
        if article["published"] is None:
            return Markup("")
        moment = moment_in_words(article["published"], language, seconds=True)
        return _lines(
            [
                moment,
                f"{article['published']} ({article['published_precision']}; "
                f"{article['published_source']})",
            ]
        )
    if name == "credits":
        return _lines([f"{each['role']}: {each['name'] or ''}" for each in article["credits"]])
    if name == "images":
        return _lines(
            [" – ".join(filter(None, (each["url"], each["caption"]))) for each in article["images"]]
        )
    if name == "tags":
        return _lines(article["tags"])
    return _lines([article[part] for part in FIELDS[name] if article[part]])


def _lines(texts: Sequence[str]) -> Markup:
    return Markup("").join(Markup("<p>{}</p>").format(isolated(text)) for text in texts)


def _ledger(entries: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> Markup:
    """Return the blocks of the page that were not taken into the text, folded."""
    left_out = [each for each in entries if each["fate"] == "removed" and each["text"]]
    if not left_out:
        return Markup("")
    items = Markup("").join(
        Markup('<li><span class="quiet">{}:</span> {}</li>').format(
            each["reason"] or "", isolated(each["text"])
        )
        for each in left_out
    )
    return Markup('<details><summary>{}</summary><ul class="list">{}</ul></details>').format(
        words["left_out"], items
    )
