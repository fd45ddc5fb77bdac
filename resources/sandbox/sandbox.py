"""The sandbox: a moto server with a realistic account on a free loopback port.

    python sandbox.py --dir DIR [--port PORT] [--role-seconds N] [--token-seconds N]

Writes DIR/config and DIR/credentials (AWS's own file formats), prints one line of JSON when it is ready and serves
until its standard input closes or it is asked to end. Signatures and IAM policies are enforced, so a wrong key and a
denied call fail as they do at AWS. Nothing outside DIR is touched.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import shlex
import signal
import sys
import threading
import time
import traceback
from configparser import RawConfigParser
from pathlib import Path

# Keys, regions or files of the caller must not reach the in-process clients below.
for _name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[_name]
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull

from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication, MotoRequestHandler, create_backend_app)
from werkzeug.serving import make_server  # noqa: E402

import enforcement  # noqa: E402
import roles  # noqa: E402
import seed_storage  # noqa: E402
from accounts import MAIN_ACCOUNT, MFA_ROLE, MFA_SERIAL, PROD_ACCOUNT, SSO_ROLES, ProfileSpec  # noqa: E402
from content import WEST  # noqa: E402
from identitycenter import IdentityCenter, Lifetimes  # noqa: E402
from seed_storage import AccessKey  # noqa: E402

_LOOPBACK = "127.0.0.1"
_READY_AT_ONCE = ("s3", "sts")


class QuietRequestHandler(MotoRequestHandler):
    # Header and body leave in two writes; without this the second waits for the acknowledgement of the first.
    disable_nagle_algorithm = True

    def log_request(self, code="-", size="-") -> None:
        """A line for each of thousands of requests would hide the errors in the log."""


class Gate:
    """Lets S3 and STS through at once; holds requests for the other services until they are seeded."""

    def __init__(self, application) -> None:
        self._application = application
        self._seeded = threading.Event()

    def open(self) -> None:
        self._seeded.set()

    def __call__(self, environ, start_response):
        if not self._seeded.is_set() and self._service(environ) not in _READY_AT_ONCE:
            self._seeded.wait()
        return self._application(environ, start_response)

    @staticmethod
    def _service(environ) -> str:
        """From the credential scope, `Credential=KEY/date/region/service/aws4_request`; unsigned ones go to S3."""
        scope = environ.get("HTTP_AUTHORIZATION", "").partition("Credential=")[2].partition(",")[0].split("/")
        return scope[3] if len(scope) == 5 else "s3"


def write_atomically(path: Path, sections: dict[str, dict[str, str]]) -> None:
    parser = RawConfigParser()
    parser.read_dict(sections)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        parser.write(stream)
    temporary.replace(path)


def sign_in_sections(endpoint: str, center: str, console: str) -> dict[str, dict[str, str]]:
    """The profiles whose keys come by a sign-in, a role or a process."""
    session = f"sandbox-{center.rpartition(':')[2]}"  # no sign-in of an earlier sandbox is taken for one at this
    common = {"region": WEST, "output": "json", "endpoint_url": endpoint}
    sso = common | {"services": "sandbox", "sso_session": session, "sso_account_id": MAIN_ACCOUNT}
    role = common | {"source_profile": "sandbox-west"}
    program = Path(__file__).with_name("identitycenter.py")
    keys = f"{center}/admin/keys?account={MAIN_ACCOUNT}&role=ReadOnly"
    return {
        "profile sandbox-sso": sso | {"sso_role_name": "ReadOnly"},
        "profile sandbox-sso-admin": sso | {"sso_role_name": "Administrator"},
        "profile sandbox-role": role | {"role_arn": f"arn:aws:iam::{MAIN_ACCOUNT}:role/sandbox-reader"},
        "profile sandbox-mfa": role | {"role_arn": f"arn:aws:iam::{MAIN_ACCOUNT}:role/{MFA_ROLE}",
                                       "mfa_serial": MFA_SERIAL},
        "profile sandbox-process": common | {"credential_process": shlex.join([sys.executable, str(program), keys])},
        "profile sandbox-login": common | {"services": "sandbox", "login_session": console},
        f"sso-session {session}": {"sso_start_url": f"{center}/start", "sso_region": WEST,
                                   "sso_registration_scopes": "sso:account:access"},
        "services sandbox": {name: f"\nendpoint_url = {center}" for name in ("sso", "sso_oidc", "signin")},
    }


def write_profiles(folder: Path, endpoint: str, center: str, console: str,
                   users: list[tuple[ProfileSpec, AccessKey]]) -> dict[str, str]:
    config, credentials = {}, {}
    for profile, key in users:
        section = {"region": profile.region, "output": "json", "endpoint_url": endpoint}
        if profile.production:
            section["inia_production"] = "true"
        config[f"profile {profile.name}"] = section
        credentials[profile.name] = {"aws_access_key_id": key.id, "aws_secret_access_key": key.secret}
    config |= sign_in_sections(endpoint, center, console)
    write_atomically(folder / "config", config)
    write_atomically(folder / "credentials", credentials)
    return {"config": str(folder / "config"), "credentials": str(folder / "credentials")}


def create_administrator(account: str) -> tuple[str, str]:
    key = seed_storage.create_user(account, "sandbox-seeder", [{"Effect": "Allow", "Action": "*", "Resource": "*"}])
    return key.id, key.secret


def seed_the_rest(gate: Gate, main: tuple[str, str], prod: tuple[str, str]) -> None:
    """In a thread, while the window already opens. A half-seeded account must not pass for a whole one."""
    try:
        import seed_services  # its imports take over a second: not before S3 is served
        started = time.monotonic()
        seed_services.seed(main, prod)
        print(f"sandbox: other services seeded in {time.monotonic() - started:.2f} s", file=sys.stderr)
        gate.open()
    except Exception:
        traceback.print_exc()
        print("sandbox: seeding failed, see the trace above", file=sys.stderr, flush=True)
        os._exit(1)


def end_with_standard_input(end) -> None:
    """Whoever started the sandbox holds its input open; when it dies, even by a kill, the sandbox ends as well."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    end()


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A moto server with a realistic, seeded AWS account.")
    parser.add_argument("--dir", type=Path, required=True, help="folder for the config and credentials files")
    parser.add_argument("--port", type=int, default=0, help="loopback port, 0 (default) for a free one")
    parser.add_argument("--role-seconds", type=int, default=Lifetimes.role, help="how long keys of roles last")
    parser.add_argument("--token-seconds", type=int, default=Lifetimes.token, help="how long a sign-in lasts")
    parser.add_argument("--code-seconds", type=int, default=Lifetimes.code, help="how long a code waits for its person")
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    started = time.monotonic()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    arguments.dir.mkdir(parents=True, exist_ok=True)

    users = seed_storage.create_profile_users()
    administrators = create_administrator(MAIN_ACCOUNT), create_administrator(PROD_ACCOUNT)
    objects = seed_storage.seed_buckets()
    roles.create_roles()
    enforcement.switch_on()
    lifetimes = Lifetimes(arguments.role_seconds, arguments.token_seconds, arguments.code_seconds)
    sign_in = roles.console_sign_in(lifetimes)
    center = IdentityCenter({account: (name, list(given)) for account, (name, given) in SSO_ROLES.items()},
                            roles.sso_keys, roles.end_keys, lifetimes, roles.mfa_code, sign_in)
    roles.watch(lifetimes, lambda operation: center.asked.update([operation]))
    center.start()

    gate = Gate(DomainDispatcherApplication(create_backend_app))
    try:
        server = make_server(_LOOPBACK, arguments.port, gate, threaded=True, request_handler=QuietRequestHandler)
    except (OSError, SystemExit) as error:  # werkzeug exits by itself when the port is taken
        print(f"sandbox: cannot listen on {_LOOPBACK}:{arguments.port}: {error}", file=sys.stderr)
        return 1
    server.daemon_threads = True

    def end(*_signal) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    threading.Thread(target=end_with_standard_input, args=(end,), daemon=True).start()
    threading.Thread(target=seed_the_rest, args=(gate, *administrators), daemon=True).start()

    endpoint = f"http://{_LOOPBACK}:{server.server_port}"
    ready = {"endpoint": endpoint, "identity": center.url,
             **write_profiles(arguments.dir, endpoint, center.url, sign_in.session, users)}
    print(f"sandbox: {objects} objects seeded, serving after {time.monotonic() - started:.2f} s", file=sys.stderr)
    print(json.dumps(ready), flush=True)
    server.serve_forever()
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # not waiting for requests in flight or a seeding that nobody needs any more
