"""What the tests and the window rely on, asked over HTTP as a client would.

    INIA_TEST_SANDBOX_CONFIG=... INIA_TEST_SANDBOX_CREDENTIALS=... python -m unittest test_sandbox
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
import time
import unittest
import urllib.error
import urllib.request
import uuid
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs, urlencode, urlsplit

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

import content


def setUpModule() -> None:
    for variable, source in (("AWS_CONFIG_FILE", "INIA_TEST_SANDBOX_CONFIG"),
                             ("AWS_SHARED_CREDENTIALS_FILE", "INIA_TEST_SANDBOX_CREDENTIALS")):
        if source not in os.environ:
            raise unittest.SkipTest(f"{source} is not set: packaging/test.sh starts the sandbox and sets it")
        os.environ[variable] = os.environ[source]
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        os.environ.pop(name, None)


def client(service: str, profile: str = "sandbox-west", **options):
    return boto3.Session(profile_name=profile).client(
        service, config=Config(retries={"total_max_attempts": 1}), **options)


class Profiles(unittest.TestCase):
    def test_each_is_a_user_of_its_own(self):
        for profile, arn in (("sandbox-west", "arn:aws:iam::123456789012:user/west-developer"),
                             ("sandbox-east", "arn:aws:iam::123456789012:user/east-analyst"),
                             ("sandbox-prod", "arn:aws:iam::210987654321:user/prod-operator")):
            self.assertEqual(client("sts", profile).get_caller_identity()["Arn"], arn)

    def test_a_wrong_secret_is_refused(self):
        key = boto3.Session(profile_name="sandbox-west").get_credentials().access_key
        wrong = {"aws_access_key_id": key, "aws_secret_access_key": "x" * 40}
        self.assert_code("SignatureDoesNotMatch", client("s3", **wrong).list_buckets)
        self.assert_code("SignatureDoesNotMatch", client("sns", **wrong).list_topics)
        self.assert_code("InvalidSignatureException", client("dynamodb", **wrong).list_tables)
        self.assert_code("InvalidSignatureException", client("lambda", **wrong).list_functions)

    def test_an_unknown_key_is_refused(self):
        unknown = {"aws_access_key_id": "AKIAUNKNOWNUNKNOWN00", "aws_secret_access_key": "x" * 40}
        self.assert_code("InvalidAccessKeyId", client("s3", **unknown).list_buckets)

    def test_policies_are_enforced(self):
        self.assert_code("AccessDenied", client("s3").list_objects_v2, Bucket="acme-restricted")
        self.assert_code("403", client("s3").head_bucket, Bucket="acme-restricted")
        self.assertEqual(client("s3", "sandbox-east").list_objects_v2(Bucket="acme-restricted")["KeyCount"], 3)
        self.assert_code("AccessDenied", client("s3", "sandbox-east").put_object, Bucket="acme-empty", Key="x")
        self.assert_code("AccessDenied", client("sns", "sandbox-east").create_topic, Name="x")
        self.assert_code("AccessDeniedException", client("sqs", "sandbox-east").create_queue, QueueName="x")

    def assert_code(self, code: str, call, **arguments):
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)


class Buckets(unittest.TestCase):
    def pages(self, **arguments):
        return list(client("s3").get_paginator("list_objects_v2").paginate(**arguments))

    def test_both_regions_have_some(self):
        listed = [bucket["Name"] for bucket in client("s3").list_buckets()["Buckets"]]
        self.assertEqual(len(listed), 10)
        where = {name: client("s3").get_bucket_location(Bucket=name).get("LocationConstraint") for name in listed
                 if name != "acme-restricted"}
        self.assertEqual(where["acme-data-lake"], "us-west-2")
        self.assertIsNone(where["acme-east-reports"])
        prod = [bucket["Name"] for bucket in client("s3", "sandbox-prod").list_buckets()["Buckets"]]
        self.assertEqual(prod, ["acme-prod-audit", "acme-prod-media", "acme-prod-orders"])

    def test_the_data_lake_is_large_and_one_of_its_folders_long(self):
        pages = self.pages(Bucket="acme-data-lake")
        total = sum(page["KeyCount"] for page in pages)
        self.assertGreaterEqual(total, 5000)
        self.assertEqual(len(pages), -(-total // 1000))
        flat = self.pages(Bucket="acme-data-lake", Prefix="logs/2026/07/", Delimiter="/")
        self.assertEqual(sum(len(page.get("Contents", [])) for page in flat), 3723)
        folders = {common["Prefix"] for page in flat for common in page.get("CommonPrefixes", [])}
        self.assertEqual(folders, {"logs/2026/07/errors/", "logs/2026/07/metrics/"})

    def test_an_object_has_type_metadata_and_tags(self):
        where = {"Bucket": "acme-data-lake", "Key": "logs/2026/07/app-2026-07-14T09.jsonl.gz"}
        answer = client("s3").get_object(**where)
        self.assertEqual(answer["Metadata"]["producer"], "ingest-worker/4.2.1")
        self.assertEqual((answer["ContentType"], answer["StorageClass"]), ("application/x-ndjson", "INTELLIGENT_TIERING"))
        self.assertEqual(f"{answer['LastModified']:%Y-%m-%dT%H}", "2026-07-14T10")
        body = answer["Body"].read()
        self.assertEqual(len(body), answer["ContentLength"])
        self.assertGreater(len(gzip.decompress(body)), 1_000_000)
        tags = {tag["Key"]: tag["Value"] for tag in client("s3").get_object_tagging(**where)["TagSet"]}
        self.assertEqual(tags["team"], "data")

    def test_an_object_of_parts_says_that_its_checksum_is_theirs(self):
        where = {"Bucket": "acme-empty", "Key": "in/parts.bin"}
        s3, part = client("s3"), b"x" * (5 << 20)
        for kind, mark in (("COMPOSITE", "-2"), ("FULL_OBJECT", "==")):
            upload = s3.create_multipart_upload(**where, ChecksumAlgorithm="CRC32", ChecksumType=kind)["UploadId"]
            parts = [{"PartNumber": number, "ETag": s3.upload_part(
                **where, UploadId=upload, PartNumber=number, Body=part)["ETag"]} for number in (1, 2)]
            s3.complete_multipart_upload(**where, UploadId=upload, MultipartUpload={"Parts": parts}, ChecksumType=kind)
            head = s3.head_object(**where, ChecksumMode="ENABLED")
            s3.delete_object(**where)
            self.assertEqual((head["ChecksumType"], head["ChecksumCRC32"][-2:]), (kind, mark))

    def test_odd_keys_are_listed_and_read(self):
        listed = [item["Key"] for page in self.pages(Bucket="acme-odd-keys") for item in page["Contents"]]
        self.assertEqual(listed, sorted(content.ODD_KEYS))
        self.assertEqual(max(len(key.encode()) for key in listed), 1000)
        for key in listed:
            with self.subTest(key=key):
                body = client("s3").get_object(Bucket="acme-odd-keys", Key=key)["Body"].read()
                self.assertEqual(body, b"" if key == "folder/" else key.encode() + b"\n")

    def test_the_versioned_bucket_has_delete_markers(self):
        answer = client("s3").list_object_versions(Bucket="acme-versioned")
        self.assertEqual(len(answer["DeleteMarkers"]), 7)
        self.assertEqual(len([v for v in answer["Versions"] if v["Key"] == "config/app.yaml"]), 4)
        listed = [item["Key"] for item in client("s3").list_objects_v2(Bucket="acme-versioned")["Contents"]]
        self.assertNotIn("config/retired.yaml", listed)
        self.assertIn("docs/guide.md", listed)

    def test_the_empty_bucket_is_empty(self):
        self.assertEqual(client("s3").list_objects_v2(Bucket="acme-empty")["KeyCount"], 0)


class Services(unittest.TestCase):
    def test_every_attribute_type_is_in_the_table(self):
        items = client("dynamodb").scan(TableName="every-type")["Items"]
        kinds = {kind for item in items for value in item.values() for kind in value}
        self.assertEqual(kinds, {"S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"})

    def test_every_service_has_resources_in_both_regions(self):
        calls = {"dynamodb": ("list_tables", "TableNames"), "sqs": ("list_queues", "QueueUrls"),
                 "sns": ("list_topics", "Topics"), "ec2": ("describe_instances", "Reservations"),
                 "lambda": ("list_functions", "Functions"), "logs": ("describe_log_groups", "logGroups"),
                 "cloudformation": ("describe_stacks", "Stacks"), "cloudwatch": ("describe_alarms", "MetricAlarms"),
                 "iam": ("list_roles", "Roles")}
        for profile in ("sandbox-west", "sandbox-east", "sandbox-prod"):
            for service, (operation, member) in calls.items():
                with self.subTest(profile=profile, service=service):
                    self.assertTrue(getattr(client(service, profile), operation)()[member])


def dpop_proof(key: ec.EllipticCurvePrivateKey, url: str, spoilt: bool = False, **changes) -> str:
    def text(data: bytes) -> str:
        return urlsafe_b64encode(data).rstrip(b"=").decode()

    public = key.public_key().public_numbers()
    point = {name: text(half.to_bytes(32, "big")) for name, half in (("x", public.x), ("y", public.y))}
    head = {"typ": "dpop+jwt", "alg": "ES256", "jwk": {"kty": "EC", "crv": "P-256"} | point}
    claims = {"htm": "POST", "htu": url, "iat": int(time.time()), "jti": str(uuid.uuid4())} | changes
    signed = ".".join(text(json.dumps(part).encode()) for part in (head, claims))
    halves = decode_dss_signature(key.sign((signed + "x" * spoilt).encode(), ec.ECDSA(SHA256())))
    return signed + "." + text(b"".join(half.to_bytes(32, "big") for half in halves))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


class SignIn(unittest.TestCase):
    """Identity Center and the roles, with botocore's own clients. The home is another, so that nothing is cached."""

    @classmethod
    def setUpClass(cls):
        home = tempfile.TemporaryDirectory()
        cls.addClassCleanup(home.cleanup)
        before = os.environ.get("HOME", "")
        os.environ["HOME"] = home.name
        cls.addClassCleanup(os.environ.__setitem__, "HOME", before)
        session = boto3.Session(profile_name="sandbox-sso")
        config = Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1})
        cls.oidc = session.client("sso-oidc", config=config)
        cls.sso = session.client("sso", config=config)
        cls.url = cls.sso.meta.endpoint_url

    def setUp(self):
        self.client = self.oidc.register_client(clientName="test", clientType="public", scopes=["sso:account:access"])

    def post(self, path: str, **form: str) -> tuple[int, str, str]:
        request = urllib.request.Request(self.url + path, urlencode(form).encode())
        try:
            opener = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))
            with opener.open(request) as answer:
                return answer.status, answer.read().decode(), ""
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers.get("Location", "")

    def known(self) -> dict[str, str]:
        return {"clientId": self.client["clientId"], "clientSecret": self.client["clientSecret"]}

    def ask_device(self):
        return self.oidc.start_device_authorization(**self.known(), startUrl=self.url + "/start")

    def redeem(self, device):
        return self.oidc.create_token(**self.known(), grantType="urn:ietf:params:oauth:grant-type:device_code",
                                      deviceCode=device["deviceCode"])

    def sign_in(self):
        device = self.ask_device()
        self.post("/device", user_code=device["userCode"], decision="allow")
        return self.redeem(device)

    def test_a_device_code_waits_and_is_allowed_once(self):
        device = self.ask_device()
        with self.assertRaises(self.oidc.exceptions.AuthorizationPendingException):
            self.redeem(device)
        with self.assertRaises(self.oidc.exceptions.SlowDownException):
            self.redeem(device)
        self.assertEqual(self.post("/device", user_code=device["userCode"], decision="allow")[0], 200)
        self.post("/admin/lifetimes?poll=0")
        try:
            self.assertTrue(self.redeem(device)["refreshToken"])
            with self.assertRaises(self.oidc.exceptions.InvalidGrantException):
                self.redeem(device)
        finally:
            self.post("/admin/lifetimes?poll=1")

    def test_a_device_code_is_denied_or_ends(self):
        device = self.ask_device()
        self.post("/device", user_code=device["userCode"], decision="deny")
        with self.assertRaises(self.oidc.exceptions.AccessDeniedException):
            self.redeem(device)
        self.post("/admin/lifetimes?code=0")
        try:
            with self.assertRaises(self.oidc.exceptions.ExpiredTokenException):
                self.redeem(self.ask_device())
        finally:
            self.post("/admin/lifetimes?code=600")

    def test_a_browser_comes_back_with_a_code_for_its_verifier(self):
        verifier, redirect = "v" * 64, "http://127.0.0.1:1/oauth/callback"
        challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        form = {"client_id": self.client["clientId"], "redirect_uri": redirect, "state": "s/1",
                "code_challenge_method": "S256", "code_challenge": challenge}
        _, _, denied = self.post("/authorize", **form, decision="deny")
        self.assertEqual(parse_qs(urlsplit(denied).query), {"state": ["s/1"], "error": ["access_denied"]})
        for guess, is_good in (("w" * 64, False), (verifier, True)):
            status, _, back = self.post("/authorize", **form, decision="allow")
            self.assertEqual(status, 302)
            ask = {**self.known(), "grantType": "authorization_code", "redirectUri": redirect, "codeVerifier": guess,
                   "code": parse_qs(urlsplit(back).query)["code"][0]}
            if is_good:
                self.assertTrue(self.oidc.create_token(**ask)["accessToken"])
            else:
                self.assertRaises(self.oidc.exceptions.InvalidGrantException, self.oidc.create_token, **ask)

    def test_a_sign_in_is_renewed_and_ends(self):
        token = self.sign_in()
        ask = {**self.known(), "grantType": "refresh_token", "refreshToken": token["refreshToken"]}
        renewed = self.oidc.create_token(**ask)
        self.assertNotEqual(renewed["accessToken"], token["accessToken"])
        self.assertRaises(self.oidc.exceptions.InvalidGrantException, self.oidc.create_token, **ask)
        self.sso.logout(accessToken=renewed["accessToken"])
        self.assertRaises(self.sso.exceptions.UnauthorizedException, self.sso.list_accounts,
                          accessToken=renewed["accessToken"])

    def test_accounts_and_roles_come_in_pages(self):
        access = {"accessToken": self.sign_in()["accessToken"]}
        pages = list(self.sso.get_paginator("list_accounts").paginate(**access))
        self.assertEqual([[row["accountId"] for row in page["accountList"]] for page in pages],
                         [["123456789012"], ["210987654321"]])
        roles = [row["roleName"] for page in self.sso.get_paginator("list_account_roles").paginate(
            accountId="123456789012", **access) for row in page["roleList"]]
        self.assertEqual(roles, ["ReadOnly", "Administrator"])

    def role_client(self, service: str, account: str, role: str):
        keys = self.sso.get_role_credentials(accessToken=self.sign_in()["accessToken"], accountId=account,
                                             roleName=role)["roleCredentials"]
        return client(service, aws_access_key_id=keys["accessKeyId"], aws_secret_access_key=keys["secretAccessKey"],
                      aws_session_token=keys["sessionToken"])

    def test_the_keys_are_those_of_the_role_and_end(self):
        reader = self.role_client("s3", "123456789012", "ReadOnly")
        self.assertTrue(reader.list_buckets()["Buckets"])
        self.assert_code("AccessDenied", reader.put_object, Bucket="acme-empty", Key="x")
        arn = self.role_client("sts", "210987654321", "Operator").get_caller_identity()["Arn"]
        self.assertRegex(arn, "^arn:aws:sts::210987654321:assumed-role/AWSReservedSSO_Operator_")
        others = [(self.role_client(service, "123456789012", "ReadOnly"), call, code) for service, call, code in (
            ("sts", "get_caller_identity", "ExpiredToken"), ("dynamodb", "list_tables", "ExpiredTokenException"))]
        self.post("/admin/end?what=keys")
        self.assert_code("ExpiredToken", reader.list_buckets)
        for ended, call, code in others:
            self.assert_code(code, getattr(ended, call))

    def assert_code(self, code: str, call, *values, **arguments):
        with self.assertRaises(ClientError) as caught:
            call(*values, **arguments)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)

    def test_keys_of_the_console_take_a_proof_of_the_same_key(self):
        config = Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1})
        signin = boto3.Session(profile_name="sandbox-login").client("signin", config=config)
        verifier, redirect = "v" * 64, "http://127.0.0.1:1/oauth/callback"
        challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        client_id = "arn:aws:signin:::devtools/same-device"
        form = {"response_type": "code", "client_id": client_id, "redirect_uri": redirect, "state": "s",
                "code_challenge_method": "SHA-256", "code_challenge": challenge, "scope": "openid"}
        mine, theirs = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        proofs = []

        def ask(key, changes=None, **token):
            proof = proofs[0] if changes == "repeat" else dpop_proof(key, self.url + "/v1/token", **(changes or {}))
            proofs.append(proof)

            def add(params, **_event):
                params["headers"]["DPoP"] = proof

            signin.meta.events.register("before-call.signin.CreateOAuth2Token", add, unique_id="proof")
            try:
                return signin.create_o_auth2_token(tokenInput={"clientId": client_id} | token)["tokenOutput"]
            finally:
                signin.meta.events.unregister("before-call.signin.CreateOAuth2Token", unique_id="proof")

        def first(key, changes=None, verifier=verifier):
            _, _, back = self.post("/v1/authorize", **form, decision="allow")
            return ask(key, changes, grantType="authorization_code", redirectUri=redirect, codeVerifier=verifier,
                       code=parse_qs(urlsplit(back).query)["code"][0])

        given = first(mine)
        for changes in ({"htu": self.url}, {"htm": "GET"}, {"iat": 1}, {"spoilt": True}, "repeat"):
            self.assert_code("ValidationException", first, mine, changes)
        self.assert_code("ValidationException", first, mine, verifier="w" * 64)
        renewal = {"grantType": "refresh_token", "refreshToken": given["refreshToken"]}
        self.assert_code("AccessDeniedException", ask, theirs, **renewal)
        self.assertTrue(ask(mine, **renewal)["accessToken"]["secretAccessKey"])
        self.assert_code("AccessDeniedException", ask, mine, **renewal)
        _, _, denied = self.post("/v1/authorize", **form, decision="deny")
        self.assertEqual(parse_qs(urlsplit(denied).query), {"state": ["s"], "error": ["access_denied"]})

    def test_the_profiles_of_a_role_and_a_process_work(self):
        for profile, role in (("sandbox-role", "sandbox-reader"), ("sandbox-process", "AWSReservedSSO_ReadOnly_")):
            self.assertIn(f":assumed-role/{role}", client("sts", profile).get_caller_identity()["Arn"])

    def test_the_mfa_role_wants_the_code_of_the_moment(self):
        role = {"RoleArn": "arn:aws:iam::123456789012:role/sandbox-operator", "RoleSessionName": "test"}
        serial = {"SerialNumber": "arn:aws:iam::123456789012:mfa/west-developer"}
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(self.url + "/admin/mfa") as answer:
            code = answer.read().decode()
        sts = client("sts")
        self.assert_code("AccessDenied", sts.assume_role, **role)
        self.assert_code("AccessDenied", sts.assume_role, **role, **serial, TokenCode=f"{(int(code) + 1) % 10**6:06d}")
        self.assertTrue(sts.assume_role(**role, **serial, TokenCode=code)["Credentials"])


if __name__ == "__main__":
    unittest.main()
