"""Starting and stopping a server as the right user, and telling a live server from a stale pid file."""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 60.0


class EmbeddedServiceError(RuntimeError):
    """An embedded service could not be made, started or stopped; the message says what to do."""


def wheel_directory(package: str) -> Path:
    """Where an installed package lies. The package is not imported: the image has neither wheel, and this module.

    :raises EmbeddedServiceError: the package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise EmbeddedServiceError(
            f"{package} saknas: kör make setup, eller sätt DATABASE_URL och REDIS_URL."
        )
    return Path(spec.origin).parent


def service_user() -> pwd.struct_passwd | None:
    """The user that PostgreSQL runs as when we are root (it refuses root itself), otherwise None: ourselves."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


_launched: list["subprocess.Popen[bytes]"] = []


def launch(command: list[str], log: Path) -> "subprocess.Popen[bytes]":
    """Start a server in a session of its own, so that a Ctrl-C in the terminal is not also its Ctrl-C."""
    with log.open("ab") as output:
        server = subprocess.Popen(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    _launched.append(server)
    return server


def open_to_all(path: Path) -> bool:
    """True when any user may pass through every directory down to and including `path`."""
    return all(directory.stat().st_mode & 0o001 for directory in (path, *path.parents))


def own(path: Path, user: pwd.struct_passwd | None) -> None:
    """Make a private directory, belonging to the user that the service runs as."""
    path.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        raise EmbeddedServiceError(f"{path} är en länk och används inte för inbäddade tjänster; ta bort den.")
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)
    elif path.stat().st_uid != os.geteuid():
        raise EmbeddedServiceError(f"{path} tillhör en annan användare; sätt EMBEDDED_DIR till en egen mapp.")
    path.chmod(0o700)


def as_user(command: list[str], user: pwd.struct_passwd | None) -> list[str]:
    """The command, prefixed so that root runs it as `user`.

    The only right kept is to read and pass through directories, so that data below a private directory (/root,
    a mktemp -d) can be used without opening that directory to everybody.
    """
    if user is None:
        return command
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise EmbeddedServiceError(
            "PostgreSQL körs inte som root och setpriv saknas: kör apt-get install util-linux, "
            "eller kör som vanlig användare."
        )
    drop = [setpriv, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    keep = ["--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search"]
    allowed = (
        subprocess.run([*drop, *keep, "true"], cwd="/", capture_output=True, check=False).returncode == 0
    )
    return [*drop, *(keep if allowed else []), *command]


def answers(path: Path) -> bool:
    """True when something accepts connections on the unix socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(2)
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True


def runs(pid: int, marker: str) -> bool:
    """True when process `pid` is alive and its command line names `marker`: a reused pid does not count."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return os.fsencode(marker) in command


def stop(pid: int, marker: str, sign: signal.Signals) -> None:
    """Signal the process and wait until it is gone.

    :raises EmbeddedServiceError: still there after STOP_TIMEOUT_S.
    """
    if not runs(pid, marker):
        return
    os.kill(pid, sign)
    deadline = time.monotonic() + STOP_TIMEOUT_S
    while runs(pid, marker):
        _reap(pid)
        if time.monotonic() > deadline:
            raise EmbeddedServiceError(f"Process {pid} ({marker}) stannade inte inom {STOP_TIMEOUT_S:.0f} s.")
        time.sleep(0.01)


def _reap(pid: int) -> None:
    """Collect the process when it is a child of ours, so that it does not stay as a zombie."""
    for server in [server for server in _launched if server.pid == pid]:
        if server.poll() is not None:
            _launched.remove(server)
