"""Signing in as at the AWS console, programs that renew at the same time, and a home that may only be read:
inia-cli against the sandbox, over HTTP.

    python sandbox_logins.py INIA_CLI

Starts a sandbox of its own and works in homes of its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_PATIENCE = 60  # seconds
_PROGRAMS = 5
_NOBODY = 65534
_ENDED = "2026-01-01T00:00:00Z"


class Person:
    """A browser, and somebody who presses a button."""

    def __init__(self, decision: str) -> None:
        self._decision = decision

    def visit(self, address: str) -> str:
        """The page at the end."""
        opener = build_opener(ProxyHandler({}), HTTPRedirectHandler())
        with opener.open(address, timeout=_PATIENCE) as page:
            assert "<form method=post" in page.read().decode()
        form = dict(parse_qsl(urlsplit(address).query)) | {"decision": self._decision}
        target = urlsplit(address)._replace(query="").geturl()
        with opener.open(target, urlencode(form).encode(), timeout=_PATIENCE) as page:
            return page.read().decode()


def _login(desk, profile: str, *options: str, person: Person, codes=lambda page: []) -> tuple[int, str]:
    """What inia-cli says, with what `codes` makes of the last page entered one by one."""
    with subprocess.Popen([desk.program, "login", "--profile", profile, *options], env=desk.environment,
                          stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        said = ""
        while "/v1/authorize" not in said and (line := process.stderr.readline()):
            said += line
        address = re.search(r"http\S+", said)
        if address is None:
            return process.wait(_PATIENCE), said
        entered = "".join(code + "\n" for code in codes(person.visit(address[0])))
        _out, rest = process.communicate(entered, _PATIENCE)
        desk.said += said + rest
        return process.returncode, said + rest


def _code_of(page: str) -> str:
    return re.search(r"<code>([^<]+)</code>", page)[1]


def _cache(desk, kind: str) -> Path:
    (path,) = (desk.home / ".aws" / kind / "cache").glob("*.json")
    return path


def _end(path: Path) -> dict:
    """Makes the file say that its keys have ended; what it held."""
    before = json.loads(path.read_text())
    ended = json.loads(path.read_text())
    (ended["accessToken"] if isinstance(ended["accessToken"], dict) else ended)["expiresAt"] = _ENDED
    path.write_text(json.dumps(ended))
    return before


def a_code_is_brought_from_the_page(desk) -> None:
    from sandbox_signin import _expect, _role

    refused = desk.run("call", "s3", "list_buckets", "--profile", "sandbox-login")
    _expect("before", refused.code != 0 and "inia-cli login --profile sandbox-login" in refused.err, refused.err)
    code, said = _login(desk, "sandbox-login", person=Person("allow"),
                        codes=lambda page: ["nonsense", "c3RhdGU9eCZjb2RlPXk=", _code_of(page)])
    _expect("login", code == 0 and "Copy all of it" in said and "another sign-in" in said, said)
    _expect("role", _role(desk, "sandbox-login").startswith("AWSReservedSSO_Administrator"), "")
    path = _cache(desk, "login")
    _expect("mode", path.stat().st_mode & 0o777 == 0o600, oct(path.stat().st_mode))
    names = set(json.loads(path.read_text()))
    wanted = {"accessToken", "tokenType", "clientId", "refreshToken", "idToken", "dpopKey"}
    _expect("members", names == wanted, names)


def a_browser_comes_back(desk) -> None:
    from sandbox_signin import _expect, _role

    _cache(desk, "login").unlink()
    code, said = _login(desk, "sandbox-login", "--browser", person=Person("deny"))
    _expect("denied", code == 253 and "denied in the browser" in said, said)
    pages = []
    code, said = _login(desk, "sandbox-login", "--browser", person=Person("allow"),
                        codes=lambda page: pages.append(page) or [])
    _expect("login", code == 0 and "go back to Inia" in pages[0], (code, said, pages))
    _expect("role", _role(desk, "sandbox-login").startswith("AWSReservedSSO_Administrator"), "")


def _key_of(desk, profile: str, **variables: str) -> str:
    return desk.run("session", "--profile", profile, **variables).document()["credentials"]["access_key"]


def a_first_sign_in_writes_its_session(desk) -> None:
    """In a config file of its own: into a profile that says nothing of signing in, and into one that it makes."""
    from sandbox_signin import _expect

    config = desk.home / "config"
    before = "# mine\n[profile fresh]\nnote = 1\n\n[profile last]\nregion = x\n"
    config.write_text(before)
    variables = {"AWS_CONFIG_FILE": str(config), "AWS_ENDPOINT_URL_SIGNIN": desk.ask("/admin/url")}
    usual, desk.environment = desk.environment, desk.environment | variables
    try:
        options = ("--console", "--browser", "--region", "us-west-2")
        code, said = _login(desk, "fresh", *options, person=Person("allow"))
        written = config.read_text()
        _expect("login", code == 0, said)
        added = r"login_session = arn:aws:sts::\S+\nregion = us-west-2\n"
        _expect("profile", re.sub(added, "", written) == before and re.search("note = 1\n" + added, written), written)
        refused = desk.run("login", "--profile", "my new", **variables)
        _expect("without --console", refused.code == 253 and "no profile" in refused.err, refused.err)
        code, said = _login(desk, "my new", *options, person=Person("allow"))
        made = config.read_text()[len(written):]
        _expect("login", code == 0 and re.fullmatch(r'\n*\[profile "my new"\]\n' + added, made), (said, made))
        keys = [_key_of(desk, profile, **variables) for profile in ("my new", "fresh")]
        _expect("keys", keys[0] == keys[1], keys)
    finally:
        desk.environment = usual
    taken = desk.run("login", "--console", "--profile", "sandbox-role")
    _expect("a profile with a role", taken.code == 253 and "role_arn" in taken.err, taken.err)


def a_sign_in_as_another_is_not_kept(desk) -> None:
    from sandbox_signin import _expect

    config = Path(desk.environment["AWS_CONFIG_FILE"])
    before = config.read_text()
    kept = {path.name for path in (desk.home / ".aws" / "login" / "cache").iterdir()}
    config.write_text(re.sub("login_session = .*", "login_session = arn:aws:iam::1:user/somebody", before))
    try:
        code, said = _login(desk, "sandbox-login", "--browser", person=Person("allow"))
    finally:
        config.write_text(before)
    _expect("login", code == 253 and "somebody" in said and "console.person" in said, said)
    _expect("files", {path.name for path in (desk.home / ".aws" / "login" / "cache").iterdir()} == kept, kept)


def _renew_side_by_side(desk, profile: str, path: Path, endpoint: str) -> None:
    """All programs find the keys ended, while the server takes its time; its refresh token serves once."""
    from sandbox_signin import _expect

    before = _end(path)
    desk.forget_roles()
    asked = desk.asked(endpoint)
    desk.ask("/admin/lifetimes?delay=700")
    outcomes = []
    programs = [threading.Thread(target=lambda: outcomes.append(
        desk.run("call", "sts", "get_caller_identity", "--profile", profile))) for _ in range(_PROGRAMS)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    desk.ask("/admin/lifetimes?delay=0")
    failed = [outcome.err for outcome in outcomes if outcome.code != 0]
    _expect("programs", len(outcomes) == _PROGRAMS and not failed, failed)
    _expect("requests", desk.asked(endpoint) - asked == 1, desk.asked(endpoint) - asked)
    _expect("token", json.loads(path.read_text())["refreshToken"] != before["refreshToken"], "is the old one")
    _expect("lock", not list(path.parent.glob("*.lock")), list(path.parent.iterdir()))


def programs_renew_a_login_once(desk) -> None:
    _renew_side_by_side(desk, "sandbox-login", _cache(desk, "login"), "/v1/token")


def programs_renew_a_token_once(desk) -> None:
    from sandbox_signin import _expect

    code, said = desk.login("sandbox-sso", "allow")
    _expect("login", code == 0, said)
    _renew_side_by_side(desk, "sandbox-sso", _cache(desk, "sso"), "/token")


def a_lock_that_was_left_is_taken_away(desk) -> None:
    """By a program that is no more."""
    from sandbox_signin import _expect

    path = _cache(desk, "sso")
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    path.with_name(path.name + ".lock").write_text(f"{gone.pid}\ninia-cli\n{os.uname().nodename}\n")
    _end(path)
    desk.forget_roles()
    outcome = desk.run("call", "sts", "get_caller_identity", "--profile", "sandbox-sso")
    _expect("call", outcome.code == 0, outcome.err)


def a_home_that_may_only_be_read(desk) -> None:
    """Keys are renewed and used; what cannot be kept is said. As root, by somebody who is not."""
    from report import Skip
    from sandbox_signin import _expect

    aws = desk.home / ".aws"
    is_root = os.geteuid() == 0
    folders = [aws, *(path for path in aws.rglob("*") if path.is_dir())]
    for folder in folders:
        for path in folder.iterdir():
            if is_root:
                os.chown(path, _NOBODY, _NOBODY)
        folder.chmod(0o555)
    try:
        for profile, kind in (("sandbox-login", "login"), ("sandbox-sso", "sso")):
            path = _cache(desk, kind)
            before = _end(path)
            ended = path.read_text()
            desk.forget_roles()
            program = [desk.program, "call", "sts", "get_caller_identity", "--profile", profile]
            try:
                run = subprocess.run(program, env=desk.environment, capture_output=True, text=True, timeout=_PATIENCE,
                                     **({"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if is_root else {}))
            except PermissionError as closed:  # the build stands where root alone may go
                raise Skip(str(closed)) from closed
            desk.said += run.stdout + run.stderr
            _expect(profile, run.returncode == 0 and "Arn" in run.stdout, run)
            warned = run.stderr.count("warning:")
            _expect("warning", warned == 1 and str(path) in run.stderr and "kept" in run.stderr, run.stderr)
            _expect("file", path.read_text() == ended and before["refreshToken"] not in desk.said, "has changed")
    finally:
        for folder in folders:
            folder.chmod(0o755)


def no_secret_is_told(desk) -> None:
    from sandbox_signin import _expect

    secrets = []

    def collect(value) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name in ("secretAccessKey", "sessionToken", "refreshToken", "dpopKey", "idToken", "accessToken",
                            "clientSecret", "SecretAccessKey", "SessionToken") and isinstance(inner, str):
                    secrets.extend(line for line in inner.splitlines() if not line.startswith("-----"))
                collect(inner)

    for path in (desk.home / ".aws").rglob("*.json"):
        collect(json.loads(path.read_text()))
    for profile in ("sandbox-login", "sandbox-sso"):
        desk.run("session", "--profile", profile)
    told = [secret[:4] + "..." for secret in secrets if secret in desk.said]
    _expect("secrets told", not told and len(secrets) > 6, told)


def main(arguments: list[str]) -> int:
    from inia_cli import started_sandbox
    from report import Report
    from sandbox_signin import Desk

    report = Report("sandbox_logins")
    with tempfile.TemporaryDirectory() as folder, started_sandbox(folder) as sandbox:
        home = Path(folder) / "home"
        home.mkdir()
        for path in (Path(folder), home, Path(sandbox["config"]), Path(sandbox["credentials"])):
            path.chmod(0o755)
        desk = Desk(arguments[0], sandbox, home)
        for check in (a_code_is_brought_from_the_page, a_browser_comes_back, a_first_sign_in_writes_its_session,
                      a_sign_in_as_another_is_not_kept, programs_renew_a_login_once, programs_renew_a_token_once,
                      a_lock_that_was_left_is_taken_away, a_home_that_may_only_be_read, no_secret_is_told):
            report.check(check.__name__, "", lambda check=check: check(desk))
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
