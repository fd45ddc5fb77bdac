"""The roles of the sandbox: what Identity Center and AssumeRole give, how long it lasts, and the code of one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import time
from datetime import datetime, timedelta

from moto.core.exceptions import InvalidClientTokenIdError
from moto.core.utils import utcnow
from moto.iam.models import iam_backends
from moto.sts.models import STSBackend, sts_backends
from moto.sts.responses import TokenResponse

from accounts import ASSUMED_ROLES, MAIN_ACCOUNT, MFA_ROLE, MFA_SEED, MFA_SERIAL, SSO_ROLES
from identitycenter import Lifetimes, RoleKeys
from signin import SignIn

_SSO_PATH = "/aws-reserved/sso.amazonaws.com/"
_STEP = 30  # seconds a code lasts


def mfa_code(steps_ago: int = 0) -> str:
    """RFC 6238, of the published seed."""
    counter = int(time.time()) // _STEP - steps_ago
    digest = hmac.new(base64.b32decode(MFA_SEED), counter.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start:start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def _sso_name(role: str) -> str:
    return f"AWSReservedSSO_{role}_{hashlib.sha256(role.encode()).hexdigest()[:16]}"


def _create(account: str, name: str, path: str, trust: dict, statements: list[dict]) -> None:
    backend = iam_backends[account]["aws"]
    trusted = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", **trust}]}
    backend.create_role(role_name=name, assume_role_policy_document=json.dumps(trusted), path=path,
                        permissions_boundary="", description="sandbox sign-in", tags=[], max_session_duration="3600")
    backend.put_role_policy(name, "sandbox", json.dumps({"Version": "2012-10-17", "Statement": statements}))


def create_roles() -> None:
    for account, (_name, roles) in SSO_ROLES.items():
        for role, statements in roles.items():
            _create(account, _sso_name(role), _SSO_PATH, {"Principal": {"Service": "sso.amazonaws.com"}}, statements)
    for account, name, user, statements in ASSUMED_ROLES:
        _create(account, name, "/", {"Principal": {"AWS": f"arn:aws:iam::{account}:user/{user}"}}, statements)


def sso_keys(account: str, role: str, seconds: int, person: str = "sandbox.person") -> RoleKeys:
    given = sts_backends[account]["aws"].assume_role("us-east-1", person,
                                                     f"arn:aws:iam::{account}:role{_SSO_PATH}{_sso_name(role)}",
                                                     "", seconds, "")
    return RoleKeys(given.access_key_id, given.secret_access_key, given.session_token, time.time() + seconds)


def console_sign_in(lifetimes: Lifetimes) -> SignIn:
    """That of an administrator, whose name no other sandbox has: the file of a sign-in goes by it."""
    person, role = f"console.person-{os.getpid()}", "Administrator"
    return SignIn(f"arn:aws:sts::{MAIN_ACCOUNT}:assumed-role/{_sso_name(role)}/{person}",
                  lambda seconds: sso_keys(MAIN_ACCOUNT, role, seconds, person), lifetimes)


def end_keys() -> None:
    """Those of every role, at once: the server takes them no longer, whatever their owners believe."""
    for account in sts_backends:
        for role in sts_backends[account]["aws"].assumed_roles:
            role.expiration = utcnow() - timedelta(seconds=1)


def has_ended(account: str, access_key: str) -> bool:
    role = sts_backends[account]["aws"].get_assumed_role_from_access_key(access_key)
    return role is not None and role.expiration < _now_like(role.expiration)


def _now_like(moment: datetime) -> datetime:
    return utcnow() if moment.tzinfo is None else datetime.now(moment.tzinfo)


class QueryRefusal(InvalidClientTokenIdError):
    """A refusal with status 403 in the query protocol, by any code."""

    def __init__(self, code: str, message: str) -> None:
        super(InvalidClientTokenIdError, self).__init__(code, message)


def watch(lifetimes: Lifetimes, count) -> None:
    """Bounds what AssumeRole gives, counts it, and checks the code of the role that wants one."""
    give, answer = STSBackend.assume_role, TokenResponse.assume_role

    def assume_role(self, region_name, role_session_name, role_arn, policy, duration, external_id):
        return give(self, region_name, role_session_name, role_arn, policy, min(duration, lifetimes.role), external_id)

    def check(self):
        count("AssumeRole")
        if str(self._get_param("RoleArn")).endswith(f":role/{MFA_ROLE}"):
            code = self._get_param("TokenCode")
            if code is None:
                raise QueryRefusal("AccessDenied", "User is not authorized to perform: sts:AssumeRole without MFA")
            known = {mfa_code(steps) for steps in (-1, 0, 1)}
            if self._get_param("SerialNumber") != MFA_SERIAL or code not in known:
                raise QueryRefusal("AccessDenied",
                                   "MultiFactorAuthentication failed with invalid MFA one time pass code. ")
        return answer(self)

    STSBackend.assume_role, TokenResponse.assume_role = assume_role, check
