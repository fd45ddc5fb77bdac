"""Secrets planted in every source of keys, and looked for in all that inia-cli shows or keeps.

    python canaries.py INIA_CLI

Needs no server but its own. Each source is scanned while it gives keys, while the server behind it refuses and says all
that it was sent, and while that gives half a document; the service that is called always refuses and says all it was
sent. Scanned are both streams of `session`, `call` and `upload --resume`, and every file in the home that is neither
planted nor a cache. Then the window, where there is one beside inia-cli: what it says and leaves behind when it is
killed as a crash would kill it. An external id is none of the secrets: AWS shows it, too.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_CANARY = "CANARY"
_MODES = ("gives", "echoes", "breaks")
_FAR, _PAST = "2099-01-01T00:00:00Z", "2020-01-01T00:00:00Z"
_PATIENCE = 60  # seconds

_CONFIG = """[profile plain]
region = us-east-1
[profile shared]
region = us-east-1
[profile configkeys]
region = us-east-1
aws_access_key_id = AKIDCFG
aws_secret_access_key = CANARYcfgsecret
aws_session_token = CANARYcfgtoken
[profile process]
region = us-east-1
credential_process = printf '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"CANARYp","SessionToken":"CANARYt"}'
[profile failing]
region = us-east-1
credential_process = sh -c 'echo key=CANARYout; echo password=CANARYerr >&2; exit 3'
[profile rubbish]
region = us-east-1
credential_process = printf '{"Version": 1, "SecretAccessKey": "CANARYout"}'
[profile role]
region = us-east-1
role_arn = arn:aws:iam::1:role/r
source_profile = shared
external_id = tenant
[profile web]
region = us-east-1
role_arn = arn:aws:iam::1:role/w
web_identity_token_file = HOME/token
[profile sso]
region = us-east-1
sso_session = corp
sso_account_id = 1
sso_role_name = a
[profile ended]
region = us-east-1
sso_session = old
sso_account_id = 1
sso_role_name = a
[sso-session corp]
sso_start_url = https://corp/start
sso_region = us-east-1
[sso-session old]
sso_start_url = https://old/start
sso_region = us-east-1
[profile login]
region = us-east-1
login_session = arn:aws:iam::1:user/me
[profile half]
region = us-east-1
login_session = arn:aws:iam::1:user/half
"""
_CREDENTIALS = """[shared]
aws_access_key_id = AKIDSHARED
aws_secret_access_key = CANARYsharedsecret
aws_session_token = CANARYsharedtoken
"""
# A profile ("plain" is not chosen by hand, which would keep the environment's keys out), variables, the call, and
# whether the secret goes over the wire when all goes well.
_LIST = ("sqs", "list_queues")
_SOURCES = {
    "environment": ("plain", {"AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "CANARYenvsecret",
                              "AWS_SESSION_TOKEN": "CANARYenvtoken"}, _LIST, True),
    "shared file": ("shared", {}, _LIST, True),
    "config file": ("configkeys", {}, _LIST, True),
    "process": ("process", {}, _LIST, True),
    "process that fails": ("failing", {}, _LIST, False),
    "process that prints rubbish": ("rubbish", {}, _LIST, False),
    "role": ("role", {}, _LIST, True),
    "web identity": ("web", {}, _LIST, True),
    "Identity Center": ("sso", {}, _LIST, True),
    "Identity Center, renewed": ("ended", {}, _LIST, True),
    "login": ("login", {}, _LIST, True),
    "login, half a file": ("half", {}, _LIST, False),
    "container, token in a variable": ("plain", {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "URL/container",
                                                 "AWS_CONTAINER_AUTHORIZATION_TOKEN": "CANARYcontainer"}, _LIST, True),
    "container, token in a file": ("plain", {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "URL/container",
                                             "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "HOME/token"}, _LIST, True),
    "instance": ("plain", {"AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "URL"}, _LIST,
                 True),
    "bearer token": ("shared", {"AWS_BEARER_TOKEN_BEDROCK": "CANARYbearer"}, ("bedrock", "list_foundation_models"),
                     True),
    "proxy with a password": ("shared", {"AWS_ENDPOINT_URL": "http://aws.example",
                                         "HTTP_PROXY": "http://person:CANARYproxy@HOST"}, _LIST, True),
    "proxy that is none": ("shared", {"AWS_ENDPOINT_URL": "http://aws.example",
                                      "HTTP_PROXY": "https://person:CANARYproxy@HOST"}, _LIST, False),
    "endpoint with a password": ("shared", {"AWS_ENDPOINT_URL": "http://person:CANARYurl@HOST"}, _LIST, False),
}


def _sts(body: str, is_whole: bool) -> str:
    action = "AssumeRoleWithWebIdentity" if "WebIdentity" in body else "AssumeRole"
    return (f"<{action}Response><{action}Result><AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s</Arn>"
            f"</AssumedRoleUser><Credentials>{'<AccessKeyId>ASIAGIVEN</AccessKeyId>' if is_whole else ''}"
            "<SecretAccessKey>CANARY given secret</SecretAccessKey><SessionToken>CANARYgiventoken</SessionToken>"
            f"<Expiration>{_FAR}</Expiration></Credentials></{action}Result></{action}Response>")


class Servers:
    """Everything that gives keys, and the service that is called."""

    def __init__(self) -> None:
        self.mode, self.seen = "gives", ""
        servers = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_arguments: object) -> None:
                pass

            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8", "replace")
                said = f"{self.command} {self.path} {' '.join(f'{n}: {v}' for n, v in self.headers.items())} {body}"
                servers.seen += said
                status, text = servers.answer(self.path, body, said)
                self.send_response(status)
                self.send_header("Content-Type", "text/xml" if text.startswith("<") else "application/json")
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(b"" if self.command == "HEAD" else text.encode())

            do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _answer

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.handle_error = lambda *_arguments: None  # a window that is killed resets what it had open
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        self.host = f"127.0.0.1:{self._http.server_port}"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def answer(self, path: str, body: str, said: str) -> tuple[int, str]:
        is_sts, is_whole = "Action=AssumeRole" in body, self.mode == "gives"
        gives_keys = is_sts or any(part in path for part in ("/federation/", "/token", "/container", "/latest/"))
        if self.mode == "echoes" or not gives_keys:
            said = said.replace("<", " ").replace("&", " ")
            if is_sts:
                return 400, (f"<ErrorResponse><Error><Code>Refused</Code><Message>{said}</Message></Error>"
                             "</ErrorResponse>")
            return 400, json.dumps({"__type": "Refused", "error": "refused", "message": said})
        if is_sts:
            return 200, _sts(body, is_whole)
        small = {"accessKeyId": "ASIAGIVEN"} if is_whole else {}
        small |= {"secretAccessKey": "CANARY given secret", "sessionToken": "CANARYgiventoken"}
        if "/federation/" in path:
            return 200, json.dumps({"roleCredentials": small | {"expiration": 4070908800000}})
        if "/v1/token" in path:
            return 200, json.dumps({"accessToken": small, "expiresIn": 900, "refreshToken": "CANARYgivenrefresh",
                                    "tokenType": "aws_sigv4"})
        if path.endswith("/latest/api/token"):
            return 200, "CANARY-metadata-token"
        if path.endswith("/token"):
            return 200, json.dumps(({"accessToken": "CANARYgivenaccess"} if is_whole else {})
                                   | {"refreshToken": "CANARYgivenrefresh", "idToken": "CANARYid", "expiresIn": 28800})
        if path.endswith("/security-credentials/"):
            return 200, "a-role"
        return 200, json.dumps(({"AccessKeyId": "ASIAGIVEN"} if is_whole else {})
                               | {"SecretAccessKey": "CANARY given secret", "Token": "CANARYgiventoken",
                                  "Expiration": _FAR})


def _plant(home: Path) -> set[Path]:
    """The files with secrets in them."""
    key = subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout"], capture_output=True,
                         text=True, check=True).stdout
    login = {"accessToken": {"accessKeyId": "ASIALOGIN", "secretAccessKey": "CANARYlogin", "expiresAt": _PAST,
                             "sessionToken": "CANARYlogintoken", "accountId": "1"},
             "refreshToken": "CANARYloginrefresh", "idToken": "CANARYid", "clientId": "c", "dpopKey": key}
    token = {"accessToken": "CANARYaccess", "refreshToken": "CANARYrefresh", "clientId": "c",
             "clientSecret": "CANARYclient", "registrationExpiresAt": _FAR}
    files = {"token": "CANARYtokenfile", ".aws/config": _CONFIG.replace("HOME", str(home)),
             ".aws/credentials": _CREDENTIALS}
    for name, end in (("corp", _FAR), ("old", _PAST)):
        files[f".aws/sso/cache/{hashlib.sha1(name.encode()).hexdigest()}.json"] = json.dumps(token | {"expiresAt": end})
    for name, text in (("me", json.dumps(login)), ("half", json.dumps(login)[:90])):
        digest = hashlib.sha256(f"arn:aws:iam::1:user/{name}".encode()).hexdigest()
        files[f".aws/login/cache/{digest}.json"] = text
    for name, text in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    return {home / name for name in files}


def _spelled(text: str) -> list[str]:
    """Where the canary is in it: as it stands, or in base64 behind any number of bytes."""
    forms = [_CANARY, "Q0FOQVJZ", "NBTkFSW", "DQU5BUl"]
    return [text[max(0, text.index(form) - 100):][:200] for form in forms if form in text]


def the_scan_finds(_program: str, _servers: Servers) -> None:
    from report import Mismatch

    for prefix in ("", "1", "12"):
        if not _spelled(base64.b64encode(f"{prefix}{_CANARY}word".encode()).decode()) or not _spelled(prefix + _CANARY):
            raise Mismatch(f"not found behind {len(prefix)} bytes")


def _prepared(servers: Servers, name: str, folder: str) -> tuple[dict[str, str], list[str]]:
    """The variables of a source, and how its profile is chosen."""
    from inia_cli import without_aws

    profile, variables, _call, _is_sent = _SOURCES[name]
    kept = {key: value for key, value in without_aws(os.environ).items()
            if "proxy" not in key.lower() and not key.startswith("XDG_")}
    environment = kept | {"HOME": folder, "AWS_MAX_ATTEMPTS": "1", "no_proxy": "none.example"}
    if "AWS_ENDPOINT_URL" not in variables:
        environment |= {f"AWS_ENDPOINT_URL_{service}": f"http://{servers.host}"
                        for service in ("STS", "SSO", "SSO_OIDC", "SIGNIN", "SQS", "BEDROCK", "S3")}
    environment |= {key: value.replace("URL", f"http://{servers.host}").replace("HOST", servers.host)
                    .replace("HOME", folder) for key, value in variables.items()}
    if profile != "plain":
        return environment, ["--profile", profile]
    return environment | {"AWS_PROFILE": "plain"}, []


def _in_files(home: Path, planted: set[Path]) -> list[str]:
    return [f"{path.name}: {text}" for path in home.rglob("*")
            if path.is_file() and path not in planted and "cache" not in path.parts
            for text in _spelled(path.read_text(errors="replace"))]


def _scan_window(program: Path, servers: Servers, name: str) -> None:
    from report import Mismatch

    _profile, _variables, _call, is_sent = _SOURCES[name]
    servers.mode, servers.seen = "echoes" if is_sent else "gives", ""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        planted = _plant(home)
        environment, chosen = _prepared(servers, name, folder)
        environment |= {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.debug=true;qt.*=false;qt.network.*=true"}
        with subprocess.Popen([program, *chosen], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace") as process:
            deadline = time.monotonic() + _PATIENCE
            # It has asked for something, or never will, and has kept what it keeps.
            while not (list(home.glob(".config/**/*.ini")) and (servers.seen or not is_sent)):
                if process.poll() is not None or time.monotonic() > deadline:
                    process.kill()
                    raise Mismatch(f"the window does not get so far: {process.stdout.read()}")
                time.sleep(0.05)
            process.send_signal(signal.SIGABRT)
            said = process.stdout.read()
        found = [f"says: {text}" for text in _spelled(said)] + _in_files(home, planted)
    if found:
        raise Mismatch("\n".join(found))


def _scan(program: str, servers: Servers, name: str, mode: str) -> None:
    from report import Mismatch

    _profile, _variables, call, is_sent = _SOURCES[name]
    servers.mode, servers.seen, found = mode, "", []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        planted = _plant(home)
        environment, chosen = _prepared(servers, name, folder)
        (home / "small.txt").write_text("text")
        upload = ["upload", str(home / "small.txt"), "s3://bucket/key", "--resume", str(home / "resume.state")]
        # Twice: from the source, and from what was kept of it.
        for arguments in (["session"], ["call", *call], upload, ["session"], ["call", *call]):
            done = subprocess.run([program, *arguments, *chosen], env=environment, capture_output=True, text=True,
                                  stdin=subprocess.DEVNULL, timeout=_PATIENCE, check=False)
            if not done.stdout and not done.stderr:
                raise Mismatch(f"{arguments[0]} says nothing")
            found += [f"{arguments[0]}: {text}" for text in _spelled(done.stdout) + _spelled(done.stderr)]
        found += _in_files(home, planted)
    if found:
        raise Mismatch("\n".join(found))
    if is_sent and mode == "gives" and _CANARY not in servers.seen:
        raise Mismatch("the secret was not used")


def main(arguments: list[str]) -> int:
    from report import Report

    report, servers = Report("canaries"), Servers()
    try:
        report.check("the_scan_finds", "", lambda: the_scan_finds(arguments[0], servers))
        for name in _SOURCES:
            for mode in _MODES:
                report.check("nothing_is_told", f"{name}, {mode}",
                             lambda name=name, mode=mode: _scan(arguments[0], servers, name, mode))
        window = Path(arguments[0]).with_name("inia")
        for name in _SOURCES if window.exists() else ():
            report.check("the_window_tells_nothing", name,
                         lambda name=name: _scan_window(window, servers, name))
    finally:
        servers.close()
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
