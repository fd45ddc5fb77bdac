"""AWS Sign-In of the sandbox: the page and the tokens of `aws login` (authorization code with PKCE, DPoP proofs).

Refresh tokens serve once and only for the key that the sign-in began with. Nothing is taken on trust: proofs are
checked for signature, method, address, time and repetition, codes for their verifier and the way they came.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256

from httpanswers import Answer, Refusal, form_page, json_answer, page

_SAME, _CROSS = "arn:aws:signin:::devtools/same-device", "arn:aws:signin:::devtools/cross-device"
_CONFIRMATION = "/v1/sessions/confirmation"
_CLOCKS_APART = 300  # seconds between the proof's clock and ours


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _refuse(error: str, status: int = 403) -> Refusal:
    return Refusal("AccessDeniedException" if status == 403 else "ValidationException", error, status)


@dataclass
class _Code:
    client: str
    redirect: str
    challenge: str
    expires: float


@dataclass
class _Login:
    client: str
    key: str  # the public one, as JSON
    refresh: str


class SignIn:
    """`keys(seconds)` makes keys that count; `session` is the ARN of who signs in."""

    def __init__(self, session: str, keys: Callable[[int], Any], lifetimes: Any) -> None:
        self.url = ""  # known when the server listens
        self.session = session
        self._keys, self._lifetimes = keys, lifetimes
        self._codes: dict[str, _Code] = {}
        self._logins: list[_Login] = []
        self._proofs: set[str] = set()

    def routes(self) -> dict[tuple[str, str], Callable[..., Answer]]:
        return {("GET", "/v1/authorize"): self._page, ("POST", "/v1/authorize"): self._decide,
                ("GET", _CONFIRMATION): self._show_code, ("POST", "/v1/token"): self._token}

    def end(self) -> None:
        """Everybody has to sign in again."""
        self._logins.clear()

    def _check(self, form: dict[str, str]) -> None:
        target = urlsplit(form["redirect_uri"])
        same = form["client_id"] == _SAME and target.hostname == "127.0.0.1" and target.path == "/oauth/callback"
        cross = form["client_id"] == _CROSS and form["redirect_uri"] == self.url + _CONFIRMATION
        challenge = form["code_challenge_method"] == "SHA-256" and len(_bytes(form["code_challenge"])) == 32
        if not ((same or cross) and challenge and form["response_type"] == "code" and form["scope"] == "openid"):
            raise _refuse("INVALID_REQUEST", 400)

    def _page(self, query: dict[str, str], _body: str, _headers: Any) -> Answer:
        self._check(query)
        return form_page("/v1/authorize", query, f"Sign in as <b>{html.escape(self.session)}</b>?")

    def _decide(self, _query: dict[str, str], body: str, _headers: Any) -> Answer:
        form = dict(parse_qsl(body, keep_blank_values=True))
        self._check(form)
        back = {"state": form["state"]}
        if form["decision"] == "allow":
            back["code"] = secrets.token_urlsafe(24)
            self._codes[back["code"]] = _Code(form["client_id"], form["redirect_uri"], form["code_challenge"],
                                              time.time() + self._lifetimes.code)
        else:
            back["error"] = "access_denied"
        return Answer("", 302, "text/plain", {"Location": form["redirect_uri"] + "?" + urlencode(back)})

    @staticmethod
    def _show_code(query: dict[str, str], _body: str, _headers: Any) -> Answer:
        if "code" not in query:
            return page("Sandbox sign-in", "<p>Denied. You may close this page.</p>")
        text = base64.b64encode(urlencode({"state": query["state"], "code": query["code"]}).encode()).decode()
        return page("Sandbox sign-in", f"<p>Bring this to the program:</p><p><code>{text}</code></p>")

    def _token(self, _query: dict[str, str], body: str, headers: Any) -> Answer:
        asked = json.loads(body)
        key = self._proven_key(headers.get("DPoP") or "")
        if asked["grantType"] == "authorization_code":
            login = self._first(asked, key)
        elif asked["grantType"] == "refresh_token":
            known = [login for login in self._logins if login.refresh == asked["refreshToken"]]
            if not known or known[0].client != asked["clientId"] or known[0].key != key:
                raise _refuse("TOKEN_EXPIRED")
            login = known[0]
        else:
            raise _refuse("INVALID_REQUEST", 400)
        login.refresh = secrets.token_urlsafe(32)
        given = self._keys(self._lifetimes.role)
        answer = {"accessToken": {"accessKeyId": given.access_key, "secretAccessKey": given.secret,
                                  "sessionToken": given.token},
                  "tokenType": "aws_sigv4", "expiresIn": self._lifetimes.role, "refreshToken": login.refresh}
        if asked["grantType"] == "authorization_code":
            claims = {"sub": self.session, "iat": int(time.time()), "aud": login.client}
            answer["idToken"] = ".".join(_text(json.dumps(part).encode()) for part in ({"alg": "none"}, claims)) + ".x"
        return json_answer(answer)

    def _first(self, asked: dict[str, str], key: str) -> _Login:
        code = self._codes.pop(asked["code"], None)
        if code is None or code.expires < time.time():
            raise _refuse("AUTHCODE_EXPIRED")
        challenge = _text(hashlib.sha256(asked["codeVerifier"].encode()).digest())
        if (code.client, code.redirect, code.challenge) != (asked["clientId"], asked["redirectUri"], challenge):
            raise _refuse("INVALID_REQUEST", 400)
        login = _Login(code.client, key, "")
        self._logins.append(login)
        return login

    def _proven_key(self, proof: str) -> str:
        """The public key whose owner sends this request (RFC 9449)."""
        try:
            head, claims, signature = proof.split(".")
            header, said, raw = json.loads(_bytes(head)), json.loads(_bytes(claims)), _bytes(signature)
            jwk = header["jwk"]
            numbers = (int.from_bytes(_bytes(jwk[name]), "big") for name in ("x", "y"))
            public = ec.EllipticCurvePublicNumbers(*numbers, ec.SECP256R1()).public_key()
            halves = (int.from_bytes(part, "big") for part in (raw[:32], raw[32:]))
            public.verify(utils.encode_dss_signature(*halves), f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
            good = (header["typ"], header["alg"], jwk["kty"], jwk["crv"]) == ("dpop+jwt", "ES256", "EC", "P-256")
            good &= len(raw) == 64 and (said["htm"], said["htu"]) == ("POST", self.url + "/v1/token")
            good &= abs(time.time() - said["iat"]) <= _CLOCKS_APART and said["jti"] not in self._proofs
        except (KeyError, TypeError, ValueError, InvalidSignature):
            good = False
        if not good:
            raise _refuse("INVALID_REQUEST", 400)
        self._proofs.add(said["jti"])
        return json.dumps(jwk, sort_keys=True)
