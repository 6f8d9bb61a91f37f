"""`antara read`: a file, standard input, a page of the site through all guards."""

from __future__ import annotations

import datetime as dt
import gzip
import json

import pytest

from crawler.items import Article, NotAnArticle
from crawler.layouts import extract
from crawler.saved_page import address_in
from tests.command_line import run_antara
from tests.minisite import ROBOTS, listing_of, page_of
from tests.servers import PAGE, Server, answer, redirect

URL = "https://bali.antaranews.com/berita/501/kabar-pasar"
PAGE_OF_IT = page_of("Kabar pasar", dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC))


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(PAGE_OF_IT)
    return path


def with_head(element: str) -> bytes:
    return PAGE_OF_IT.replace(b"</head>", element.encode() + b"</head>")


# ---- a file


def test_a_file_shows_fields_sources_text_and_ledger(antara, page):
    result = antara("read", str(page), "--url", URL)
    assert result.status == 0
    lines = result.out.splitlines()
    assert lines[0] == "bali/501"
    article = extract(PAGE_OF_IT, URL)
    title = next(line for line in lines if line.startswith("  title "))
    assert title == f"  {'title':<20} Kabar pasar  [{article.provenance['title']}]"
    assert any(line.startswith("  published_day        2026-01-05") for line in lines)
    assert any("reporter: Made Rekaan" in line for line in lines)
    for paragraph in article.text.split("\n\n"):
        assert paragraph in lines
    assert any(line.startswith("Text (") for line in lines)
    assert any(line.startswith("Ledger (kept ") for line in lines)
    assert "\x1b" not in result.out


def test_each_removed_block_stands_in_the_ledger_with_its_reason(antara, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(
        PAGE_OF_IT.replace(
            b"</p></div>", b'</p><span class="baca-juga">Baca juga: Hal lain</span></div>'
        )
    )
    out = antara("read", str(path), "--url", URL).out
    ledger = out.partition("\nLedger (")[2]
    assert [line.split()[0] for line in ledger.splitlines()[1:] if "Baca juga" in line] == [
        "read_also"
    ]


def test_json_is_exactly_the_article(antara, page):
    result = antara("read", str(page), "--url", URL, "--json")
    assert result.status == 0
    assert result.out.count("\n") == 1
    assert "©" in result.out
    article = extract(PAGE_OF_IT, URL)
    assert isinstance(article, Article)
    assert json.loads(result.out) == article.as_dict()
    assert list(json.loads(result.out)) == list(Article.__dataclass_fields__)


def test_a_gzipped_file_and_standard_input_read_the_same(antara, page, tmp_path):
    packed = tmp_path / "page.html.gz"
    packed.write_bytes(gzip.compress(PAGE_OF_IT))
    plain = antara("read", str(page), "--url", URL, "--json").out
    assert antara("read", str(packed), "--url", URL, "--json").out == plain
    piped = run_antara(
        "read", "-", "--url", URL, "--json", cwd=tmp_path, text=PAGE_OF_IT.decode("utf-8")
    )
    assert (piped.status, piped.out) == (0, plain)


@pytest.mark.parametrize(
    "element",
    [
        f'<link rel="canonical" href="{URL}?utm_source=x">',
        f'<link rel="canonical" href=""><meta property="og:url" content="{URL}">',
        '<link rel="canonical" href="https://bali.antaranews.com/">'
        '<link rel="amphtml" href="https://bali.antaranews.com/amp/berita/501/kabar-pasar">',
        f"<!-- saved from url=(0052){URL} -->",
    ],
)
def test_the_page_says_its_own_address(antara, tmp_path, element):
    path = tmp_path / "page.html"
    path.write_bytes(with_head(element))
    result = antara("read", str(path), "--json")
    assert result.status == 0
    assert json.loads(result.out)["url"] == URL


@pytest.mark.parametrize("element", ["", '<link rel="canonical" href="https://example.org/x">'])
def test_a_page_without_an_address_needs_one(antara, tmp_path, element):
    path = tmp_path / "page.html"
    path.write_bytes(with_head(element))
    result = antara("read", str(path))
    assert result.status == 2
    assert result.out == ""
    assert "give it with --url URL." in result.err
    assert address_in(with_head(element)) is None


def test_what_is_no_article_is_told_with_what_was_seen(antara, tmp_path):
    path = tmp_path / "listing.html"
    path.write_bytes(listing_of(list(range(1, 11))))
    url = "https://bali.antaranews.com/terkini"
    found = extract(path.read_bytes(), url)
    assert isinstance(found, NotAnArticle)
    result = antara("read", str(path), "--url", url)
    assert (result.status, result.out) == (1, "")
    assert result.err == f"Not an article ({found.reason}): {found.seen}\n"
    as_json = antara("read", str(path), "--url", url, "--json")
    assert as_json.status == 1
    assert json.loads(as_json.out) == {"not_an_article": found.reason, "seen": found.seen}


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("missing.html", None, "Cannot read '{path}': No such file or directory."),
        ("broken.gz", gzip.compress(PAGE, mtime=0)[:-9], "'{path}' is broken gzip: "),
        ("large.html", b"x" * 2000, "'{path}' has more than 1,500 bytes (DOWNLOAD_MAXSIZE)."),
        (
            "bomb.gz",
            gzip.compress(b"\0" * 2_000_000, mtime=0),
            "'{path}' has more than 1,500 bytes",
        ),
    ],
    ids=["missing", "broken", "large", "bomb"],
)
def test_a_file_that_cannot_be_read_is_one_line(antara, tmp_path, name, content, line):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = antara("read", str(path), "--url", URL, "-s", "DOWNLOAD_MAXSIZE=1500")
    assert result.status == 2
    assert result.err.startswith(line.format(path=path))
    assert result.err.count("\n") == 1


