"""Signing in, taking roles and working on over the end of keys: inia-cli against the sandbox, over HTTP.

    python sandbox_signin.py INIA_CLI

Starts a sandbox of its own and works in a home of its own.
"""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_SESSION_PROFILES = ("sandbox-sso", "sandbox-sso-admin")
_PATIENCE = 60  # seconds


class Desk:
    """A person with a home, a browser and inia-cli."""

    def __init__(self, program: str, sandbox: dict[str, str], home: Path) -> None:
        from inia_cli import IniaCli, without_aws

        self.program, self.home, self._center = program, home, sandbox["identity"]
        self.environment = without_aws(os.environ) | {
            "AWS_CONFIG_FILE": sandbox["config"], "AWS_SHARED_CREDENTIALS_FILE": sandbox["credentials"],
            "HOME": str(home), "no_proxy": "127.0.0.1"}
        self.said = ""  # by every program, for the search of secrets
        self._inia = IniaCli(program, self.environment, [])

    def run(self, *arguments: str, stdin: str = "", **variables: str):
        outcome = self._inia.run(*arguments, stdin=stdin, environment=variables)
        self.said += outcome.out + outcome.err
        return outcome

    def ask(self, path: str, **form: str) -> str:
        body = urlencode(form).encode() if form else (b"" if "?" in path else None)
        with build_opener(ProxyHandler({})).open(self._center + path, body, timeout=_PATIENCE) as answer:
            return answer.read().decode()

    def asked(self, what: str) -> int:
        return json.loads(self.ask("/admin/asked")).get(what, 0)

    def forget_roles(self) -> None:
        for path in (self.home / ".aws" / "cli" / "cache").glob("*.json"):
            path.unlink()

    def login(self, profile: str, decision: str) -> tuple[int, str]:
        with subprocess.Popen([self.program, "login", "--profile", profile], env=self.environment,
                              stderr=subprocess.PIPE, text=True) as process:
            said = ""
            while "user_code=" not in said and (line := process.stderr.readline()):
                said += line
            self.ask("/device", user_code=said.split("user_code=")[1].split()[0], decision=decision)
            said += process.stderr.read()
            self.said += said
            return process.wait(_PATIENCE), said

    def with_codes(self, codes: list[str], *arguments: str) -> tuple[int, str]:
        """At a terminal, where each question is answered by the next code."""
        ours, theirs = pty.openpty()
        with subprocess.Popen([self.program, *arguments], env=self.environment, stdin=theirs, stdout=theirs,
                              stderr=theirs) as process:
            os.close(theirs)
            said = answered = ""
            try:
                while chunk := os.read(ours, 4096):
                    said += chunk.decode()
                    if codes and said[len(answered):].rstrip("\r\n").endswith("sandbox-mfa: "):
                        answered = said
                        os.write(ours, (codes.pop(0) + "\n").encode())
            except OSError:  # so a terminal ends
                pass
            os.close(ours)
            return process.wait(_PATIENCE), said


def _expect(what: str, good: bool, seen: object) -> None:
    from report import Mismatch

    if not good:
        raise Mismatch(f"{what}: {seen}")


def _role(desk: Desk, profile: str) -> str:
    return desk.run("call", "sts", "get_caller_identity", "--profile", profile).document()["Arn"].split("/")[1]


def roles_and_processes_give_keys(desk: Desk) -> None:
    for profile, role in (("sandbox-role", "sandbox-reader"), ("sandbox-process", "AWSReservedSSO_ReadOnly")):
        seen = _role(desk, profile)
        _expect(profile, seen.startswith(role), seen)


def a_denied_sign_in_gives_nothing(desk: Desk) -> None:
    code, said = desk.login("sandbox-sso", "deny")
    _expect("login", code != 0 and "denied" in said, said)
    refused = desk.run("call", "s3", "list_buckets", "--profile", "sandbox-sso")
    _expect("call", refused.code != 0 and "inia-cli login --profile sandbox-sso" in refused.err, refused)


def one_sign_in_serves_both_profiles(desk: Desk) -> None:
    code, said = desk.login("sandbox-sso", "allow")
    _expect("login", code == 0, said)
    seen = [_role(desk, profile) for profile in _SESSION_PROFILES]
    wanted = ["AWSReservedSSO_ReadOnly", "AWSReservedSSO_Administrator"]
    _expect("roles", [name.rpartition("_")[0] for name in seen] == wanted, seen)


def a_wrong_code_is_asked_for_again(desk: Desk) -> None:
    good = desk.ask("/admin/mfa")
    wrong = f"{(int(good) + 1) % 1_000_000:06d}"
    code, said = desk.with_codes([wrong, good], "call", "sts", "get_caller_identity", "--profile", "sandbox-mfa")
    _expect("call", code == 0 and "assumed-role/sandbox-operator/" in said and "not accepted" in said, said)


