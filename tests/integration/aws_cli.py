"""Sign-ins and roles that the AWS CLI and inia-cli keep for each other, by the AWS CLI's own program.

    python aws_cli.py INIA_CLI

INIA_TEST_AWS_CLI names version 2 of the AWS CLI; packaging/test.sh fetches the one of packaging/pins.env where it can.
Starts a sandbox of its own. Whether a program has signed in, renewed or taken a role is counted at the server.
"""

from __future__ import annotations

import hashlib
import json
import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_PATIENCE = 60  # seconds
_ENDED = "2026-01-01T00:00:00Z"
_PRIVATE = 0o600
_START = "https://sandbox.awsapps.com/start"
# What a person waits for: the address to open, which holds the code where there is one; the question for a code.
_ADDRESS = re.compile(r"(http\S+(?:user_code=|authorize\?)\S*)\s")
_CODE = re.compile(r"(MFA code for \S+: )$")


class Aws:
    """The AWS CLI, in the home and with the files of a desk."""

    def __init__(self, desk, program: str) -> None:
        self._desk, self._program = desk, program
        # Its browser is our Person; a pager would wait for somebody.
        self._environment = desk.environment | {"BROWSER": "true", "AWS_PAGER": ""}

    def run(self, *words: str, **variables: str) -> str:
        from report import Mismatch

        done = subprocess.run([self._program, *words], env=self._environment | variables, capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, timeout=_PATIENCE, check=False)
        if done.returncode != 0:
            raise Mismatch(f"aws {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout

    def key(self, profile: str, **variables: str) -> str:
        words = ("configure", "export-credentials", "--format", "process", "--profile", profile)
        return json.loads(self.run(*words, **variables))["AccessKeyId"]

    def converse(self, *words: str, until: re.Pattern[str], answer: Callable[[str], str], **variables: str) -> None:
        """At a terminal: enters what `answer` makes of what was waited for."""
        from sandbox_signin import _expect

        ours, theirs = pty.openpty()
        with subprocess.Popen([self._program, *words], env=self._environment | variables, stdin=theirs, stdout=theirs,
                              stderr=theirs, start_new_session=True) as process:
            os.close(theirs)
            said = ""
            try:
                while (found := until.search(said)) is None:
                    said += os.read(ours, 4096).decode()
                if line := answer(found[1]):
                    os.write(ours, (line + "\n").encode())
                while chunk := os.read(ours, 4096):
                    said += chunk.decode()
            except OSError:  # so a terminal ends
                pass
            os.close(ours)
            _expect("aws " + " ".join(words), process.wait(_PATIENCE) == 0, said)


def _token_file(desk) -> Path:
    session = re.search(r"sso_session = (\S+)", Path(desk.environment["AWS_CONFIG_FILE"]).read_text())[1]
    return desk.home / ".aws" / "sso" / "cache" / (hashlib.sha1(session.encode()).hexdigest() + ".json")


def _login_file(desk) -> Path:
    (path,) = (desk.home / ".aws" / "login" / "cache").glob("*.json")
    return path


def _ours(desk, profile: str, **variables: str) -> str:
    found = desk.run("session", "--profile", profile, **variables).document()["credentials"]
    return found["access_key"][-4:] if "access_key" in found else str(found)


def _same_keys(desk, aws: Aws, profile: str, counter: str) -> None:
    """What the second program of the two uses is what the first has: nobody asks for it again."""
    from sandbox_signin import _expect

    before = desk.asked(counter)
    theirs, ours = aws.key(profile), _ours(desk, profile)
    _expect(f"keys of {profile}", theirs.endswith(ours), (theirs, ours))
    _expect(f"{counter} for {profile}", desk.asked(counter) == before, desk.asked(counter) - before)


def _end(path: Path) -> None:
    ended = json.loads(path.read_text())
    (ended["accessToken"] if isinstance(ended["accessToken"], dict) else ended)["expiresAt"] = _ENDED
    path.write_text(json.dumps(ended))


def _private(path: Path) -> None:
    from sandbox_signin import _expect

    _expect(f"mode of {path.name}", path.stat().st_mode & 0o777 == _PRIVATE, oct(path.stat().st_mode))


def _renewed_by(desk, aws: Aws, profile: str, path: Path, endpoint: str, by_them: bool) -> None:
    """Either renews what the other has begun, and the other takes what comes of it."""
    from sandbox_signin import _expect

    _end(path)
    desk.forget_roles()
    before = desk.asked(endpoint)
    if by_them:
        aws.key(profile)
    else:
        _ours(desk, profile)
    _expect("renewals", desk.asked(endpoint) - before == 1, desk.asked(endpoint) - before)
    _expect("end", _ENDED not in path.read_text(), "is the old one")
    _same_keys(desk, aws, profile, endpoint)
    _private(path)


def _browse(address: str) -> str:
    from sandbox_logins import Person

    Person("allow").visit(address)
    return ""


def they_use_our_token(desk, aws: Aws) -> None:
    from sandbox_signin import _expect

    code, said = desk.login("sandbox-sso", "allow")
    _expect("login", code == 0, said)
    before = desk.asked("/token")
    role = json.loads(aws.run("sts", "get-caller-identity", "--profile", "sandbox-sso"))["Arn"].split("/")[1]
    _expect("role", role.startswith("AWSReservedSSO_ReadOnly"), role)
    _expect("sign-ins", desk.asked("/token") == before, desk.asked("/token") - before)
    for by_them in (True, False):
        _renewed_by(desk, aws, "sandbox-sso", _token_file(desk), "/token", by_them)


def we_use_their_token(desk, aws: Aws) -> None:
    """Of a device code, and of a browser that comes back."""
    from sandbox_signin import _expect, _role

    def approve(address: str) -> str:
        desk.ask("/device", user_code=address.split("user_code=")[1], decision="allow")
        return ""

    for words, visit in ((("--use-device-code",), approve), ((), _browse)):
        _token_file(desk).unlink()
        desk.forget_roles()
        refused = desk.run("call", "sts", "get_caller_identity", "--profile", "sandbox-sso")
        _expect("before", refused.code != 0 and "login" in refused.err, refused)
        aws.converse("sso", "login", "--no-browser", "--profile", "sandbox-sso", *words, until=_ADDRESS, answer=visit)
        before = desk.asked("/token")
        _expect("role", _role(desk, "sandbox-sso").startswith("AWSReservedSSO_ReadOnly"), words)
        _expect("sign-ins", desk.asked("/token") == before, desk.asked("/token") - before)
        for by_them in (False, True):
            _renewed_by(desk, aws, "sandbox-sso", _token_file(desk), "/token", by_them)


def they_use_our_login(desk, aws: Aws) -> None:
    from sandbox_logins import Person, _login
    from sandbox_signin import _expect

    code, said = _login(desk, "sandbox-login", "--browser", person=Person("allow"))
    _expect("login", code == 0, said)
    _same_keys(desk, aws, "sandbox-login", "/v1/token")
    for by_them in (True, False):
        _renewed_by(desk, aws, "sandbox-login", _login_file(desk), "/v1/token", by_them)


def we_use_their_login(desk, aws: Aws) -> None:
    """Of a browser that comes back, and of the code of its page."""
    from sandbox_logins import Person, _code_of

    def bring(address: str) -> str:
        return _code_of(Person("allow").visit(address))

    for words, visit in (((), _browse), (("--remote",), bring)):
        _login_file(desk).unlink()
        aws.converse("login", "--profile", "sandbox-login", *words, until=_ADDRESS, answer=visit)
        _same_keys(desk, aws, "sandbox-login", "/v1/token")
        for by_them in (False, True):
            _renewed_by(desk, aws, "sandbox-login", _login_file(desk), "/v1/token", by_them)


def either_begins_a_profile(desk, aws: Aws) -> None:
    """A first sign-in writes the profile, which the other program reads."""
    from sandbox_logins import Person, _login
    from sandbox_signin import _expect

    config = desk.home / "fresh"
    variables = {"AWS_CONFIG_FILE": str(config), "AWS_ENDPOINT_URL_SIGNIN": desk.ask("/admin/url")}

    usual, desk.environment = desk.environment, desk.environment | variables
    try:
        config.write_text("")
        code, said = _login(desk, "ours", "--console", "--browser", "--region", "us-west-2", person=Person("allow"))
        _expect("login", code == 0, said)
        aws.converse("login", "--profile", "theirs", "--region", "us-west-2", until=_ADDRESS, answer=_browse, **variables)
        for profile in ("ours", "theirs"):
            theirs, ours = aws.key(profile, **variables), _ours(desk, profile, **variables)
            _expect(f"keys of {profile}", theirs.endswith(ours), (theirs, ours))
    finally:
        desk.environment = usual


def roles_are_shared(desk, aws: Aws) -> None:
    """Of Identity Center, taken by keys, and taken with a code, which the second is not asked for."""
    from sandbox_signin import _expect

    ask = ("sts", "get-caller-identity", "--profile")
    for profile, counter in (("sandbox-sso", "/federation/credentials"), ("sandbox-role", "AssumeRole"),
                             ("sandbox-mfa", "AssumeRole")):
        for is_ours in (True, False):
            desk.forget_roles()
            before = desk.asked(counter)
            if not is_ours and profile == "sandbox-mfa":
                aws.converse(*ask, profile, until=_CODE, answer=lambda _said: desk.ask("/admin/mfa"))
            elif not is_ours:
                aws.run(*ask, profile)
            elif profile == "sandbox-mfa":
                code, said = desk.with_codes([desk.ask("/admin/mfa")], "call", "sts", "get_caller_identity",
                                             "--profile", profile)
                _expect(profile, code == 0, said)
            else:
                _expect(profile, desk.run("call", "sts", "get_caller_identity", "--profile", profile).code == 0, "")
            _expect(f"{counter} for {profile}", desk.asked(counter) - before == 1, desk.asked(counter) - before)
            _same_keys(desk, aws, profile, counter)
            (path,) = (desk.home / ".aws" / "cli" / "cache").glob("*.json")
            _private(path)


def main(arguments: list[str]) -> int:
    from inia_cli import started_sandbox
    from report import Report
    from sandbox_signin import Desk

    program = os.environ.get("INIA_TEST_AWS_CLI", "")
    if not program:
        print("Skipped as a whole: INIA_TEST_AWS_CLI not set; packaging/test.sh sets it where it could fetch the AWS CLI")
        return 0
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    if not version.startswith("aws-cli/2."):
        print(f"Skipped as a whole: {program} is no version 2 of the AWS CLI, but says: {version.strip()}")
        return 0
    report = Report("aws_cli_shares")
    with tempfile.TemporaryDirectory() as folder, started_sandbox(folder) as sandbox:
        home = Path(folder) / "home"
        home.mkdir()
        # The AWS CLI signs in at addresses of AWS alone; it asks the service below its configured endpoint.
        config = Path(sandbox["config"])
        config.write_text(re.sub("sso_start_url = .*", f"sso_start_url = {_START}", config.read_text()))
        desk = Desk(arguments[0], sandbox, home)
        aws = Aws(desk, program)
        for check in (they_use_our_token, we_use_their_token, they_use_our_login, we_use_their_login,
                      either_begins_a_profile, roles_are_shared):
            report.check(check.__name__, "", lambda check=check: check(desk, aws))
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
