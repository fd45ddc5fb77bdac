"""Keys in the keychain of the desktop: inia-cli with gnome-keyring on a D-Bus of its own.

    python keychain.py INIA_CLI

Skipped where dbus-run-session or gnome-keyring-daemon is missing, or inia-cli was built without QtKeychain.
"""

from __future__ import annotations

import contextlib
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_PATIENCE = 60  # seconds
_ID, _SECRET = "AKIDKEYCHAIN", "CANARY/secret+key"
_INSIDE = "--inside"


def _keychain(program: str, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([program, "keychain", *words], input=stdin, capture_output=True, text=True,
                          timeout=_PATIENCE, check=False)


def _expect(what: str, good: bool, seen: object) -> None:
    from report import Mismatch

    if not good:
        raise Mismatch(f"{what}: {seen}")


def keys_are_kept_printed_and_removed(program: str) -> None:
    empty = _keychain(program, "get", "dev")
    _expect("get before", empty.returncode == 253 and "nothing of Inia's" in empty.stderr and not empty.stdout, empty)
    kept = _keychain(program, "set", "dev", stdin=f"{_ID}\n{_SECRET}\n")
    _expect("set", kept.returncode == 0 and _SECRET not in kept.stdout + kept.stderr, kept)
    got = _keychain(program, "get", "dev")
    wanted = {"Version": 1, "AccessKeyId": _ID, "SecretAccessKey": _SECRET}
    _expect("get", got.returncode == 0 and json.loads(got.stdout) == wanted, got)
    _expect("delete", _keychain(program, "delete", "dev").returncode == 0, "")
    _expect("get after", _keychain(program, "get", "dev").returncode == 253, "")


def a_profile_has_them_by_its_process(program: str) -> None:
    name = "Ann's keys"
    _expect("set", _keychain(program, "set", name, stdin=f"{_ID}\n{_SECRET}\n").returncode == 0, "")
    config = Path(os.environ["HOME"]) / "config"
    config.write_text(f"[profile dev]\nregion = us-east-1\ncredential_process = {program} keychain get \"{name}\"\n")
    done = subprocess.run([program, "session", "--profile", "dev"], capture_output=True, text=True, timeout=_PATIENCE,
                          env=os.environ | {"AWS_CONFIG_FILE": str(config)}, check=False)
    keys = json.loads(done.stdout)["credentials"]
    _expect("session", keys.get("source") == "process" and keys["access_key"].endswith("HAIN"), done)
    _expect("session", _SECRET not in done.stdout + done.stderr, "tells the secret")


def a_terminal_does_not_show_the_secret(program: str) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen([program, "keychain", "set", "typed"], stdin=theirs, stdout=theirs,
                          stderr=theirs) as process:
        os.close(theirs)
        said, answers = "", [("ID: ", _ID), ("not shown): ", _SECRET)]
        try:
            while chunk := os.read(ours, 4096):
                said += chunk.decode()
                if answers and said.endswith(answers[0][0]):
                    os.write(ours, (answers.pop(0)[1] + "\n").encode())
        except OSError:  # so a terminal ends
            pass
        os.close(ours)
        _expect("set", process.wait(_PATIENCE) == 0 and _ID in said and _SECRET not in said, said)
    _expect("get", json.loads(_keychain(program, "get", "typed").stdout)["SecretAccessKey"] == _SECRET, "another")


def what_is_no_key_is_refused(program: str) -> None:
    for stdin, word in ((f"{_ID}\n", "missing"), ("", "missing"), (f"{_ID}\n\"{_SECRET}\"\n", "quotes")):
        refused = _keychain(program, "set", "bad", stdin=stdin)
        _expect("set", refused.returncode == 252 and word in refused.stderr and _SECRET not in refused.stderr, refused)
    _expect("get", _keychain(program, "get", "bad").returncode == 253, "")
    wrong = _keychain(program, "show", "dev")
    _expect("show", wrong.returncode == 252 and "set, get or delete" in wrong.stderr, wrong)


def without_a_keychain_that_is_said(program: str) -> None:
    lonely = {name: value for name, value in os.environ.items() if name not in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY")}
    done = subprocess.run([program, "keychain", "get", "dev"], capture_output=True, text=True, timeout=_PATIENCE,
                          env=lonely | {"XDG_RUNTIME_DIR": os.environ["HOME"]}, check=False)
    _expect("get", done.returncode == 253 and "gnome-keyring or KWallet has to run" in done.stderr, done)


def _wait_for_keyring() -> None:
    """Who asks before it is there has the bus start another one, which is locked."""
    ask = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
           "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]
    deadline = time.monotonic() + _PATIENCE
    while "boolean true" not in subprocess.run(ask, capture_output=True, text=True, check=True).stdout:
        if time.monotonic() > deadline:
            raise TimeoutError("gnome-keyring-daemon does not take its name on the bus")
        time.sleep(0.02)


def _inside(program: str) -> int:
    """On a D-Bus of our own, with a home of our own."""
    from report import Report

    report = Report("keychain")
    with subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                          stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as keyring:
        try:
            keyring.stdin.write(b"a password\n")
            keyring.stdin.close()
            _wait_for_keyring()
            for check in (keys_are_kept_printed_and_removed, a_profile_has_them_by_its_process,
                          a_terminal_does_not_show_the_secret, what_is_no_key_is_refused,
                          without_a_keychain_that_is_said):
                report.check(check.__name__, "", lambda check=check: check(program))
        finally:
            keyring.terminate()
    return report.finish()


def main(arguments: list[str]) -> int:
    if arguments[0] == _INSIDE:
        return _inside(arguments[1])
    missing = [name for name in ("dbus-run-session", "dbus-send", "gnome-keyring-daemon") if shutil.which(name) is None]
    if missing:
        print(f"Skipped as a whole: {' and '.join(missing)} not found (Debian: dbus-daemon, gnome-keyring)")
        return 0
    if "built without" in _keychain(arguments[0], "get", "dev").stderr:
        print("Skipped as a whole: inia-cli was built without QtKeychain (Debian: qtkeychain-qt6-dev)")
        return 0
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile() as said:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "XDG_", "DBUS_"))}
        variables = {"HOME": home, "XDG_RUNTIME_DIR": home, "AWS_EC2_METADATA_DISABLED": "true"}
        # What the bus starts by itself may outlive it: it must not hold our own output open, for which CTest would
        # wait, and goes with the session.
        with subprocess.Popen(["dbus-run-session", "--", sys.executable, __file__, _INSIDE, arguments[0]],
                              env=kept | variables, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                              start_new_session=True) as session:
            try:
                code = session.wait(5 * _PATIENCE)
            except subprocess.TimeoutExpired:
                code = 1
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(session.pid, signal.SIGKILL)
        said.seek(0)
        print(said.read().decode(errors="replace"), end="", flush=True)
        return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
