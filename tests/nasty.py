"""Queries that take all of a machine's time or memory when nothing bounds them."""

from __future__ import annotations

COUNTING = "with recursive c(n) as (select 1 union all select n+1 from c{}) "
FOREVER, THOUSAND = COUNTING.format(""), COUNTING.format(" limit 1000")
BIG = "replace(hex(zeroblob(4000000)), '0', 'x')"
"""8 million characters that no index knows."""


def doubled(times: int) -> str:
    """A text that is doubled so many times, without a function."""
    made = "select 'spam' as s"
    for _ in range(times):
        made = f"select s || s as s from ({made} limit 1)"
    return made


def cte_bomb(depth: int) -> str:
    """Names that each use the one before twice: what is to be planned doubles with each."""
    names = ["a0 as (select 1 as x)"]
    names += [f"a{at} as (select p.x from a{at - 1} p, a{at - 1} q)" for at in range(1, depth)]
    return f"with {', '.join(names)} select count(*) from a{depth - 1}"


NASTY: dict[str, str] = {
    "randomblob": "select randomblob(900000000)",
    "randomblob, its length": "select length(randomblob(900000000))",
    "randomblobs in a row": f"select {', '.join(['length(randomblob(45000000))'] * 200)}",
    "randomblobs in a loop": f"{FOREVER}select sum(length(randomblob(40000000))) from c",
    "zeroblob": "select zeroblob(2000000000)",
    "zeroblob, returned": "select zeroblob(90000000)",
    "many megabytes": f"{THOUSAND}select randomblob(1000000) from c",
    "many megabytes of control characters": (
        f"{THOUSAND}select replace(hex(zeroblob(40000)), '0', char(1)) from c"
    ),
    "one sign of four bytes makes a text of Python's four times as large": (
        f"select {BIG} || char(128512)"
    ),
    "recursion without end": f"{FOREVER}select count(*) from c",
    "recursion without end, kept": f"{FOREVER}select n from c order by n desc",
    "a text that grows": (
        "with recursive c(s) as (select 'spam' union all select s || s from c) select * from c"
    ),
    "cross join": "select count(*) from articles a, articles b, articles c",
    "cross join of everything": (
        "select max(a.text || b.text || c.text) from articles a, articles b, articles c"
    ),
    "group_concat": "select group_concat(a.text) from articles a, articles b",
    "group_concat of a loop": f"{FOREVER}select group_concat(n) from c",
    "json_group_array": f"{FOREVER}select json_group_array(n) from c",
    "json_group_array of everything": "select json_group_array(text) from articles, bureaus",
    "json_group_object": f"{FOREVER}select json_group_object(n, n) from c",
    "json, nested": f"select json('{'[' * 5000}')",
    "json_tree": "select count(*) from json_tree((select json_group_array(text) from articles)) a, "
    "json_tree((select json_group_array(text) from articles)) b",
    "hex of hex": "select hex(hex(hex(hex(hex(zeroblob(9000000))))))",
    "replace that grows": (
        "select replace(replace(replace(hex(zeroblob(2000)),'0',hex(zeroblob(2000))),"
        "'0',hex(zeroblob(2000))),'0',hex(zeroblob(2000)))"
    ),
    "replace that finds nothing": (
        f"select length(replace({BIG}, substr({BIG}, 1, 3000000) || 'y', ''))"
    ),
    "instr": f"select instr({BIG}, substr({BIG}, 1, 4000000) || 'y')",
    "trim": f"select trim({BIG}, hex(randomblob(2000000)))",
    "printf": "select printf('%900000000d', 1)",
    "printf with a width of a parameter": f"select {', '.join(['printf(chr, 1)'] * 3)} from "
    "(select '%.90000000c' as chr)",
    "format in a loop": f"{FOREVER}select sum(length(format('%.40000000c', 'x'))) from c",
    "quote": "select quote(zeroblob(90000000))",
    "like": f"select {BIG} like '{'%x' * 200}y'",
    "like with single signs": f"select {BIG} like '{'%x_' * 500}y%'",
    "glob": f"select {BIG} glob '{'*x' * 200}y'",
    "glob with classes": f"select {BIG} glob '{'*[a-z]?' * 500}y*'",
    "like over all": f"select count(*) from articles a, articles b where a.text like "
    f"'{'%a' * 50}' || b.title",
    "sort of everything": (
        "select a.text, b.text from articles a, articles b order by a.text || b.text"
    ),
    "distinct of everything": "select count(distinct a.text || b.text) from articles a, articles b",
    "window over everything": (
        "select sum(length(a.text)) over (order by b.text rows 100000 preceding) "
        "from articles a, articles b"
    ),
    "full-text search, a thousand terms": (
        "select count(*) from articles_fts where articles_fts match "
        f"'{' OR '.join(f'w{at}' for at in range(1000))}'"
    ),
    "full-text search, ten thousand terms": (
        f"select count(*) from articles_fts where articles_fts match '{' '.join(['a'] * 10000)}'"
    ),
    "full-text search, every prefix": (
        "select count(*) from articles_fts a, articles_fts b where a.articles_fts match "
        f"'{' OR '.join(f'{sign}*' for sign in 'abcdefghijklmnopqrstuvwxyz')}'"
    ),
    "full-text search, nested": (
        f"select count(*) from articles_fts where articles_fts match '{'(' * 3000}a{')' * 3000}'"
    ),
    "full-text search, made": (
        f"{THOUSAND}select count(*) from articles_fts where articles_fts match "
        "(select group_concat('NEAR(a b, ' || n || ')', ' OR ') from c)"
    ),
    "deep brackets": f"select {'(' * 5000}1{')' * 5000}",
    "deep sum": f"select {'+'.join(['1'] * 14000)}",
    "deep subqueries": f"{'select * from (' * 1000}select 1{')' * 1000}",
    "names that double": cte_bomb(60),
    "doubled without a function": doubled(29),
    "doubled, then read again and again": (
        f"select {'+'.join(['length(lower(s))'] * 500)} from ({doubled(23)})"
    ),
    "many unions": " union all ".join(["select 1"] * 2000),
    "many columns": f"select {','.join(['1'] * 14000)}",
    "many columns of many rows": f"{THOUSAND}select {','.join(['n'] * 1900)} from c",
    "a long name of many rows": f"{THOUSAND}select n as {'x' * 50_000} from c",
    "many joins": f"select 1 from {', '.join(f'articles a{at}' for at in range(64))}",
    "too many joins": f"select 1 from {', '.join(f'articles a{at}' for at in range(500))}",
    "a long list": f"select 1 in ({','.join(['1'] * 14000)})",
    "very long": f"select '{'x' * 60000}'",
    "dates": f"{FOREVER}select sum(length(strftime('{'%Y' * 10000}', n))) from c",
    "schema": (
        "select count(*) from pragma_function_list a, pragma_function_list b, "
        "pragma_function_list c, sqlite_master d"
    ),
}
"""By what they do; each fits in an address."""
