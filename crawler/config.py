"""Whether a crawl may start: somebody answers for it, and its settings mean something."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.settings import default_settings

from crawler.errors import ConfigError
from crawler.origins import (
    ABOVE,
    PREFIX,
    TOML_NAME,
    absolute,
    from_command_line,
    parsed_hours,
    typed,
    unknown,
)
from pipelines.archive.files import itself
from pipelines.archive.revisits import plan_of

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from crawler.budget import AllowedHours

_CONTACT = re.compile(
    r"https?://[^\s()<>]+\.[^\s()<>]+|[^\s()<>@,;:]+@[^\s()<>@,;:]+\.[a-z0-9-]+", re.IGNORECASE
)
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


def check_ready(settings: BaseSettings) -> None:
    """Refuse to start a crawl whose settings are wrong, or that nobody answers for.

    Args:
        settings: complete, with the command line's.

    Raises:
        ConfigError: for a wrong value or an unknown name after `-s`, a GATEWAY that is no
            http://host:port, ALLOWED_HOURS or REVISIT_DAYS that are none, or a CONTACT that is
            missing. Only a gateway on this machine needs no contact: any other one may pass
            requests on to the site.
    """
    check_command_line(settings)
    hours_of(settings, "")
    revisit_days_of(settings)
    gateway = gateway_of(settings)
    contact = contact_of(settings)
    if not contact and not (gateway and is_loopback(gateway[0])):
        raise ConfigError(
            "CONTACT is empty: ANTARA must be able to reach whoever crawls its sites. Put "
            f'contact = "you@example.org" (or the address of a web page) into {TOML_NAME} beside '
            f"the archive, {ABOVE}, or set {PREFIX}CONTACT, or add -s CONTACT=you@example.org."
        )


def check_command_line(settings: BaseSettings) -> None:
    """Refuse a wrong value or an unknown name after `-s`.

    Raises:
        ConfigError: naming the nearest right name.
    """
    from crawler.settings import changeable

    known = {setting.name: setting for setting in changeable}
    for name in list(settings):
        if not from_command_line(settings, name):
            continue
        if name in known:
            typed(known[name], settings[name], f"-s {name}='{settings[name]}'")
        elif not hasattr(default_settings, name) and not _in_module(name):
            raise ConfigError(f"-s {name}: {unknown(name, known)}")


def contact_of(settings: BaseSettings) -> str:
    """Return CONTACT, the e-mail or web address in the User-Agent; "" when there is none.

    Raises:
        ConfigError: when it is neither, or could not stand in a header.
    """
    contact = str(settings.get("CONTACT") or "").strip()
    if contact and not (
        contact.isascii() and contact.isprintable() and _CONTACT.fullmatch(contact)
    ):
        raise ConfigError(
            f"CONTACT='{contact}' is neither an e-mail address nor the address of a web page."
        )
    return contact


def hours_of(settings: BaseSettings, bureau: str) -> AllowedHours:
    """Return the hours in which a bureau may be asked: its own under [hours], or ALLOWED_HOURS.

    Raises:
        ConfigError: when they are no spans of hours.
    """
    own = settings.getdict("BUREAU_HOURS").get(bureau)
    if own is not None:
        return parsed_hours(str(own), f"[hours] {bureau} = {own}")
    text = str(settings.get("ALLOWED_HOURS") or "")
    return parsed_hours(text, f"ALLOWED_HOURS='{text}'")


def revisit_days_of(settings: BaseSettings) -> tuple[float, ...]:
    """Return REVISIT_DAYS as numbers.

    Raises:
        ConfigError: when they are none.
    """
    text = str(settings.get("REVISIT_DAYS") or "")
    try:
        return plan_of(text)
    except ValueError as error:
        raise ConfigError(f"REVISIT_DAYS='{text}': {error}. Write it as 1, 7.") from None


def gateway_of(settings: BaseSettings) -> tuple[str, int] | None:
    """Return GATEWAY as host and port, None when there is none.

    Raises:
        ConfigError: when it is not of the form http://host:port.
    """
    text = str(settings.get("GATEWAY") or "").strip()
    return parse_gateway(text) if text else None


def parse_gateway(text: str) -> tuple[str, int]:
    """Read `http://host:port`, the host a name or an IPv4 address.

    >>> parse_gateway("http://127.0.0.1:8080")
    ('127.0.0.1', 8080)

    Raises:
        ConfigError: for anything else: https, a path, a user name, no port, IPv6.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    host = parts.hostname or ""
    plain = text.removesuffix("/").lower() == f"http://{host}:{port}"
    if not (plain and port and _HOST.fullmatch(host)):
        raise ConfigError(f"GATEWAY='{text}' is not of the form http://host:port.")
    return host, port


def is_loopback(host: str) -> bool:
    """Tell whether this host is certainly the machine itself: localhost or 127.0.0.0/8."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def archive_path(settings: BaseSettings) -> Path:
    """Return where the archive itself is, absolute: a link that ARCHIVE_PATH names is followed.

    All that belongs to it, its log, its lock, its captures and what is made of it, is beside the
    archive itself; whoever asks beside the link would find nothing there.
    """
    return itself(typed_archive_path(settings))


def typed_archive_path(settings: BaseSettings) -> Path:
    """Return ARCHIVE_PATH as an absolute path; one after `-s` is relative to this folder."""
    return absolute(str(settings["ARCHIVE_PATH"]), Path.cwd())


def _in_module(name: str) -> bool:
    from crawler import settings as module

    return hasattr(module, name)
