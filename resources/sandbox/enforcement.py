"""Turns on moto's check of signatures and permissions, with three corrections to it.

moto 5.2.5 takes the parsed headers of a request without a body for its body, so that no GET of a restJson1 service
(Lambda's ListFunctions) ever verifies; and it answers every refusal in the XML of the query protocol, also to clients
that speak JSON, which then cannot tell AccessDenied from any other 403; and HeadObject gives the checksum over the parts'
checksums for that of the whole object, which then looks damaged. Keys of a role last for ever in moto; here
they end when they said they would.
"""

from __future__ import annotations

from botocore.awsrequest import AWSRequest
from moto import settings
from moto.core.exceptions import AccessDeniedError, JsonRESTError, SignatureDoesNotMatchError
from moto.iam import access_control
from moto.iam.access_control import CreateAccessKeyFailure, IAMRequest, IAMRequestBase, S3IAMRequest
from moto.s3.exceptions import S3ClientError
from moto.s3.responses import S3Response

import roles

_ENDED = "The security token included in the request is expired"
_XML_SERVICES = ("s3", "route53", "cloudfront")


class _Refusal(JsonRESTError):
    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(code, message)
        self.code = status


def _speaks_json(request: IAMRequest) -> bool:
    """The query protocols send a form or, in a GET, an Action parameter; all but a few other services speak JSON."""
    if "X-Amz-Target" in request._headers:
        return True
    form = request._headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
    return not form and "Action" not in request._data and request._service not in _XML_SERVICES


def _raise_signature_does_not_match(self: IAMRequest) -> None:
    if _speaks_json(self):
        raise _Refusal("InvalidSignatureException", SignatureDoesNotMatchError().message)
    _original_signature_does_not_match(self)


def _create_access_key(account_id, partition, access_key_id, headers):
    key = _original_create_access_key(account_id=account_id, partition=partition, access_key_id=access_key_id,
                                      headers=headers)
    if roles.has_ended(account_id, access_key_id):
        raise CreateAccessKeyFailure(reason="Ended")
    return key


def _raise_invalid_s3_key(self: S3IAMRequest, reason: str) -> None:
    if reason == "Ended":
        raise S3ClientError("ExpiredToken", "The provided token has expired.")
    _original_invalid_s3_key(self, reason)


def _raise_invalid_access_key(self: IAMRequest, reason: str) -> None:
    if reason == "Ended" and not _speaks_json(self):
        raise roles.QueryRefusal("ExpiredToken", _ENDED)
    if reason == "Ended":
        raise _Refusal("ExpiredTokenException", _ENDED)
    if _speaks_json(self):
        raise _Refusal("UnrecognizedClientException", "The security token included in the request is invalid.")
    _original_invalid_access_key(self, reason)


def _raise_access_denied(self: IAMRequest) -> None:
    if _speaks_json(self):
        refusal = AccessDeniedError(user_arn=self._access_key.arn, action=self._action)
        raise _Refusal("AccessDeniedException", refusal.message)
    _original_access_denied(self)


def _create_aws_request(self: IAMRequestBase) -> AWSRequest:
    if self._method in ("GET", "HEAD", "PUT", "DELETE") and not self._body:
        self._data = {}
    return _original_create_aws_request(self)


def _head_object(self: S3Response, bucket_name, query, key_name, headers):
    status, answer, body = _original_head_object(self, bucket_name, query, key_name, headers)
    if status == 200 and headers.get("x-amz-checksum-mode") == "ENABLED":
        key = self.backend.head_object(bucket_name, key_name, version_id=query.get("versionId", [None])[0])
        if key.checksum_type == "COMPOSITE":
            answer["x-amz-checksum-type"] = key.checksum_type
            answer[f"x-amz-checksum-{key.checksum_algorithm.lower()}"] = f"{key.checksum_value}-{key.checksum_parts}"
    return status, answer, body


_original_head_object = S3Response.head_object
_original_signature_does_not_match = IAMRequest._raise_signature_does_not_match
_original_invalid_access_key = IAMRequest._raise_invalid_access_key
_original_invalid_s3_key = S3IAMRequest._raise_invalid_access_key
_original_create_access_key = access_control.create_access_key
_original_access_denied = IAMRequest._raise_access_denied
_original_create_aws_request = IAMRequestBase._create_aws_request


def switch_on() -> None:
    """From here on every call of this process and its server needs a valid signature and a permission."""
    IAMRequest._raise_signature_does_not_match = _raise_signature_does_not_match
    IAMRequest._raise_invalid_access_key = _raise_invalid_access_key
    S3IAMRequest._raise_invalid_access_key = _raise_invalid_s3_key
    access_control.create_access_key = _create_access_key
    IAMRequest._raise_access_denied = _raise_access_denied
    IAMRequestBase._create_aws_request = _create_aws_request
    S3Response.head_object = _head_object
    settings.INITIAL_NO_AUTH_ACTION_COUNT = 0