def test_a_folder_and_a_forgotten_https_are_told(antara, tmp_path):
    assert antara("read", str(tmp_path), "--url", URL).err.startswith("Cannot read '")
    result = antara("read", "bali.antaranews.com/berita/501")
    assert result.err.endswith("A URL begins with https://.\n")


def test_url_goes_with_a_file_only(antara, page):
    assert antara("read", URL, "--url", URL).err.startswith("--url gives the address of a file")
    result = antara("read", str(page), "--url", "bali.antaranews.com/berita/501")
    assert result.err.startswith("--url 'bali.antaranews.com/berita/501' does not begin with")


def test_a_page_that_names_another_key_than_its_url_is_noted(antara, tmp_path):
    path = tmp_path / "page.html"
    other = "https://bali.antaranews.com/berita/502/kabar-lain"
    path.write_bytes(with_head(f'<link rel="canonical" href="{other}">'))
    result = antara("read", str(path), "--url", URL)
    assert result.status == 0
    assert result.err == f"Note: the page itself says that it is bali/502; it is read as {URL}.\n"
    assert result.out.startswith("bali/501\n")
    as_json = antara("read", str(path), "--url", URL, "--json")
    assert as_json.err == result.err
    assert json.loads(as_json.out)["article_id"] == 501
    path.write_bytes(with_head(f'<link rel="canonical" href="{URL}-baru">'))
    assert antara("read", str(path), "--url", URL).err == ""


# ---- an article held


def test_a_key_shows_what_is_held(held):
    result = held("read", "ambon/11")
    assert result.status == 0
    assert result.err.startswith("Archive: ")
    lines = result.out.splitlines()
    assert lines[0] == "ambon/11"
    assert f"  {'title':<20} Pasar ikan Rekaan dibuka  [h1]" in lines
    assert any("reporter: Rani Rekaan" in line for line in lines)
    assert "Mereka membahas hal 11." in lines
    assert any(line.startswith("Ledger (") for line in lines)


def test_a_key_as_json_is_the_stored_article(held):
    one = held("read", "ambon/11", "--json").out
    assert one.count("\n") == 1
    listed = held("articles", "--json", "--bureau", "ambon", "--kind", "article").out
    assert one == listed


def test_the_ledger_of_a_key_is_shown_as_stored():
    from crawler.items import Fate
    from crawler.page_view import stored_article
    from tests.archives import article

    whole = article()
    held = stored_article(whole.as_dict())
    assert held == whole
    assert held.ledger[0].fate is Fate.KEPT


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("ambon/1", "ambon/1 is not held. 'antara articles --bureau ambon' lists what is; "),
        ("ambno/1", "ambno/1 is not held: no bureau 'ambno'. Did you mean 'ambon'?"),
        ("bali/98", "bali/98 is known but not held: gone. 'antara read https://bali."),
        ("bali/99", "bali/99 is known but not held: pending. "),
    ],
)
def test_an_unknown_key_is_one_line_with_the_next_step(held, key, said):
    result = held("read", key)
    assert (result.status, result.out) == (2, "")
    assert result.err.splitlines()[1].startswith(said)
    assert result.err.count("\n") == 2


def test_a_file_named_like_a_key_is_the_file(held, tmp_path, monkeypatch):
    folder = tmp_path / "ambon"
    folder.mkdir()
    (folder / "11").write_bytes(PAGE_OF_IT)
    monkeypatch.chdir(tmp_path)
    assert held("read", "ambon/11", "--url", URL).out.startswith("bali/501\n")


@pytest.mark.parametrize(
    ("number", "said"),
    [("21", "Held with this number: bali/21."), ("77", "No held article has it.")],
)
def test_a_number_alone_is_told_with_the_keys_that_have_it(held, number, said):
    result = held("read", number)
    assert (result.status, result.out) == (2, "")
    assert result.err.splitlines()[1] == (
        f"'{number}' is neither a file nor a key, which is bureau/number, such as sumsel/819012. "
        f"{said}"
    )


