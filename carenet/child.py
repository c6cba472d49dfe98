"""Child processes that end with their parent, and that need not be root when their parent is.

PostgreSQL refuses to run as root, so under root the servers run as ``nobody``. When the checkout lies below
a folder that nobody may enter (/root, say), the child keeps one capability of Linux: to pass through folders.
Nothing is copied, and no folder of the machine is opened to others.
"""

import contextlib
import ctypes
import os
import pwd
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LINUX = sys.platform.startswith("linux")
# Numbers of <linux/prctl.h> and <linux/capability.h>
PR_SET_PDEATHSIG, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
# Keeps capabilities over setuid(), and lets access() count them as well as open() does.
SECBIT_NO_SETUID_FIXUP = 1 << 2
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CAPABILITY_VERSION_3 = 0x20080522
LOG_LIMIT = 5_000_000  # bytes; a log that is longer begins anew


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a child is: user and group, and the capability it needs to pass closed folders (or None)."""

    uid: int
    gid: int
    capability: int | None = None


def identity_for(paths: Iterable[Path]) -> Identity | None:
    """Who the servers should be to reach these paths: None means as we are, which is anyone but root."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    closed = any(
        not parent.stat().st_mode & stat.S_IXOTH for path in paths for parent in (path, *path.parents)
    )
    return Identity(nobody.pw_uid, nobody.pw_gid, _search_capability() if closed and LINUX else None)


def launch(
    arguments: Sequence[str | Path],
    *,
    log: Path,
    stop: signal.Signals = signal.SIGTERM,
    identity: Identity | None = None,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, its output added to ``log``.

    On Linux it gets ``stop`` when this process ends in whatever way. Raises OSError or SubprocessError when
    it cannot be started.
    """
    mode = "ab" if not log.exists() or log.stat().st_size < LOG_LIMIT else "wb"
    with log.open(mode) as output:
        return subprocess.Popen(
            [str(argument) for argument in arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environ,
            start_new_session=True,
            preexec_fn=_settle(identity, stop),
        )


def end(process: subprocess.Popen[bytes], stop: signal.Signals | None, seconds: float) -> None:
    """Ask a child to stop (None: it was asked already), and after ``seconds`` end it and its whole group."""
    if process.poll() is None:
        if stop is not None:
            process.send_signal(stop)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    end_group(process)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End what is left of a child's group at once, so that nothing outlives it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _settle(identity: Identity | None, stop: signal.Signals) -> Callable[[], None]:
    """What the child does between fork and exec: drop root, and tie its life to its parent's."""
    parent = os.getpid()
    libc = ctypes.CDLL(None, use_errno=True) if LINUX else None

    def settle() -> None:
        if identity is not None:
            if libc and identity.capability is not None:
                libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
            os.setgroups([])
            os.setgid(identity.gid)
            os.setuid(identity.uid)
            if libc and identity.capability is not None:
                _keep(libc, identity.capability)
        if libc:
            libc.prctl(PR_SET_PDEATHSIG, int(stop), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return settle


def _search_capability() -> int | None:
    """The smallest capability of ours that lets a child pass through closed folders."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("CapEff:"))
    ours = int(line.split()[1], 16)
    return next((c for c in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if ours >> c & 1), None)


def _keep(libc: ctypes.CDLL, capability: int) -> None:
    """Keep one capability over the coming exec. Raises OSError when the system will not."""
    bit = 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)  # effective, permitted, inheritable
    if libc.capset(header, sets) or libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0):
        raise OSError(ctypes.get_errno(), "the capability to pass through folders could not be kept")
