"""The sandbox's Identity Center: sign-in (sso-oidc), portal (sso) and the pages a person sees, on a port of its own.
AWS Sign-In (signin.py) is on the same.

The keys it gives are roles of moto's STS: signatures, policies and ends are checked as for any others. Lifetimes are set
at the start and by POST /admin/lifetimes; POST /admin/end ends what has been given at once. As a program,
`identitycenter.py URL` prints keys as a credential_process does.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from httpanswers import Answer, Refusal, form_page, json_answer, page, refusal_answer

if TYPE_CHECKING:
    from signin import SignIn

_DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_PAGE = 1  # so that everybody who lists has to ask for a next page


@dataclass(frozen=True)
class RoleKeys:
    access_key: str
    secret: str
    token: str
    expires: float


@dataclass
class Lifetimes:
    role: int = 3600
    token: int = 28800
    code: int = 600
    poll: int = 1
    delay: int = 0  # milliseconds a token takes, so that others ask meanwhile


@dataclass
class Asked:
    """A sign-in under way: by a device code, or by a browser that comes back."""

    client: str
    expires: float
    decision: str = ""  # allow, deny
    last_poll: float = 0
    challenge: str = ""
    redirect: str = ""


@dataclass
class Signed:
    client: str
    access: str
    expires: float
    refresh: str = ""


@dataclass
class _State:
    clients: dict[str, tuple[str, bool]] = field(default_factory=dict)  # secret, whether it may renew
    devices: dict[str, Asked] = field(default_factory=dict)
    user_codes: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Asked] = field(default_factory=dict)
    signed: list[Signed] = field(default_factory=list)
    slow_answers: int = 0


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class IdentityCenter:
    """`accounts` is {account: (name, [role, ...])}; `keys(account, role, seconds)` makes keys that count."""

    def __init__(self, accounts: dict[str, tuple[str, list[str]]], keys: Callable[[str, str, int], RoleKeys],
                 end_keys: Callable[[], None], lifetimes: Lifetimes, mfa_code: Callable[[], str],
                 sign_in: SignIn) -> None:
        self.asked: Counter[str] = Counter()
        self.lifetimes = lifetimes
        self._accounts, self._keys, self._end_keys, self._mfa_code = accounts, keys, end_keys, mfa_code
        self._state, self._sign_in = _State(), sign_in
        self._lock = threading.Lock()
        center = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_arguments: object) -> None:
                """Addresses of sign-ins hold codes."""

            def _answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                answer = center.answer(self.command, self.path, self.rfile.read(length).decode("utf-8", "replace"),
                                       self.headers)
                body = answer.body.encode()
                self.send_response(answer.status)
                for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = _answer

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = sign_in.url = f"http://127.0.0.1:{self._http.server_port}"

    def start(self) -> None:
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def answer(self, method: str, path: str, body: str, headers: Message) -> Answer:
        parts = urlsplit(path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        routes = {("POST", "/client/register"): self._register, ("POST", "/token"): self._token,
                  ("POST", "/device_authorization"): self._device_code,
                  ("GET", "/device"): self._device_page, ("POST", "/device"): self._decide_device,
                  ("GET", "/authorize"): self._authorize_page, ("POST", "/authorize"): self._decide_browser,
                  ("GET", "/assignment/accounts"): self._list_accounts, ("GET", "/assignment/roles"): self._list_roles,
                  ("GET", "/federation/credentials"): self._role_credentials, ("POST", "/logout"): self._logout,
                  ("POST", "/admin/end"): self._end, ("POST", "/admin/lifetimes"): self._set_lifetimes,
                  ("POST", "/admin/slow"): self._be_slow, ("POST", "/admin/keys"): self._process_keys,
                  ("GET", "/admin/asked"): lambda _q, _b: json_answer(dict(self.asked)),
                  ("GET", "/admin/url"): lambda _q, _b: Answer(self.url, kind="text/plain"),
                  ("GET", "/admin/mfa"): lambda _q, _b: Answer(self._mfa_code(), kind="text/plain")}
        route = routes.get((method, parts.path))
        signs_in = self._sign_in.routes().get((method, parts.path))
        if route is None and signs_in is None:
            return Answer(json.dumps({"message": f"{method} {parts.path} is nothing here"}), 404)
        try:
            with self._lock:
                self.asked[parts.path] += 1
                if parts.path.endswith("/token"):
                    time.sleep(self.lifetimes.delay / 1000)
                if signs_in is not None:
                    return signs_in(query, body, headers)
                if parts.path.startswith(("/assignment/", "/federation/", "/logout")):
                    bearer = headers.get("x-amz-sso_bearer_token") or ""
                    self._check_bearer(bearer)
                    query["bearer"] = bearer
                return route(query, body)
        except Refusal as refusal:
            return refusal_answer(refusal)
        except (KeyError, ValueError):
            return Answer(json.dumps({"error": "invalid_request", "error_description": "something is missing"}), 400,
                          headers={"x-amzn-ErrorType": "InvalidRequestException"})

    # ---- sign-in ----------------------------------------------------------------------------------------------------

    def _register(self, _query: dict[str, str], body: str) -> Answer:
        asked = json.loads(body)
        client, secret = "sandbox-client-" + secrets.token_hex(8), secrets.token_urlsafe(32)
        # Without scopes, as the old form of profiles asks, there is nothing to renew with.
        self._state.clients[client] = secret, bool(asked.get("scopes"))
        return json_answer({"clientId": client, "clientSecret": secret, "clientIdIssuedAt": int(time.time()),
                      "clientSecretExpiresAt": int(time.time()) + 90 * 86400})

    def _check_client(self, asked: dict[str, Any]) -> str:
        known = self._state.clients.get(asked["clientId"])
        if known is None or known[0] != asked["clientSecret"]:
            raise Refusal("InvalidClientException", "invalid_client", 401)
        return asked["clientId"]

    def _device_code(self, _query: dict[str, str], body: str) -> Answer:
        client = self._check_client(json.loads(body))
        device = secrets.token_urlsafe(32)
        letters = "".join(secrets.choice("BCDFGHJKLMNPQRSTVWXZ") for _ in range(8))
        user = f"{letters[:4]}-{letters[4:]}"
        self._state.devices[device] = Asked(client, time.time() + self.lifetimes.code)
        self._state.user_codes[user] = device
        return json_answer({"deviceCode": device, "userCode": user, "verificationUri": f"{self.url}/device",
                      "verificationUriComplete": f"{self.url}/device?user_code={user}",
                      "expiresIn": self.lifetimes.code, "interval": self.lifetimes.poll})

    def _device_page(self, query: dict[str, str], _body: str) -> Answer:
        user = query.get("user_code", "").upper()
        if user not in self._state.user_codes:
            problem = "<p>There is no such code.</p>" if user else ""
            return page("Sandbox sign-in", f"{problem}<form action=/device><label>Code "
                         "<input name=user_code autofocus></label> <button>Next</button></form>")
        return form_page("/device", {"user_code": user}, f"Let the program in that shows <b>{user}</b>?")

    def _decide_device(self, _query: dict[str, str], body: str) -> Answer:
        form = dict(parse_qsl(body))
        device = self._state.user_codes.get(form["user_code"].upper())
        if device is None or form["decision"] not in ("allow", "deny"):
            return page("Sandbox sign-in", "<p>There is no such code.</p>", 404)
        self._state.devices[device].decision = form["decision"]
        return page("Sandbox sign-in", "<p>Done. You may close this page.</p>")

    def _check_browser(self, form: dict[str, str]) -> None:
        target = urlsplit(form["redirect_uri"])
        if form["client_id"] not in self._state.clients or target.hostname not in ("127.0.0.1", "localhost"):
            raise Refusal("InvalidRequestException", "invalid_request")
        if form["code_challenge_method"] != "S256" or not form["code_challenge"]:
            raise Refusal("InvalidRequestException", "invalid_request")

    def _authorize_page(self, query: dict[str, str], _body: str) -> Answer:
        self._check_browser(query)
        return form_page("/authorize", query, "Let this program in? The browser goes back to it.")

    def _decide_browser(self, _query: dict[str, str], body: str) -> Answer:
        form = dict(parse_qsl(body, keep_blank_values=True))
        self._check_browser(form)
        back = {"state": form.get("state", "")}
        if form["decision"] == "allow":
            code = secrets.token_urlsafe(24)
            self._state.codes[code] = Asked(form["client_id"], time.time() + self.lifetimes.code, "allow",
                                            challenge=form["code_challenge"], redirect=form["redirect_uri"])
            back["code"] = code
        else:
            back["error"] = "access_denied"
        return Answer("", 302, "text/plain", {"Location": form["redirect_uri"] + "?" + urlencode(back)})

    def _token(self, _query: dict[str, str], body: str) -> Answer:
        asked = json.loads(body)
        client = self._check_client(asked)
        if asked["grantType"] == _DEVICE_GRANT:
            self._redeem_device(client, asked["deviceCode"])
        elif asked["grantType"] == "authorization_code":
            given = self._state.codes.pop(asked["code"], None)
            if (given is None or given.client != client or given.expires < time.time()
                    or given.redirect != asked["redirectUri"] or given.challenge != _challenge(asked["codeVerifier"])):
                raise Refusal("InvalidGrantException", "invalid_grant")
        elif asked["grantType"] == "refresh_token":
            before = [signed for signed in self._state.signed if signed.refresh == asked["refreshToken"]]
            if not before or before[0].client != client or not asked["refreshToken"]:
                raise Refusal("InvalidGrantException", "invalid_grant")
            before[0].refresh = ""  # serves once
        else:
            raise Refusal("UnsupportedGrantTypeException", "unsupported_grant_type")
        signed = Signed(client, secrets.token_urlsafe(32), time.time() + self.lifetimes.token,
                        secrets.token_urlsafe(32) if self._state.clients[client][1] else "")
        self._state.signed.append(signed)
        answer = {"accessToken": signed.access, "tokenType": "Bearer", "expiresIn": self.lifetimes.token}
        return json_answer(answer | ({"refreshToken": signed.refresh} if signed.refresh else {}))

    def _redeem_device(self, client: str, code: str) -> None:
        device = self._state.devices.get(code)
        if device is None or device.client != client:
            raise Refusal("InvalidGrantException", "invalid_grant")
        if time.time() >= device.expires:
            raise Refusal("ExpiredTokenException", "expired_token")
        if device.decision == "deny":
            raise Refusal("AccessDeniedException", "access_denied")
        is_hasty = time.time() - device.last_poll < self.lifetimes.poll * 0.7
        device.last_poll = time.time()
        if is_hasty or self._state.slow_answers > 0:
            self._state.slow_answers = max(0, self._state.slow_answers - 1)
            raise Refusal("SlowDownException", "slow_down")
        if device.decision != "allow":
            raise Refusal("AuthorizationPendingException", "authorization_pending")
        del self._state.devices[code]

    # ---- portal -----------------------------------------------------------------------------------------------------

    def _check_bearer(self, bearer: str) -> None:
        now = time.time()
        if not any(secrets.compare_digest(signed.access, bearer) and signed.expires > now
                   for signed in self._state.signed):
            raise Refusal("UnauthorizedException", "Session token not found or invalid", 401)

    @staticmethod
    def _paged(name: str, rows: list[dict[str, str]], query: dict[str, str]) -> Answer:
        start = int(query.get("next_token", "0"))
        end = start + min(_PAGE, int(query.get("max_result", _PAGE)))
        return json_answer({name: rows[start:end]} | ({"nextToken": str(end)} if end < len(rows) else {}))

    def _list_accounts(self, query: dict[str, str], _body: str) -> Answer:
        rows = [{"accountId": account, "accountName": name, "emailAddress": f"aws-{account}@acme.example"}
                for account, (name, _roles) in self._accounts.items()]
        return self._paged("accountList", rows, query)

    def _list_roles(self, query: dict[str, str], _body: str) -> Answer:
        account = query["account_id"]
        _name, roles = self._accounts.get(account, ("", []))
        return self._paged("roleList", [{"roleName": role, "accountId": account} for role in roles], query)

    def _role_credentials(self, query: dict[str, str], _body: str) -> Answer:
        account, role = query["account_id"], query["role_name"]
        if role not in self._accounts.get(account, ("", []))[1]:
            raise Refusal("ForbiddenException", "No access", 403)
        keys = self._keys(account, role, self.lifetimes.role)
        return json_answer({"roleCredentials": {"accessKeyId": keys.access_key, "secretAccessKey": keys.secret,
                                          "sessionToken": keys.token, "expiration": int(keys.expires * 1000)}})

    def _logout(self, query: dict[str, str], _body: str) -> Answer:
        self._state.signed = [signed for signed in self._state.signed if signed.access != query["bearer"]]
        return Answer("")

    # ---- for tests --------------------------------------------------------------------------------------------------

    def _end(self, query: dict[str, str], _body: str) -> Answer:
        """what=keys: of all roles; what=tokens: renewable ones are renewed; what=sessions: everybody signs in anew."""
        what = query["what"]
        if what == "keys":
            self._end_keys()
        elif what == "tokens":
            for signed in self._state.signed:
                signed.expires = 0
        elif what == "sessions":
            self._state.signed.clear()
            self._sign_in.end()
        else:
            raise ValueError(what)
        return json_answer({"ended": what})

    def _set_lifetimes(self, query: dict[str, str], _body: str) -> Answer:
        for name, value in query.items():
            if not hasattr(self.lifetimes, name):
                raise ValueError(name)
            setattr(self.lifetimes, name, int(value))
        return json_answer(vars(self.lifetimes))

    def _be_slow(self, query: dict[str, str], _body: str) -> Answer:
        self._state.slow_answers = int(query["times"])
        return json_answer({})

    def _process_keys(self, query: dict[str, str], _body: str) -> Answer:
        account, role = query["account"], query["role"]
        keys = self._keys(account, role, self.lifetimes.role)
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(keys.expires))
        return json_answer({"Version": 1, "AccessKeyId": keys.access_key, "SecretAccessKey": keys.secret,
                      "SessionToken": keys.token, "Expiration": stamp, "AccountId": account})


def main() -> int:
    # Environment proxies would be asked for the loopback address too.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(sys.argv[1], method="POST"), timeout=10) as answer:
            print(answer.read().decode())
    except (IndexError, OSError) as error:
        print(f"the sandbox gives no keys: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