def fifty_calls_ask_once(desk: Desk) -> None:
    desk.forget_roles()
    before = desk.asked("/federation/credentials")
    lines = [{"id": number, "profile": "sandbox-sso", "service": "s3", "operation": "list_buckets"}
             for number in range(50)]
    answers = desk.run("batch", stdin="".join(json.dumps(line) + "\n" for line in lines)).out.splitlines()
    _expect("answers", len(answers) == 50 and all("response" in json.loads(line) for line in answers), answers[:1])
    asked = desk.asked("/federation/credentials") - before
    _expect("requests for keys", asked == 1, asked)


def an_ended_token_is_renewed_once(desk: Desk) -> None:
    """The server takes it no longer and its end in the cache is near: inia-cli renews it for all that wait."""
    desk.forget_roles()
    (path,) = (desk.home / ".aws" / "sso" / "cache").glob("*.json")
    token = json.loads(path.read_text())
    path.write_text(json.dumps(token | {"expiresAt": "2026-01-01T00:00:00Z"}))
    desk.ask("/admin/end?what=tokens")
    before = desk.asked("/token")
    _expect("role", _role(desk, "sandbox-sso").startswith("AWSReservedSSO_ReadOnly"), "")
    renewed = json.loads(path.read_text())
    _expect("renewals", desk.asked("/token") - before == 1, desk.asked("/token") - before)
    _expect("the token", renewed["accessToken"] != token["accessToken"], "is the old one")


def an_upload_goes_on_when_its_keys_end(desk: Desk) -> None:
    desk.forget_roles()
    before = desk.asked("/federation/credentials")
    source = desk.home / "upload.bin"
    source.write_bytes(os.urandom(1 << 20) * 64)
    done = threading.Event()

    def end_keys() -> None:
        while not done.is_set() and desk.asked("/federation/credentials") == before:
            done.wait(0.02)
        if not done.wait(0.1):
            desk.ask("/admin/end?what=keys")

    ending = threading.Thread(target=end_keys)
    ending.start()
    try:
        sent = desk.run("upload", str(source), "s3://acme-empty/over-the-end.bin", "--profile", "sandbox-sso-admin")
    finally:
        done.set()
        ending.join()
    _expect("upload", sent.code == 0, sent.err)
    asked = desk.asked("/federation/credentials") - before
    _expect("requests for keys", asked >= 2, asked)
    back = desk.home / "back.bin"
    got = desk.run("download", "s3://acme-empty/over-the-end.bin", str(back), "--profile", "sandbox-sso-admin")
    _expect("download", got.code == 0 and back.read_bytes() == source.read_bytes(), got.err)


def a_listing_goes_on_when_its_keys_end(desk: Desk) -> None:
    whole = ["call", "s3", "list_objects_v2", '{"Bucket": "acme-data-lake", "MaxKeys": 40}', "--paginate"]
    keys = [row["Key"] for row in desk.run(*whole, "--profile", "sandbox-west").document()["Contents"]]
    desk.forget_roles()
    before = desk.asked("/federation/credentials")
    done = threading.Event()

    def end_keys() -> None:
        while not done.is_set() and desk.asked("/federation/credentials") == before:
            done.wait(0.02)
        for _ in range(3):
            if not done.wait(0.15):
                desk.ask("/admin/end?what=keys")

    ending = threading.Thread(target=end_keys)
    ending.start()
    try:
        seen = [row["Key"] for row in desk.run(*whole, "--profile", "sandbox-sso").document()["Contents"]]
    finally:
        done.set()
        ending.join()
    _expect("keys of the listing", seen == keys, f"{len(seen)} of {len(keys)}")
    asked = desk.asked("/federation/credentials") - before
    _expect("requests for keys", asked >= 2, asked)


def no_secret_is_told(desk: Desk) -> None:
    secrets = []
    for path in (desk.home / ".aws").rglob("*.json"):
        document = json.loads(path.read_text())
        keys = document.get("Credentials", {})
        secrets += [document.get(name) for name in ("accessToken", "refreshToken", "clientSecret")]
        secrets += [keys.get(name) for name in ("SecretAccessKey", "SessionToken")]
    for profile in (*_SESSION_PROFILES, "sandbox-role", "sandbox-process", "sandbox-mfa"):
        desk.run("session", "--profile", profile)
    told = [secret[:4] + "..." for secret in secrets if secret and secret in desk.said]
    _expect("secrets told", not told and len([secret for secret in secrets if secret]) > 4, told)


def main(arguments: list[str]) -> int:
    from inia_cli import started_sandbox
    from report import Report

    report = Report("sandbox_signin")
    with tempfile.TemporaryDirectory() as folder, started_sandbox(folder) as sandbox:
        home = Path(folder) / "home"
        home.mkdir()
        desk = Desk(arguments[0], sandbox, home)
        for check in (roles_and_processes_give_keys, a_denied_sign_in_gives_nothing, one_sign_in_serves_both_profiles,
                      a_wrong_code_is_asked_for_again, fifty_calls_ask_once, an_ended_token_is_renewed_once,
                      a_listing_goes_on_when_its_keys_end, an_upload_goes_on_when_its_keys_end, no_secret_is_told):
            report.check(check.__name__, "", lambda check=check: check(desk))
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
