"""Which lines of a robots.txt speak to whom; pure.

Protego matches rules well, but forms groups otherwise than RFC 9309 and lets a name that only
begins like ours speak for us. Both can open what is forbidden: of `User-agent: a` above
`Disallow:` and `User-agent: *` above `Disallow: /`, it would obey the first. So the groups are
chosen here, as RFC 9309, 2.2.1, says, and Protego gets the chosen rules only.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

_AGENT = ("user-agent", "useragent", "user agent")
_ALLOW = ("allow",)
_DISALLOW = ("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw")
"""The misspellings that Google's parser and Protego know."""
_PACE = ("crawl-delay", "crawl delay", "request-rate", "request rate")
_SITE = ("sitemap", "sitemaps", "site-map")
_PLAIN = {
    **dict.fromkeys(_AGENT, "User-agent"),
    **dict.fromkeys(_ALLOW, "Allow"),
    **dict.fromkeys(_DISALLOW, "Disallow"),
    **dict.fromkeys(_PACE[:2], "Crawl-delay"),
    **dict.fromkeys(_PACE[2:], "Request-rate"),
    **dict.fromkeys(_SITE, "Sitemap"),
}
_FIELD = re.compile(
    rf"({'|'.join(sorted(map(re.escape, _PLAIN), key=len, reverse=True))})(?:\s*:|\s+|$)(.*)",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"\r\n|\n|\r")
"""RFC 9309's line ends, and no other of Unicode's."""


def rules_for(text: str, token: str) -> str:
    """Return a robots.txt with the lines that hold for one crawler, in a single group for all.

    All groups that name the crawler count together, wherever they stand; where none does, all
    groups for `*` do. A group begins with one or more lines User-agent and ends at the next one
    that follows an Allow or Disallow: other lines, known or not, end none. A crawler is named by
    its token as a whole word in any case, so that `arsip-antara/1.0 (+…)`, copied from a log,
    names it too. A name with wildcards, `arsip*`, is none by RFC 9309, but its writer wanted
    something: what it forbids is forbidden, what it allows is not allowed by it.

    Args:
        text: the robots.txt.
        token: the crawler's product token.
    """
    named = re.compile(rf"(?<![a-z0-9_-]){re.escape(token)}(?![a-z_-])", re.IGNORECASE)
    ours: list[str] = []
    anybodys: list[str] = []
    perhaps: list[str] = []
    site: list[str] = []
    is_named = for_us = for_all = by_wildcard = in_rules = False
    for field, value in _fields(text):
        if field == "User-agent":
            if in_rules:
                for_us = for_all = by_wildcard = in_rules = False
            star = value.partition(" ")[0].strip("*") == "" != value
            for_us = for_us or bool(named.search(value))
            for_all = for_all or star
            by_wildcard = by_wildcard or (not star and _matches(value, token))
            is_named = is_named or for_us
        elif field == "Sitemap":
            site.append(f"Sitemap: {value}")
        else:
            in_rules = in_rules or field in {"Allow", "Disallow"}
            if for_us:
                ours.append(f"{field}: {value}")
            if for_all:
                anybodys.append(f"{field}: {value}")
            if by_wildcard and field != "Allow":
                perhaps.append(f"{field}: {value}")
    chosen = ours if is_named else anybodys
    return "\n".join(["User-agent: *", *chosen, *perhaps, *site, ""])


def _matches(value: str, token: str) -> bool:
    """Tell whether a name with asterisks matches the token; "[" and "?" mean themselves."""
    pattern = value.lower().replace("[", "[[]").replace("?", "[?]")
    return "*" in value and fnmatchcase(token.lower(), pattern)


def _fields(text: str) -> list[tuple[str, str]]:
    """Return the lines that mean something, as (field, value), the field in its usual spelling."""
    found = []
    for line in _LINE_END.split(text):
        match = _FIELD.fullmatch(line.partition("#")[0].strip(" \t\v\f\0\ufeff"))
        if match:
            found.append((_PLAIN[match[1].lower()], match[2].strip()))
    return found
