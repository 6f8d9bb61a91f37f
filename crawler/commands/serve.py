"""`antara serve`: the archive in Datasette, read-only, on this machine."""

from __future__ import annotations

import argparse
import contextlib
import ipaddress
import socket
import webbrowser
from typing import TYPE_CHECKING

from crawler.commands.base import GOOD, AntaraCommand, Refusal, complain

if TYPE_CHECKING:
    from pathlib import Path

PORT, MAX_PORT = 8001, 65_535


class Command(AntaraCommand):
    """Serve the archive with Datasette."""

    summary = "look at the archive in a browser (Datasette, read-only)"
    description = (
        "Serve the archive with Datasette, read-only, until Ctrl-C. A crawl may write meanwhile. "
        "In a folder that cannot be written to, the archive is opened as immutable: then nothing "
        "may write to it while it is served."
    )
    examples = ("antara serve", "antara serve --port 8080 --open")

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
            help="address (127.0.0.1: only here); any other turns SQL of a visitor's own off",
        )
        parser.add_argument(
            "--no-sql",
            action="store_true",
            help="no SQL of a visitor's own here either: for behind a proxy that others reach",
        )
        parser.add_argument("--open", action="store_true", help="open it in a browser")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Serve until Ctrl-C."""
        with self.archive() as reader:  # refuses what is missing, newer or no archive
            path, origin = reader.path, reader.origin
        with contextlib.closing(listen(opts.host, opts.port)) as listener:
            self._serve(path, origin, listener, opts)
        return GOOD

    def _serve(
        self, path: Path, origin: str, listener: socket.socket, opts: argparse.Namespace
    ) -> None:
        # Slow to import: not before it is known that there is something to serve.
        import uvicorn

        from pipelines.datasette import build_metadata, make_app, must_be_immutable

        immutable = must_be_immutable(path)
        if immutable:
            complain(
                f"{path.parent} cannot be written to: the archive is served as immutable; "
                "while it is, nothing may write to it."
            )
        host, port = listener.getsockname()[:2]
        here = is_loopback(host)
        if not here:
            complain(
                "Others can reach this address: SQL of a visitor's own is off, everything else "
                "of the archive can be read by whoever comes. Nothing asks for a password, "
                "nothing is encrypted; see docs/serving.md."
            )
        metadata = build_metadata(origin)
        app = make_app(
            path, origin, metadata, immutable=immutable, any_sql=here and not opts.no_sql
        )
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        complain(f"Serving at {address} until Ctrl-C.")
        if opts.open:
            webbrowser.open(address)
        config = uvicorn.Config(app.app(), log_level="warning", lifespan="on")
        uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything is loaded, so that a taken one is said at once.

    Args:
        host: an address or name of this machine.
        port: 0 for a free one.

    Raises:
        Refusal: when it is taken, or not allowed.
    """
    try:
        return socket.create_server((host, port), family=family(host))
    except OSError as error:
        raise Refusal(
            f"Cannot listen on {host} port {port}: {error.strerror or error}. "
            "See 'antara serve --port 0', which takes a free one."
        ) from None


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches an address.

    >>> [is_loopback(each) for each in ("127.0.0.2", "::1", "0.0.0.0", "192.168.0.7", "::")]
    [True, True, False, False, False]
    """
    return ipaddress.ip_address(host.partition("%")[0]).is_loopback


def family(host: str) -> socket.AddressFamily:
    """Return the family of an address: a colon stands in IPv6 ones only."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def port_number(value: str) -> int:
    """Check `--port`.

    Raises:
        argparse.ArgumentTypeError: for what is no port.
    """
    if not (value.isascii() and value.isdigit() and int(value) <= MAX_PORT):
        raise argparse.ArgumentTypeError(f"'{value}' is not a port (0 to {MAX_PORT})")
    return int(value)
