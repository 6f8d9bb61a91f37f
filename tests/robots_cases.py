"""The published test cases of two robots.txt parsers, as data.

Which paths a file opens or closes to whom: the facts of robots_test.cc of google/robotstxt
(2019 and later) and of tests/test_protego.py of scrapy/protego (0.6), told again with names and
paths of our own. What those tests say of line counts, of visiting hours and of a preferred host
is left out: nothing here reads it.
"""

from __future__ import annotations

from typing import NamedTuple

GOOGLE, PROTEGO = "google/robotstxt", "scrapy/protego"


class Case(NamedTuple):
    origin: str
    about: str
    text: str
    agent: str
    opened: str = ""
    """Paths, separated by spaces."""
    closed: str = ""


GROUPS = """allow: /kota/desa/

user-agent: Penyapu
disallow: /
allow: /x/
user-agent: Pencatat
disallow: /
allow: /y/


allow: /w/
user-agent: Pembaca

user-agent: Penyapu
allow: /z/
disallow: /
"""
UPPER = "USER-AGENT: Penyapu\nALLOW: /x/\nDISALLOW: /\n"
IKAN = "user-agent: Penyapu\ndisallow: /\nallow: /ikan"
IKAN_OPEN = "/ikan /ikan.html /ikan/salmon.html /ikanasin /ikanasin/enak.html /ikan.html?id=apa"
LONG = "/x/" + "a" * (2083 * 8 - 12)
FIRST_DRAFT = """# untuk contoh.example
User-agent: *
Disallow: /dunia/peta/ # tidak ada habisnya
Disallow: /tmp/ # sebentar lagi hilang
Disallow: /foo.html
"""
SECOND_DRAFT = """
User-agent: robot-satu
Allow: /tmp
Disallow: /

User-agent: robot-dua
Allow: /tmp/
Disallow: /

User-agent: robot-tiga
Allow: /a%3cd.html
Disallow: /

User-agent: robot-empat
Allow: /a%3Cd.html
Disallow: /

User-agent: robot-lima
Allow: /a%2fb.html
Disallow: /

User-agent: robot-enam
Allow: /a/b.html
Disallow: /

User-agent: robot-tujuh
Allow: /%7ejoko/index.html
Disallow: /

User-agent: robot-delapan
Allow: /~joko/index.html
Disallow: /
"""
THREE_GROUPS = """# hubungi webmaster@contoh.example
User-agent: kuno
Disallow: /

User-agent: perayap
User-agent: senang
Disallow:

User-agent: *
Disallow: /org/rencana.html
Allow: /org/
Allow: /lay
Allow: /~mak
Disallow: /
"""
THREE_PATHS = (
    "/index.html /layanan.html /layanan/cepat.html /layanan/lambat.html /orgo.gif"
    " /org/tentang.html /org/rencana.html /%7Ejim/jim.html /%7Emak/mak.html"
)
WILDCARDS = """
User-agent: aturan-satu
Disallow:  /foo*

User-agent: aturan-dua
Disallow:  /foo*/bar.html

# apa pun dengan huruf m
User-agent: aturan-tiga
Disallow:  *m

User-agent: aturan-empat
Allow:  /foo/bar.html
Disallow: *

User-agent: aturan-lima
Disallow:  /foo*/*bar.html

User-agent: aturan-enam
Allow:  /foo$
Disallow:  /foo

User-agent: aturan-tujuh
Allow: *****************/****.js
"""
BOTS = """User-agent: pertama
    Disallow: /tutup/*/akhir$
    Disallow: /aturan*kerja

    User-agent: kedua
    Allow: /*buka
    Disallow: /
"""
WIKI = """User-Agent: *
Disallow: /admin/
Disallow: /statis/
Disallow: /wiki/K%C3%A4ytt%C3%A4j%C3%A4:
Disallow: /wiki/Käyttäjä:
Disallow: /wiki/Keskustelu_käyttäjästä:
User-Agent: UnicödeBöt
Disallow: /suatu/halaman.html
"""
LETTERS = """User-Agent: Jävla-Sapu
Disallow: /

User-Agent: Львів-bot
Disallow: /tertutup/
"""
NO_AGENT = """Disallow: /tanpa
Allow: /tanpa/kecuali
Crawl-delay: 5.2
User-Agent: ujibot
Disallow: /dengan
"""
DEFAULT = """User-Agent: robot
Disallow: /ro-bot

User-Agent: *
Disallow: /umum

User-Agent: ujibot
Disallow: /ujibot
"""
COMMENTS = """# satu
User-Agent: one # dua
# tiga
User-Agent: two
Disallow: /satu-dua
# Disallow: /dikomentari
User-Agent: *
Disallow: /umum
"""
UNKNOWN_LINE = "User-Agent: one\nDisallow: /bot-one\n{}\nUser-Agent: two\nDisallow: /bot-two\n"
GENEROUS = "user-agent sapubot\ndisallow /\nuser agent kue lapis\ndisallow /lapis\n"
DOLLARS = "user-agent: Sapu\ndisallow: /x$/abc\ndisallow: /y/abc$\ndisallow: /x*x$/abc\n"
DOLLARS += "disallow: /y*y/abc$\n"
PLAIN = "User-agent: * \nDisallow: /tutup \nAllow: /buka \nCrawl-delay: 10"
MISSPELT = "User-agent: * \nDisallow: /satu \nDissallow: /dua \nDissalow: /tiga \n"
MISSPELT += "Disalow: /empat \nDiasllow: /lima \nDisallaw: /enam \n"

