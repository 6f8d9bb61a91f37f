"""`antara serve`: the archive in Datasette, read-only; to others only what they may see."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from functools import partial
from typing import TYPE_CHECKING

from crawler.commands.base import GOOD, AntaraCommand, Refusal, complain
from crawler.listening import PORT, host_name, listen, port_number, resolved, say_serving
from crawler.withdrawn_view import refuse_unheeded

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipelines.archive.derived import Kind
    from pipelines.datasette import Keeper

PATIENCE = 600
"""Seconds that a server waits for another one that makes the file for others just now."""


class Command(AntaraCommand):
    """Serve the archive with Datasette."""

    summary = "look at the archive in a browser (Datasette, read-only)"
    description = (
        "Serve the archive with Datasette, read-only, until Ctrl-C. A crawl may write meanwhile. "
        "In a folder that cannot be written to, a closed archive is opened as immutable: nothing "
        "may write to it then. With a --host that others reach, or a --public-name, "
        "never the archive itself is served, but a file made of it, anew when the archive has "
        "changed: with titles and particulars only, unless a permission to serve is on record "
        "('antara permission'), and in any case without the texts of articles that are gone from "
        "the site or withdrawn. That needs a contact, which each page names."
    )
    examples = (
        "antara serve",
        "antara serve --port 8080 --open",
        "antara serve --host 0.0.0.0 -s CONTACT=you@example.org",
        "antara serve --public-name arsip.example.org -s CONTACT=you@example.org",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add where to listen, and whether to open a browser."""
        parser.add_argument(
            "--port",
            metavar="N",
            type=port_number,
            default=PORT,
            help=f"port ({PORT}); 0 takes a free one",
        )
        parser.add_argument(
            "--host",
            metavar="ADDRESS",
            default="127.0.0.1",
            help=(
                "address (127.0.0.1: only here); with one that others reach they get the file made "
                "for them, and no SQL of their own"
            ),
        )
        parser.add_argument(
            "--no-sql",
            action="store_true",
            help="no SQL of a visitor's own on this machine either",
        )
        parser.add_argument(
            "--public-name",
            metavar="NAME",
            type=host_name,
            action="append",
            default=[],
            help=(
                "name under which a proxy on this machine gives it to others, who then get what "
                "they would get with --host; without it only localhost and 127.0.0.1 are answered"
            ),
        )
        parser.add_argument("--open", action="store_true", help="open it in a browser")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Serve until Ctrl-C."""
        from crawler.config import contact_of
        from crawler.needed import need_to_serve
        from pipelines.archive.derived import EXPORTED, Kind

        need_to_serve()
        from pipelines.datasette import Keeper

        assert self.settings is not None
        address, others_reach_it = resolved(opts.host, opts.port)
        to_others = others_reach_it or bool(opts.public_name)
        keeper = Keeper(str(self.setting("OPERATOR") or "").strip(), contact_of(self.settings))
        if to_others and not keeper.contact:
            where = [*opts.public_name, opts.host][0]
            raise Refusal(
                f"CONTACT is empty, and others reach {where}: they must be able to ask for an "
                'article to be taken out. Put contact = "you@example.org" (or the address of a web '
                "page) into antara.toml beside the archive, above the first [block], or add "
                "-s CONTACT=you@example.org."
            )
        with self.archive() as reader:  # refuses what is missing, newer or no archive
            refuse_unheeded(reader)
            path, origin, derived = reader.path, reader.origin, reader.derived
            permissions, articles = reader.permissions(), sum(reader.counts().values())
        with contextlib.closing(listen(address, opts.port)) as listener:
            if to_others and derived != Kind.TITLES:  # such a file is for others already
                path, derived = for_others(
                    path, origin, permissions, articles, apart=derived == EXPORTED
                )
            self._serve(
                path, origin, listener, opts, keeper=keeper, derived=derived, to_others=to_others
            )
        return GOOD

    def _serve(
        self,
        path: Path,
        origin: str,
        listener: socket.socket,
        opts: argparse.Namespace,
        *,
        keeper: Keeper,
        derived: str | None,
        to_others: bool,
    ) -> None:
        # Slow to import: not before it is known that there is something to serve.
        from pipelines.archive.connection import read_as_immutable
        from pipelines.datasette import connections, hosts, make_app

        # A file made for others is replaced, never changed.
        immutable = read_as_immutable(path, unchanging=derived is not None)
        if immutable and derived is None:
            complain(
                f"{path.parent} cannot be written to: the archive is served as immutable; "
                "while it is, nothing may write to it."
            )
        host, port = listener.getsockname()[:2]
        local = ipaddress.ip_address(host).is_loopback
        if to_others:
            complain(
                "Others can reach this address: SQL of a visitor's own is off, and of the archive "
                f"they get what is in {path.name} and nothing else. Nothing asks for a password, "
                "nothing is encrypted; see docs/serving.md."
            )
        app = make_app(
            path,
            origin,
            immutable=immutable,
            any_sql=not to_others and not opts.no_sql,
            keeper=keeper,
            derived=derived,
            bounded=True,
            names={*hosts.LOCAL, host, opts.host.lower(), *opts.public_name} if local else None,
        )
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        if ipaddress.ip_address(host).is_unspecified:
            complain(
                f"Port {port} of all addresses of this machine; others ask for "
                f"http://{socket.gethostname()}:{port}/, or for its address or name in its place."
            )
        begun = partial(say_serving, address, open_it=opts.open)
        connections.Server(app.app(), begun).run(sockets=[listener])


def for_others(
    path: Path,
    origin: str,
    permissions: Sequence[Mapping[str, object]],
    articles: int,
    *,
    apart: bool = False,
) -> tuple[Path, Kind]:
    """Make the file that others are shown, unless it is there, and say which one it is.

    Args:
        path: The archive.
        origin: "live" or "sample"; a sample is served as any archive is.
        permissions: On record in it.
        articles: How many it holds.
        apart: It is an exported file: the one for others is not to lie in the export's folder.

    Returns:
        The file, and what it leaves out.

    Raises:
        ArchiveError: It cannot be made.
    """
    from crawler.commands.permission import today
    from crawler.steady import CopyBar, Steady
    from pipelines.archive.derived import Kind, forget, make
    from pipelines.archive.permissions import SERVE, allowing

    patient = partial(make, path, patience=PATIENCE, waiting=say_waiting, apart=apart)
    allowed = allowing(permissions, SERVE, today())
    if allowed is None:
        forget(path, Kind.PERMITTED, apart=apart)  # of a permission that has ended
        with Steady("articles", articles) as bar:
            made = patient(Kind.TITLES, tick=lambda _, done, __: bar.at(done))
        complain(
            "No permission to show texts to others is on record ('antara permission' lists and "
            f"adds them): titles and particulars only are served, from {made}."
            + (" A sample is served as any archive is." if origin == "sample" else "")
        )
        return made, Kind.TITLES
    with CopyBar() as copying:
        made = patient(Kind.PERMITTED, tick=copying)
    until = f" until {allowed['valid_until']}" if allowed["valid_until"] else ""
    complain(
        f"Texts are served by permission {allowed['id']}, by {allowed['granted_by']}, "
        f"{allowed['granted_at']}{until}; but for articles that are gone from the site or "
        f"withdrawn: from {made}."
    )
    return made, Kind.PERMITTED


def say_waiting(held: Exception) -> None:
    """Say that another process is making the file just now."""
    complain(f"Waiting for up to {PATIENCE // 60} minutes: {held}")