def test_a_file_may_be_called_by_a_number(held, tmp_path, monkeypatch):
    (tmp_path / "21").write_bytes(PAGE_OF_IT)
    monkeypatch.chdir(tmp_path)
    assert held("read", "21", "--url", URL).out.startswith("bali/501\n")


def test_a_key_needs_an_archive_and_no_url(antara):
    assert "'11' is neither a file nor a key" in antara("read", "11").err
    assert antara("read", "ambon/11").err.startswith("There is no archive at ")
    assert antara("read", "ambon/11", "--url", URL).err.startswith("--url gives the address of a f")


# ---- a page of the site


def serve(**replies):
    """Answer robots.txt, and each path as told; everything else is a 404."""
    paths = {path.replace("__", "/"): reply for path, reply in replies.items()}

    def reply(asked):
        if asked.path == "/robots.txt":
            return paths.get("robots", ROBOTS)
        return paths.get(asked.path, answer(b"<html><body>Tidak ada</body></html>", 404))

    return Server(reply)


def read(server: Server, *words: str, cwd, **settings: str):
    return run_antara(
        "read",
        *words,
        cwd=cwd,
        ANTARA_GATEWAY=server.gateway,
        ANTARA_DOWNLOAD_DELAY="0",
        ANTARA_RETRY_TIMES="0",
        ANTARA_ARCHIVE_PATH=str(cwd / "archive.db"),
        **settings,
    )


PATH = "/berita/501/kabar-pasar"


def test_a_url_is_fetched_after_robots_and_read(tmp_path):
    with serve(**{PATH: answer(PAGE_OF_IT, ETag='"v1"')}) as server:
        result = read(server, URL, "--json", cwd=tmp_path)
        assert [each.path for each in server.asked] == ["/robots.txt", PATH]
        assert {each.host for each in server.asked} == {"bali.antaranews.com"}
    assert result.status == 0, result.err
    assert result.err == ""
    found = json.loads(result.out)
    wanted = extract(PAGE_OF_IT, URL).as_dict()
    response = {
        name: found.pop(name)
        for name in ("fetched_at", "status", "etag", "last_modified", "content_sha256")
    }
    assert found == {name: value for name, value in wanted.items() if name not in response}
    assert (response["status"], response["etag"]) == (200, '"v1"')
    assert len(response["content_sha256"]) == 64
    assert list(tmp_path.iterdir()) == []  # nothing is written, no archive made


@pytest.mark.slow
def test_a_redirect_within_the_site_is_followed(tmp_path):
    other = "https://bali.antaranews.com/berita/502/lain"
    with serve(**{PATH: redirect(other), "/berita/502/lain": answer(PAGE_OF_IT)}) as server:
        result = read(server, URL, "--json", cwd=tmp_path)
    assert result.status == 0, result.err
    assert json.loads(result.out)["article_id"] == 502


@pytest.mark.slow
@pytest.mark.parametrize(
    ("replies", "said"),
    [
        ({}, "HTTP status 404"),
        ({PATH: answer(PAGE, 503)}, "HTTP status 503"),
        ({PATH: None}, ""),
        ({PATH: answer(b"%PDF", content_type="application/pdf")}, "application/pdf"),
        ({PATH: redirect("https://example.org/")}, "not a host of ANTARA: example.org"),
        (
            {"robots": answer(b"User-agent: *\nDisallow: /", content_type="text/plain")},
            "robots.txt disallows it",
        ),
        ({"robots": answer(b"", 500)}, "robots.txt: HTTP status 500"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path, replies, said):
    with serve(**replies) as server:
        result = read(server, URL, cwd=tmp_path)
    assert (result.status, result.out) == (2, "")
    assert result.err.splitlines()[-1].startswith(f"Could not read {URL}: ")
    assert said in result.err
    assert result.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_page_of_the_site_that_is_no_article(tmp_path):
    with serve(**{"/terkini": answer(listing_of(list(range(1, 11))))}) as server:
        result = read(server, "https://bali.antaranews.com/terkini", cwd=tmp_path)
    assert result.status == 1
    assert result.err.startswith("Not an article (listing): ")


@pytest.mark.slow
def test_another_site_is_never_asked(tmp_path):
    with serve() as server:
        result = read(server, "https://example.org/berita/1", cwd=tmp_path)
        assert server.asked == []
    assert result.status == 2
    assert "not a host of ANTARA: example.org" in result.err


def test_without_a_contact_nothing_is_asked(tmp_path):
    result = run_antara("read", URL, cwd=tmp_path, ANTARA_ARCHIVE_PATH=str(tmp_path / "a.db"))
    assert result.status == 2
    assert result.err.startswith("CONTACT is empty")
    assert result.err.count("\n") == 1


@pytest.mark.slow
def test_a_gateway_that_is_not_there_is_one_line(tmp_path):
    with serve() as server:
        pass  # its port is free again
    result = read(server, URL, cwd=tmp_path)
    assert result.status == 2
    assert result.err.splitlines()[-1].startswith(f"Could not read {URL}: ")
