"""systemctl, loginctl and crontab: the only place that runs them."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

LINGERING = Path("/var/lib/systemd/linger")
"""Where logind keeps a file for each user who lingers."""
SECONDS = 60
"""How long a program may take; one that hangs on a broken bus is ended."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a program ended. Bytes that are no UTF-8 survive in `out` as they were."""

    status: int
    out: str
    err: str

    def why(self) -> str:
        """Return the last line that it said, for a message."""
        lines = [*self.out.split("\n"), *self.err.split("\n")]
        return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


def run(*words: str, text: str | None = None) -> Done:
    """Run a program to its end; it never raises.

    Args:
        words: the program and its arguments.
        text: what it reads on standard input.

    Returns:
        status 127 for a program that is not there, 124 for one that took too long.
    """
    environ = {**os.environ, "LC_ALL": "C.UTF-8", "SYSTEMD_COLORS": "0", "SYSTEMD_PAGER": ""}
    own = Path(f"/run/user/{os.getuid()}")
    if "XDG_RUNTIME_DIR" not in environ and own.is_dir():
        # After `su` or `sudo -u` nothing else tells systemctl where the user's manager is.
        environ["XDG_RUNTIME_DIR"] = str(own)
    try:
        done = subprocess.run(
            words,
            input=text,
            stdin=subprocess.DEVNULL if text is None else None,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            env=environ,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Done(124, "", f"{words[0]} did not answer within {SECONDS} seconds")
    except OSError as error:
        return Done(127, "", f"{words[0]}: {error.strerror}")
    return Done(done.returncode, done.stdout, done.stderr)


def manager_trouble() -> str:
    """Return why systemd's user manager cannot be used; "" when it answers."""
    if shutil.which("systemctl") is None:
        return "there is no systemctl"
    done = systemctl("show", "--property=Version")
    return "" if done.status == 0 else done.why()


def systemctl(*words: str) -> Done:
    """Tell the user manager something."""
    return run("systemctl", "--user", "--no-pager", "--no-ask-password", *words)


def properties(unit: str, *names: str) -> dict[str, str]:
    """Return properties of a unit as the user manager tells them; none when it does not answer."""
    done = systemctl("show", unit, f"--property={','.join(names)}")
    lines = done.out.splitlines() if done.status == 0 else []
    return dict(line.split("=", 1) for line in lines if "=" in line)


def user() -> str:
    """Return the name of who runs this, its number where it has none."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def lingers() -> bool | None:
    """Return whether the user's timers run without a login; None when nobody can tell."""
    done = run("loginctl", "show-user", user(), "--property=Linger")
    told = {"Linger=yes": True, "Linger=no": False}.get(done.out.strip())
    if told is None and LINGERING.is_dir():
        # loginctl knows only those who are logged in, or linger.
        return (LINGERING / user()).exists()
    return told


def crontab_trouble() -> str:
    """Return why there is no crontab to use; "" when there is."""
    if shutil.which("crontab") is None:
        return "there is no crontab"
    return read_crontab()[1]


def read_crontab() -> tuple[str, str]:
    """Return the user's crontab, "" when there is none yet, and why it cannot be read."""
    done = run("crontab", "-l")
    if done.status == 0:
        return done.out, ""
    return "", "" if "no crontab for" in done.err else done.why()


def write_crontab(text: str) -> str:
    """Replace the user's crontab; an empty one is taken away.

    Returns:
        why it was refused; "" when it was not.
    """
    done = run("crontab", "-", text=text) if text.strip() else run("crontab", "-r")
    return "" if done.status == 0 else done.why()


def machine() -> str:
    """Return what tells this machine from others."""
    try:
        return Path("/etc/machine-id").read_text("ascii").strip() or os.uname().nodename
    except (OSError, UnicodeDecodeError):
        return os.uname().nodename
