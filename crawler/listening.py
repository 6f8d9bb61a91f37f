"""Where the servers of this software listen: address, port and names that a person gives."""

from __future__ import annotations

import argparse
import contextlib
import errno
import ipaddress
import re
import socket
import webbrowser
from threading import Thread

from crawler.commandline import Refusal, complain

PORT, MAX_PORT = 8001, 65_535


def resolved(host: str, port: int) -> tuple[str, bool]:
    """Return the address that a host means, and whether others than this machine reach it.

    What is asked for as a name is listened on as the address that was judged.

    Args:
        host: an address or name of this machine.
        port: of `--port`.

    Raises:
        Refusal: it means none.
    """
    try:
        if not host.strip():
            raise OSError("it is empty")
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise Refusal(
            f"--host '{host}' means no address ({why}). 127.0.0.1 is this machine only, 0.0.0.0 "
            "is all of its networks."
        ) from None
    found.sort(key=lambda each: each[0] != socket.AF_INET)  # localhost is 127.0.0.1 as before
    address = str(found[0][4][0])
    return address, not ipaddress.ip_address(address).is_loopback


def listen(host: str, port: int, command: str = "serve") -> socket.socket:
    """Take the port before anything is loaded, so that a taken one is said at once.

    Args:
        host: an address or name of this machine.
        port: 0 for a free one.
        command: that listens.

    Raises:
        Refusal: when it is taken, or not allowed.
    """
    try:
        return socket.create_server((host, port), family=family(host))
    except OSError as error:
        what_then = (
            "It is no address of this machine; 0.0.0.0 is all that it has."
            if error.errno == errno.EADDRNOTAVAIL
            else f"See 'antara {command} --port 0', which takes a free one."
        )
        raise Refusal(
            f"Cannot listen on {host} port {port}: {error.strerror or error}. {what_then}"
        ) from None


def say_serving(address: str, *, open_it: bool) -> None:
    """Say where a server is to be found.

    Args:
        address: of its first page.
        open_it: also open it in a browser, beside the server: one that runs in the terminal ends
            only when it is left.
    """
    complain(f"Serving at {address} until Ctrl-C.")
    if open_it:
        Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def family(host: str) -> socket.AddressFamily:
    """Return the family of an address: a colon stands in IPv6 ones only."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def host_name(value: str) -> str:
    """Check `--public-name`, and return it as browsers send it.

    Raises:
        argparse.ArgumentTypeError: for what is no host's name.
    """
    with contextlib.suppress(UnicodeError):
        name = value.strip().removesuffix(".").encode("idna").decode().lower()
        if re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*", name):
            return name
    raise argparse.ArgumentTypeError(
        f"'{value}' is not the name of a host, such as arsip.example.org (no port, no https://)"
    )


def port_number(value: str) -> int:
    """Check `--port`.

    Raises:
        argparse.ArgumentTypeError: for what is no port.
    """
    if not (value.isascii() and value.isdigit() and int(value) <= MAX_PORT):
        raise argparse.ArgumentTypeError(f"'{value}' is not a port (0 to {MAX_PORT})")
    return int(value)
