"""A real user manager of systemd and a real crontab for the tests, both apart from anybody's own.

systemd runs in a mount namespace and control groups of its own, which takes root; the crontab is
that of the user nobody, which root may edit. Where that cannot be had the tests are skipped, and
say why.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = os.environ["PATH"]
"""Where the machine's programs are, whatever a test makes of PATH."""
SYSTEMD = Path("/lib/systemd/systemd")
GROUPS = (Path("/sys/fs/cgroup/systemd"), Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup"))
"""Where control groups may be: of version 1 beside 2, or of version 2 alone."""
START = """\
for group in "$@"; do echo $$ >"$group/cgroup.procs" || exit 3; done
mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/system || exit 3
exec /lib/systemd/systemd --user
"""


def systemctl(*words: str) -> subprocess.CompletedProcess[str]:
    """Tell the test's manager something; XDG_RUNTIME_DIR says where it is."""
    return subprocess.run(
        [shutil.which("systemctl", path=PATH), "--user", "--no-pager", *words],
        capture_output=True,
        text=True,
        timeout=30,
    )


def show(unit: str, name: str) -> str:
    """One property of a unit."""
    return systemctl("show", unit, f"--property={name}", "--value").stdout.strip()


def wait_for(unit: str, name: str, *values: str) -> str:
    """Wait until a property has one of these values; return the one it has in the end."""
    for _ in range(300):
        if show(unit, name) in values:
            break
        time.sleep(0.1)
    return show(unit, name)


@contextlib.contextmanager
def running_manager(home: Path) -> Iterator[None]:
    """Run systemd's user manager until the end of the block.

    Args:
        home: what HOME and XDG_RUNTIME_DIR, set already, lie in; its path must be short.
    """
    if (
        not SYSTEMD.exists()
        or not shutil.which("systemctl", path=PATH)
        or not shutil.which("unshare", path=PATH)
    ):
        pytest.skip("systemd is not installed (Debian: systemd)")
    if os.getuid() != 0:
        pytest.skip("only root can start a user manager apart from its own")
    groups: list[Path] = []
    for hierarchy in GROUPS:
        group = hierarchy / f"antara-test-{os.getpid()}"
        with contextlib.suppress(OSError):
            if (hierarchy / "cgroup.procs").exists():
                group.mkdir(exist_ok=True)
                groups.append(group)
    with (home / "systemd.log").open("w") as said:
        process = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", START, "sh", *map(str, groups)],
            env={**os.environ, "PATH": PATH},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
    try:
        for _ in range(100):
            if process.poll() is not None or systemctl("show", "-p", "Version").returncode == 0:
                break
            time.sleep(0.1)
        if process.poll() is not None or not groups:
            lines = (home / "systemd.log").read_text(errors="replace").strip().splitlines()
            pytest.skip(f"systemd's user manager does not start here: {lines[-1:]}")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait()
        for group in groups:
            for folder in sorted(group.rglob("*/"), reverse=True):
                _gone(folder)
            _gone(group)


def _gone(group: Path) -> None:
    """Remove a control group, which empties a moment after its last process ended."""
    for _ in range(50):
        with contextlib.suppress(FileNotFoundError):
            try:
                group.rmdir()
            except OSError:
                time.sleep(0.1)
                continue
        return


@contextlib.contextmanager
def crontab_of_nobody(folder: Path) -> Iterator[Path]:
    """Put a `crontab` into a folder that is the real one, for the user nobody; empty at the end.

    Returns:
        the program.
    """
    real = shutil.which("crontab", path=PATH)
    if real is None:
        pytest.skip("there is no crontab (Debian: cron)")
    if os.getuid() != 0:
        pytest.skip("only root can use another user's crontab, and nobody's own is touched")
    # Several tests may run at once, and there is one nobody.
    with (Path(tempfile.gettempdir()) / "antara-test-crontab.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        program = folder / "crontab"
        program.write_text(f'#!/bin/sh\nexec {real} -u nobody "$@"\n')
        program.chmod(0o755)
        if subprocess.run([program, "-l"], capture_output=True).returncode == 0:
            pytest.skip("the user nobody has a crontab already, and it is not touched")
        try:
            yield program
        finally:
            subprocess.run([program, "-r"], capture_output=True)
