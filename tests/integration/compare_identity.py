"""Where keys come from: inia-cli session beside botocore, over HTTP, and what each keeps for the other.

    python compare_identity.py INIA_CLI

Needs no server but the one it starts. botocore runs in a process of its own with the caches that the AWS CLI gives it,
since that is what the AWS CLI does.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import urlopen

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_BOTOCORE = r"""
import json, os, sys
from botocore.session import Session
from botocore.utils import JSONFileCache
session = Session(profile=sys.argv[1])
resolver = session.get_component('credential_provider')
cache = JSONFileCache(os.path.expanduser('~/.aws/cli/cache'))
for name in ('assume-role', 'assume-role-with-web-identity', 'sso'):
    resolver.get_provider(name).cache = cache
keys = session.get_credentials()
frozen = keys.get_frozen_credentials()
print(json.dumps({'source': keys.method, 'key': frozen.access_key, 'account': frozen.account_id}))
"""

_CONFIG = """[profile role]
region = us-east-1
role_arn = arn:aws:iam::123456789012:role/r
source_profile = base
external_id = an id
duration_seconds = 3600
[profile base]
aws_access_key_id = AKIDBASE
aws_secret_access_key = CANARYsecretkey
[profile sso]
region = us-east-1
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Admin
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start
sso_registration_scopes = sso:account:access
[profile process]
region = us-east-1
credential_process = echo '{"Version": 1, "AccessKeyId": "AKIDPROC", "SecretAccessKey": "CANARYsecretkey"}'
[profile empty]
region = us-east-1
"""


class Home:
    """A home folder in which both programs run."""

    def __init__(self, program: str, server: Any) -> None:
        from inia_cli import IniaCli, without_aws
        from identity_server import SECRETS

        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(self._folder.name)
        (self.path / ".aws").mkdir()
        (self.path / ".aws" / "config").write_text(_CONFIG)
        self.environment = without_aws(os.environ) | server.environment() | {"HOME": str(self.path)}
        self._program = program
        self._inia = IniaCli(program, self.environment, list(SECRETS))

    def inia(self, profile: str, **variables: str) -> dict[str, Any]:
        found = self._inia.run("session", "--profile", profile, environment=variables).document()["credentials"]
        from report import Mismatch

        if "error" in found:
            raise Mismatch(found["error"]["message"])
        return {"key": found["access_key"], "account": found["account_id"], "source": found["source"]}

    def login(self, profile: str) -> str:
        return self._inia.run("login", "--profile", profile).err

    def login_in_browser(self, profile: str) -> str:
        """Does what a browser does that is sent to the address and comes back."""
        with subprocess.Popen([self._program, "login", "--profile", profile, "--browser"], env=self.environment,
                              stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr
            said = ""
            while "http" not in said and (line := process.stderr.readline()):
                said += line
            query = dict(parse_qsl(urlsplit(said.split()[-1]).query))
            said += process.stderr.readline()
            back = query["redirect_uri"] + "?" + urlencode({"code": "c0de", "state": query["state"]})
            with urlopen(back, timeout=30) as page:
                said += page.read().decode()
            return said + process.stderr.read()

    def botocore(self, profile: str, **variables: str) -> dict[str, Any]:
        done = subprocess.run([sys.executable, "-c", _BOTOCORE, profile], capture_output=True, text=True, check=True,
                              env=self.environment | variables, timeout=60)
        found = json.loads(done.stdout)
        return {"key": "*" * 16 + found["key"][-4:], "account": found["account"], "source": found["source"]}

    def cached(self, folder: str) -> list[Path]:
        return sorted((self.path / ".aws" / folder).glob("*.json"))

    def sign_in(self, minutes: int) -> None:
        from datetime import datetime, timedelta, timezone
        from botocore.utils import JSONFileCache, SSOTokenLoader
        from identity_server import SECRETS

        def stamp(left: timedelta) -> str:
            return (datetime.now(timezone.utc) + left).strftime("%Y-%m-%dT%H:%M:%SZ")

        token = {"startUrl": "https://corp.awsapps.com/start", "region": "us-east-1", "accessToken": SECRETS[2],
                 "expiresAt": stamp(timedelta(minutes=minutes)), "clientId": "client", "clientSecret": SECRETS[4],
                 "registrationExpiresAt": stamp(timedelta(days=30)), "refreshToken": SECRETS[3]}
        loader = SSOTokenLoader(cache=JSONFileCache(str(self.path / ".aws" / "sso" / "cache")))
        loader.save_token("https://corp.awsapps.com/start", token, session_name="corp")


def _equal(what: str, got: Any, wanted: Any) -> None:
    from report import Mismatch

    if got != wanted:
        raise Mismatch(f"{what}: {got}, not {wanted}")


def _same(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    _equal("key", ours["key"], theirs["key"])
    _equal("account", ours["account"], theirs["account"])


def _private(path: Path) -> None:
    _equal("permissions of " + path.name, stat.S_IMODE(path.stat().st_mode), 0o600)


def roles_are_shared(program: str, server: Any) -> None:
    ours = Home(program, server)
    first = ours.inia("role")
    asked = server.asked["/"]
    _same(first, ours.botocore("role"))
    theirs = Home(program, server)
    second = theirs.botocore("role")
    _same(theirs.inia("role"), second)
    _equal("requests to STS", server.asked["/"], asked + 1)
    _equal("name of the file", ours.cached("cli/cache")[0].name, theirs.cached("cli/cache")[0].name)
    _private(ours.cached("cli/cache")[0])


def sso_is_shared(program: str, server: Any) -> None:
    ours = Home(program, server)
    ours.sign_in(minutes=300)
    first = ours.inia("sso")
    asked = server.asked["/federation/credentials"]
    _same(first, ours.botocore("sso"))
    theirs = Home(program, server)
    theirs.sign_in(minutes=300)
    second = theirs.botocore("sso")
    _same(theirs.inia("sso"), second)
    _equal("requests to the portal", server.asked["/federation/credentials"], asked + 1)
    _equal("name of the file", ours.cached("cli/cache")[0].name, theirs.cached("cli/cache")[0].name)


def renewed_tokens_are_shared(program: str, server: Any) -> None:
    home = Home(program, server)
    home.sign_in(minutes=5)
    asked = server.asked["/token"]
    home.inia("sso")
    _equal("renewals", server.asked["/token"], asked + 1)
    for path in home.cached("cli/cache"):
        path.unlink()
    home.botocore("sso")  # with the token that inia has written
    _equal("renewals", server.asked["/token"], asked + 1)
    _private(home.cached("sso/cache")[0])


def signs_in_for_both(program: str, server: Any) -> None:
    from report import Mismatch

    home = Home(program, server)
    server.pending = 1
    said = home.login("sso")
    if "ABCD-EFGH" not in said or "/device?user_code=ABCD-EFGH" not in said or "Signed in until" not in said:
        raise Mismatch("login says: " + said)
    home.botocore("sso")
    _same(home.inia("sso"), home.botocore("sso"))
    _private(home.cached("sso/cache")[0])


def signs_in_by_the_browser(program: str, server: Any) -> None:
    from report import Mismatch

    home = Home(program, server)
    said = home.login_in_browser("sso")
    if "Signed in. You may close this page" not in said or "Signed in until" not in said:
        raise Mismatch("login says: " + said)
    _same(home.inia("sso"), home.botocore("sso"))


def processes_are_asked(program: str, server: Any) -> None:
    home = Home(program, server)
    _same(home.inia("process"), home.botocore("process"))


def containers_are_asked(program: str, server: Any) -> None:
    home = Home(program, server)
    variables = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + "/container"}
    ours, theirs = home.inia("empty", **variables), home.botocore("empty", **variables)
    _equal("sources", (ours["source"], theirs["source"]), ("container", "container-role"))
    _equal("accounts", (ours["account"], theirs["account"]), ("5", "5"))


def instances_are_asked(program: str, server: Any) -> None:
    home = Home(program, server)
    variables = {"AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url}
    ours, theirs = home.inia("empty", **variables), home.botocore("empty", **variables)
    _equal("sources", (ours["source"], theirs["source"]), ("instance", "iam-role"))


def main() -> int:
    from identity_server import IdentityServer
    from report import Report

    report = Report("identity_equals_boto3")
    server = IdentityServer()
    try:
        for check in (roles_are_shared, sso_is_shared, renewed_tokens_are_shared, signs_in_for_both,
                      signs_in_by_the_browser, processes_are_asked, containers_are_asked, instances_are_asked):
            report.check(check.__name__, "", lambda check=check: check(sys.argv[1], server))
    finally:
        server.close()
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