CASES = [
    Case(GOOGLE, "an empty file", "", "Penyapu", "/ /apa"),
    Case(GOOGLE, "all closed", "user-agent: Penyapu\ndisallow: /\n", "Penyapu", "", "/ /x/y"),
    Case(GOOGLE, "unknown lines only", "foo: Penyapu\nbar: /\n", "Penyapu", "/x/y"),
    Case(GOOGLE, "no colons", "user-agent Penyapu\ndisallow /\n", "Penyapu", "", "/x/y"),
    Case(GOOGLE, "groups, merged", GROUPS, "Penyapu", "/x/b /z/d", "/y/c /kota/desa/"),
    Case(GOOGLE, "groups, stray lines", GROUPS, "Pencatat", "/y/c /w/a", "/z/d /kota/desa/"),
    Case(GOOGLE, "groups, two names", GROUPS, "Pembaca", "/z/d", "/kota/desa/"),
    *(
        Case(GOOGLE, f"{line} ends no group", f"User-agent: Pencatat\n{line}\n"
             "User-agent: *\nDisallow: /\n", agent, "", "/")
        for line in ("Sitemap: https://contoh.example/peta", "Baris-Lain: entah")
        for agent in ("Penyapu", "Pencatat")
    ),
    *(
        Case(GOOGLE, "names of lines in any case", text, "Penyapu", "/x/y", "/a/b")
        for text in (UPPER, UPPER.lower(), "uSeR-aGeNt: Penyapu\nAlLoW: /x/\ndIsAlLoW: /\n")
    ),
    *(
        Case(GOOGLE, "names of crawlers in any case", UPPER.replace("Penyapu", name), agent,
             "/x/y", "/a/b")
        for name in ("SAPU LIDI", "sapu lidi", "SaPu lIdI")
        for agent in ("Sapu", "sapu")
    ),
    Case(GOOGLE, "a name ends at a space", "User-Agent: *\nDisallow: /\nUser-Agent: Sapu Lidi\n"
         "Allow: /x/\nDisallow: /\n", "Sapu", "/x/y"),
    Case(GOOGLE, "a name has no space", "User-Agent: *\nDisallow: /\nUser-Agent: Sapu Lidi\n"
         "Allow: /x/\nDisallow: /\n", "Sapu Lidi", "", "/x/y"),
    Case(GOOGLE, "own group before *", "user-agent: *\nallow: /\nuser-agent: Penyapu\n"
         "disallow: /\n", "Penyapu", "", "/x/y"),
    Case(GOOGLE, "* for the others", "user-agent: *\nallow: /\nuser-agent: Penyapu\n"
         "disallow: /\n", "Pencatat", "/x/y"),
    Case(GOOGLE, "no group at all", "user-agent: Penyapu\nallow: /\nuser-agent: Pencatat\n"
         "disallow: /\nuser-agent: Pembaca\ndisallow: /\n", "Pelawat", "/x/y"),
    Case(GOOGLE, "paths keep their case", "user-agent: Penyapu\ndisallow: /x/\n", "Penyapu",
         "/X/y", "/x/y"),
    Case(GOOGLE, "longest match", "user-agent: Penyapu\ndisallow: /x/lembar.html\nallow: /x/\n",
         "Penyapu", "", "/x/lembar.html"),
    Case(GOOGLE, "longest match", "user-agent: Penyapu\nallow: /x/lembar.html\ndisallow: /x/\n",
         "Penyapu", "/x/lembar.html", "/x/"),
    Case(GOOGLE, "empty rules", "user-agent: Penyapu\ndisallow: \nallow: \n", "Penyapu", "/x/a"),
    Case(GOOGLE, "a tie opens", "user-agent: Penyapu\ndisallow: /\nallow: /\n", "Penyapu", "/x/a"),
    Case(GOOGLE, "one slash more", "user-agent: Penyapu\ndisallow: /x\nallow: /x/\n", "Penyapu",
         "/x/", "/x"),
    Case(GOOGLE, "a tie opens", "user-agent: Penyapu\ndisallow: /x/a.html\nallow: /x/a.html\n",
         "Penyapu", "/x/a.html"),
    Case(GOOGLE, "longest pattern", "user-agent: Penyapu\nallow: /hal\ndisallow: /*.html\n",
         "Penyapu", "/hal", "/hal.html"),
    Case(GOOGLE, "longest pattern", "user-agent: Penyapu\nallow: /x/hal.\ndisallow: /*.html\n",
         "Penyapu", "/x/hal.html", "/x/y.html"),
    Case(GOOGLE, "own group alone", "User-agent: *\nDisallow: /x/\nUser-agent: Penyapu\n"
         "Disallow: /y/\n", "Penyapu", "/x/hal", "/y/hal"),
    Case(GOOGLE, "reserved characters", "User-agent: Penyapu\nDisallow: /\n"
         "Allow: /a/b?c=d&e=http://f.g?h&i\n", "Penyapu", "/a/b?c=d&e=http://f.g?h&i"),
    *(
        Case(GOOGLE, "beyond ASCII", f"User-agent: Penyapu\nDisallow: /\nAllow: /a/{rule}\n",
             "Penyapu", "/a/%E3%83%84", "/a/ツ")
        for rule in ("ツ", "%E3%83%84")
    ),
    Case(GOOGLE, "escaped letters", "User-agent: Penyapu\nDisallow: /\nAllow: /a/%62%61%7A\n",
         "Penyapu", "/a/%62%61%7A", "/a/baz"),
    Case(GOOGLE, "asterisk", "User-agent: Penyapu\nDisallow: /a/b/c\nAllow: /a/*/d\n", "Penyapu",
         "/a/c /a//c /a/x/c", "/a/b/c"),
    Case(GOOGLE, "dollar", "User-agent: Penyapu\nDisallow: /a/b$\nAllow: /a/b/c\n", "Penyapu",
         "/a/b/c /a/b/ /a/b/x", "/a/b"),
    Case(GOOGLE, "comments", "User-agent: Penyapu\n# Disallow: /\nDisallow: /a/b#c\nAllow: /\n",
         "Penyapu", "/a/x", "/a/b"),
    Case(GOOGLE, "index.html", "User-Agent: *\nAllow: /muka/index.html\nDisallow: /\n", "penyapu",
         "/muka/ /muka/index.html", "/muka/index.htm /lain"),
    Case(GOOGLE, "a long line", f"user-agent: Penyapu\ndisallow: {LONG}/d\n", "Penyapu",
         "/fux", f"{LONG}/fux"),
    Case(GOOGLE, "a long line that opens", f"user-agent: Penyapu\ndisallow: /\nallow: {LONG}/d\n",
         "Penyapu", f"{LONG}/d", "/"),
    Case(GOOGLE, "beginnings", f"{IKAN}\n", "Penyapu", IKAN_OPEN, "/b /Ikan.asp /lele /?id=ikan"),
    Case(GOOGLE, "beginnings", f"{IKAN}*\n", "Penyapu", IKAN_OPEN, "/b /Ikan.b /lele /?id=ikan"),
    Case(GOOGLE, "folders", f"{IKAN}/\n", "Penyapu",
         "/ikan/ /ikan/salmon /ikan/?salmon /ikan/salmon.html /ikan/?id=apa",
         "/b /ikan /ikan.html /Ikan/Salmon.html"),
    Case(GOOGLE, "endings", "user-agent: Penyapu\ndisallow: /\nallow: /*.php\n", "Penyapu",
         "/a.php /b/a.php /b/a.php?c //b/apa.php.html /a.php/ /indeks?f=a.php/",
         "/b /php/ /indeks?php /jendela.PHP"),
    Case(GOOGLE, "exact endings", "user-agent: Penyapu\ndisallow: /\nallow: /*.php$\n", "Penyapu",
         "/a.php /b/a.php", "/b /a.php?c /a.php/ /a.php5 /php/ /a?php /aaaphpaaa //jendela.PHP"),
    Case(GOOGLE, "middles", f"{IKAN}*.php\n", "Penyapu", "/ikan.php /ikanasin/lele.php?c",
         "/b /Ikan.PHP"),
    Case(GOOGLE, "precedence", "user-agent: Penyapu\nallow: /h\ndisallow: /\n", "Penyapu", "/hal"),
    Case(GOOGLE, "precedence", "user-agent: Penyapu\nallow: /map\ndisallow: /map\n", "Penyapu",
         "/map/hal"),
    Case(GOOGLE, "precedence", "user-agent: Penyapu\nallow: /hal\ndisallow: /*.htm\n", "Penyapu",
         "", "/hal.htm"),
    Case(GOOGLE, "precedence", "user-agent: Penyapu\nallow: /$\ndisallow: /\n", "Penyapu",
         "/", "/hal.html"),
    *(
        Case(origin, f"line ends {end!r}", f"User-Agent: satu{end}Allow: /jalan{end}"
             f"User-Agent: dua{end}{end}{end}Disallow: /{last}", agent, *("/jalan/", "")[::turn])
        for origin in (GOOGLE, PROTEGO)
        for end, last in (("\n", "\n"), ("\r\n", "\r\n"), ("\r", "\r"), ("\n", ""))
        for agent, turn in (("satu", 1), ("dua", -1))
    ),
    Case(GOOGLE, "a byte order mark", "\ufeffUser-Agent: satu\nDisallow: /nilai\n", "satu",
         "/lain", "/nilai"),
    Case(PROTEGO, "opened and closed", PLAIN, "*", "/buka", "/tutup"),
    Case(PROTEGO, "beginnings only", "User-agent: * \nDisallow: /d \n", "*", "/abc/d", "/ditutup"),
    Case(PROTEGO, "misspelt", MISSPELT, "*", "/", "/satu /dua /tiga /empat /lima /enam"),
    Case(PROTEGO, "longest", "User-agent: * \nDisallow: / \nAllow: /hal", "*", "/hal", "/lain"),
    *(
        Case(PROTEGO, "escapes", f"User-agent: * \nDisallow: / \nAllow: /a{rule}", "*",
             "/a<d.html /a%3cd.html")
        for rule in ("%3cd.html", "%3c*", "<d.html", "<*")
    ),
    Case(PROTEGO, "parts", "User-agent: * \nDisallow: /a;b?c \n", "*", "", "/a;b?c#d"),
    Case(PROTEGO, "queries", "User-agent: * \nDisallow: /? \n", "*", "/", "/?a"),
    Case(PROTEGO, "parameters", "User-agent: * \nDisallow: /; \n", "*", "/", "/;a"),
    Case(PROTEGO, "an empty file", "", "*", "/ /index.html /tutup"),
    Case(PROTEGO, "wildcards", BOTS, "pertama",
         "/tutup /tutup/xyz/akhirnya /turan_kerja /aturan_ker",
         "/tutup/xyz/akhir /aturankerja /aturan_kerja /aturan/kerja /aturan_yang_kerja"),
    Case(PROTEGO, "wildcards", BOTS, "kedua", "/buka /tetap_buka /ada_buka_lain", "/lain"),
    Case(PROTEGO, "wildcards", WILDCARDS, "aturan-satu", "/fo.html",
         "/foo.html /food /foo/bar.html"),
    Case(PROTEGO, "wildcards", WILDCARDS, "aturan-dua", "/fo.html /food/xyz.html",
         "/foo/bar.html /food/bar.html /foo/a/b/c/x/y/z/bar.html"),
    Case(PROTEGO, "wildcards", WILDCARDS, "aturan-tiga", "/foo /foo/bar.txt",
         "/foo.htm /foo.html /foom /moo /foo/bar.html"),
    Case(PROTEGO, "wildcards", WILDCARDS, "aturan-empat", "/foo/bar.html",
         "/fo.html /foo.html /foo /foo/bar.txt"),
    Case(PROTEGO, "wildcards", WILDCARDS, "aturan-lima", "/food/rebarf.html",
         "/foo/bar.html /food/rebar.html /foo/a/b/c/rebar.html /foo/a/b/c/bar.html"),
    Case(PROTEGO, "wildcards", WILDCARDS, "aturan-enam", "/foo", "/foo/ /foo/bar.html /fooey"),
    Case(PROTEGO, "wildcards", WILDCARDS, "aturan-tujuh", "/xyz/foo.js /gaya/mode-20160727/"),
    Case(PROTEGO, "beyond ASCII", WIKI, "*", "/ /suatu/halaman.html",
         "/admin/ /statis/ /wiki/K%C3%A4ytt%C3%A4j%C3%A4: /wiki/Käyttäjä:"
         " /wiki/Keskustelu_k%C3%A4ytt%C3%A4j%C3%A4st%C3%A4: /wiki/Keskustelu_käyttäjästä:"),
    Case(PROTEGO, "beyond ASCII", WIKI, "UnicödeBöt", "/admin/", "/suatu/halaman.html"),
    Case(PROTEGO, "names beyond ASCII", LETTERS, "jävla-lain", "/foo/bar.html"),
    Case(PROTEGO, "names beyond ASCII", LETTERS, "jävla-sapu", "", "/foo/bar.html"),
    Case(PROTEGO, "names beyond ASCII", LETTERS, "sapu", "/"),
    Case(PROTEGO, "names beyond ASCII", LETTERS, "Львів-bot", "/", "/tertutup/foo.htm"),
    Case(PROTEGO, "rules of nobody", NO_AGENT, "bot-ku", "/tanpa /dengan"),
    Case(PROTEGO, "rules of nobody", NO_AGENT, "ujibot", "/tanpa", "/dengan"),
    Case(PROTEGO, "the default", DEFAULT, "bot-ku", "/ujibot", "/umum"),
    Case(PROTEGO, "the default", DEFAULT, "UJIbot", "/umum", "/ujibot"),
    Case(PROTEGO, "the default", DEFAULT, "robot", "/umum", "/ro-bot"),
    *(
        Case(PROTEGO, "several names", "User-Agent: one\nUser-Agent: two\nDisallow: /satu\n"
             "User-Agent: *\nDisallow: /dua\n", agent, "/dua", "/satu")
        for agent in ("one", "two")
    ),
    Case(PROTEGO, "comments", COMMENTS, "one", "/dikomentari /umum", "/satu-dua"),
    Case(PROTEGO, "comments", COMMENTS, "two", "/dikomentari /umum", "/satu-dua"),
    *(
        Case(PROTEGO, "lines that mean nothing", UNKNOWN_LINE.format(line), *turn)
        for line in ("Kue: Lapis", "Kue Lapis")
        for turn in (("one", "/bot-two", "/bot-one"), ("two", "/bot-one", "/bot-two"))
    ),
    Case(PROTEGO, "empty rules", "User-Agent: one\nDisallow:\n\nUser-Agent: two\nAllow:\n",
         "one", "/jalan1 /jalan2"),
    Case(PROTEGO, "empty rules", "User-Agent: one\nDisallow:\n\nUser-Agent: two\nAllow:\n",
         "two", "/jalan1 /jalan2"),
    Case(PROTEGO, "an empty group", "User-Agent: adibot\nDisallow: /\nUser-Agent: ujibot\n",
         "ujibot", "/jalan1"),
    Case(PROTEGO, "the text of 1994", FIRST_DRAFT, "KodokBot",
         "/ /foo.htm /foo.shtml /dunia/index.html", "/foo.html /foo.htmlx /tmp/foo.html"),
    Case(PROTEGO, "the draft of 1996", SECOND_DRAFT, "robot-satu", "/tmp.html /tmp /tmp/a.html"),
    Case(PROTEGO, "the draft of 1996", SECOND_DRAFT, "robot-dua", "/tmp/ /tmp/a.html", "/tmp"),
    Case(PROTEGO, "the draft of 1996", SECOND_DRAFT, "robot-tiga", "/a%3cd.html /a%3Cd.html"),
    Case(PROTEGO, "the draft of 1996", SECOND_DRAFT, "robot-empat", "/a%3cd.html /a%3Cd.html"),
    Case(PROTEGO, "the draft of 1996", SECOND_DRAFT, "robot-lima", "/a%2fb.html", "/a/b.html"),
    Case(PROTEGO, "the draft of 1996", SECOND_DRAFT, "robot-enam", "/a/b.html", "/a%2fb.html"),
    Case(PROTEGO, "the draft of 1996", SECOND_DRAFT, "robot-tujuh", "/~joko/index.html"),
    Case(PROTEGO, "the draft of 1996", SECOND_DRAFT, "robot-delapan", "/%7Ejoko/index.html"),
    Case(PROTEGO, "three groups", THREE_GROUPS, "kuno", "", f"/ {THREE_PATHS}"),
    Case(PROTEGO, "three groups", THREE_GROUPS, "perayap", f"/ {THREE_PATHS}"),
    Case(PROTEGO, "three groups", THREE_GROUPS, "senang", f"/ {THREE_PATHS}"),
    Case(PROTEGO, "three groups", THREE_GROUPS, "lain",
         "/layanan.html /layanan/cepat.html /layanan/lambat.html /org/tentang.html"
         " /%7Emak/mak.html", "/ /index.html /orgo.gif /org/rencana.html /%7Ejim/jim.html"),
    Case(PROTEGO, "nothing closed", "User-agent: *\nDisallow:    /\n\nUser-agent: sapu\n"
         "Disallow:\n", "sapu", "/ /b.html"),
    Case(PROTEGO, "nothing closed", "User-agent: *\nDisallow:    /\n\nUser-agent: sapu\n"
         "Disallow:\n", "lain", "", "/ /b.html"),
    Case(PROTEGO, "unknown lines end a group", "User-agent: abc\nDisallow: /isi/2/\nUser-agent: *\n"
         "Entah_apa: /gb.html\nUser-agent: arsipbot\nDisallow: /\n", "agen", "/foo /isi/2"),
    Case(PROTEGO, "unknown lines end a group", "User-agent: abc\nDisallow: /isi/2/\nUser-agent: *\n"
         "Entah_apa: /gb.html\nUser-agent: arsipbot\nDisallow: /\n", "arsipbot", "", "/foo"),
    Case(PROTEGO, "unknown lines only", "Foo: Sapu\nBar: /", "Sapu", "/x/y"),
    Case(PROTEGO, "no colons", GENEROUS, "SapuBot", "", "/x/y"),
    Case(PROTEGO, "no colons", GENEROUS, "kue lapis", "/abc", "/lapis"),
    Case(PROTEGO, "wildcards in names", "user-agent: sapu*bot\ndisallow: /profil\n", "sapubot",
         "", "/profil"),
    Case(PROTEGO, "index.html", "User-Agent: *\nAllow: /muka/index.html\nDisallow: /\n", "sapu",
         "/muka/ /muka/index.html", "/muka/index.htm /lain"),
    *(
        Case(PROTEGO, "beyond ASCII", f"User-agent: Sapu\nDisallow: /\nAllow: /a/{rule}\n",
             "Sapu", "/a/%E3%83%84 /a/ツ")
        for rule in ("ツ", "%E3%83%84")
    ),
    Case(PROTEGO, "escaped letters", "User-agent: Sapu\nDisallow: /\nAllow: /a/%62%61%7A\n",
         "Sapu", "/a/%62%61%7A /a/baz"),
    Case(PROTEGO, "dollars within", DOLLARS, "Sapu", "/y/abcdef /yabcy/abcdef",
         "/x$/abcdef /x%24/abcdef /y/abc /xabcx$/abcdef /xabcx%24/abcdef /yabcy/abc"),
    Case(PROTEGO, "escaped signs", "user-agent: Sapu\ndisallow: /x/abc%24\n"
         "disallow: /x%2Ax/abc\n", "Sapu", "/x/abc /xabcx/abc",
         "/x/abc$abc /x/abc$ /x*x/abc /x*x/abcdef"),
    Case(PROTEGO, "signs as themselves", "user-agent: Sapu\ndisallow: /x/abc$\n"
         "disallow: /x*x/abc\n", "Sapu", "", "/x*x/abc /x/abc$ /x/abc%24"),
    Case(PROTEGO, "a whole address", "user-agent: *\ndisallow: http://satu.example/\n", "Sapu",
         "/", "/http://satu.example/"),
    Case(PROTEGO, "a sitemap first", "Sitemap: https://a.example/s.xml\nUser-Agent: Sapu\n"
         "Disallow: /apa", "Sapu", "/", "/apa"),
    Case(PROTEGO, "two slashes", "User-Agent: *\nDisallow: //map/*\n", "Sapu",
         "/ /map /map/ /map/hal //map", "//map/hal"),
    Case(PROTEGO, "wildcards in queries", "User-agent: * \nDisallow: /*s=", "*", "/ /s/", "/?s=a"),
    Case(PROTEGO, "asterisk first", "User-Agent: *\nallow: */p\ndisallow: /\n", "*", "/page"),
    Case(PROTEGO, "asterisk first", "User-Agent: *\nallow: /page\ndisallow: */*.htm\n", "*", "",
         "/page.htm"),
]  # fmt: skip

DECIDED_OTHERWISE = {
    # (origin, about, agent, path): why ours is not what they say
    (GOOGLE, "a name has no space", "Sapu Lidi", "/x/y"): "our token has no space: cannot come up",
    (GOOGLE, "escaped letters", "Penyapu", "/a/baz"): "RFC 9309, 2.2.2, has the two the same",
    (GOOGLE, "beyond ASCII", "Penyapu", "/a/ツ"): "every address here is escaped: cannot come up",
    (PROTEGO, "unknown lines end a group", "agen", "/foo"): "RFC 9309: they must not; closed",
    (PROTEGO, "unknown lines end a group", "agen", "/isi/2"): "RFC 9309: they must not; closed",
    (GOOGLE, "a long line", "Penyapu", f"{LONG}/fux"): "no line is cut within 512 KiB",
}
"""Where the two parsers and RFC 9309 do not say the same."""
