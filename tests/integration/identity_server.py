"""Everything that gives keys or tokens, in one process: STS, Identity Center, a container and an instance.

Counts what it is asked. Keys tell where they come from and how many there were before: ASIASTS1, ASIASTS2, ...
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

_STS = """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser>
<AssumedRoleId>AROA:s</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser><Credentials>
<AccessKeyId>{key}</AccessKeyId><SecretAccessKey>{secret}</SecretAccessKey><SessionToken>{token}</SessionToken>
<Expiration>{end}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"""

SECRETS = ("CANARYsecretkey", "CANARYsessiontoken", "CANARYaccesstoken", "CANARYrefreshtoken", "CANARYclientsecret",
           "CANARYdevicecode")


class IdentityServer:
    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.keys: Counter[str] = Counter()
        self.pending = 0  # how often the device code is not confirmed yet
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_arguments: object) -> None:
                pass

            def _answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                status, body, headers = server.answer(self.command, self.path, self.rfile.read(length).decode())
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body.encode())

            do_GET = do_POST = do_PUT = _answer

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def environment(self) -> dict[str, str]:
        return {f"AWS_ENDPOINT_URL_{service}": self.url for service in ("STS", "SSO", "SSO_OIDC")}

    def _key(self, source: str) -> str:
        self.keys[source] += 1
        return f"ASIA{source}{self.keys[source]}"

    def answer(self, method: str, path: str, body: str) -> tuple[int, str, dict[str, str]]:
        route = urlsplit(path).path
        self.asked[route] += 1
        end = datetime.now(timezone.utc) + timedelta(hours=1)
        stamp = end.strftime("%Y-%m-%dT%H:%M:%SZ")
        secret, token, access, refresh, client_secret, device = SECRETS
        if method == "POST" and route == "/" and parse_qs(body).get("Action") == ["AssumeRole"]:
            return 200, _STS.format(key=self._key("STS"), secret=secret, token=token, end=stamp), {}
        if route == "/federation/credentials":
            keys = {"accessKeyId": self._key("SSO"), "secretAccessKey": secret, "sessionToken": token,
                    "expiration": int(end.timestamp() * 1000)}
            return 200, json.dumps({"roleCredentials": keys}), {}
        if route == "/client/register":
            return 200, json.dumps({"clientId": "client", "clientSecret": client_secret,
                                    "clientSecretExpiresAt": int(end.timestamp()) + 86400}), {}
        if route == "/device_authorization":
            return 200, json.dumps({"deviceCode": device, "userCode": "ABCD-EFGH", "expiresIn": 60, "interval": 1,
                                    "verificationUri": self.url + "/device",
                                    "verificationUriComplete": self.url + "/device?user_code=ABCD-EFGH"}), {}
        if route == "/token":
            if json.loads(body)["grantType"] != "refresh_token" and self.pending > 0:
                self.pending -= 1
                return 400, json.dumps({"error": "authorization_pending"}), {
                    "x-amzn-ErrorType": "AuthorizationPendingException"}
            return 200, json.dumps({"accessToken": access + str(self.asked[route]), "refreshToken": refresh,
                                    "expiresIn": 28800, "tokenType": "Bearer"}), {}
        document = {"Code": "Success", "SecretAccessKey": secret, "Token": token, "Expiration": stamp}
        if route == "/container":
            return 200, json.dumps(document | {"AccessKeyId": self._key("BOX"), "AccountId": "5"}), {}
        if route == "/latest/api/token" and method == "PUT":
            return 200, "session", {}
        if route == "/latest/meta-data/iam/security-credentials/":
            return 200, "role", {}
        if route == "/latest/meta-data/iam/security-credentials/role":
            return 200, json.dumps(document | {"AccessKeyId": self._key("EC2")}), {}
        return 404, "", {}
