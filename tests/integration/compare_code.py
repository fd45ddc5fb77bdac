"""Code that inia-cli writes, run: boto3, sh, bash and curl ask for what was told; what cannot be said is refused.

    python compare_code.py INIA_CLI [--count N] [--seed N] [--only PART]

Calls are made up over all protocols, with texts that shells and literals trip over. boto3's run here, before a client
that only records; commands of the AWS CLI before a program that prints its arguments; curl before a server that checks
the signature, where it has to ask for what inia-cli itself would. So has the AWS CLI, if version 2 is on the path.
Against a sandbox of its own boto3 and curl have to get what inia-cli gets.
"""

from __future__ import annotations

import argparse
import base64
import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock
from urllib.parse import unquote_plus, urlsplit

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import boto3
import botocore.parsers
import botocore.session
from botocore import xform_name
from botocore.awsrequest import HeadersDict
from botocore.handlers import (
    decode_list_object,
    decode_list_object_v2,
    decode_list_object_versions,
    json_decode_policies,
)

from boto3_peer import as_printed
from code_calls import calls
from differences import differences, shown
from inia_cli import started_sandbox, to_json, without_aws
from report import Mismatch, Report, Skip
from request_meaning import meaning
from request_peer import KEYS, REGION, answers
from service_calls import kinds, plain
from signature_server import Received, checking

SECRET = "<secret>"
_MODELS = botocore.session.get_session()
_UUID = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SOURCES = Path(__file__).resolve().parents[2]

_S3_DECODERS = {"ListObjects": [decode_list_object], "ListObjectsV2": [decode_list_object_v2],
                "ListObjectVersions": [decode_list_object_versions]}

Call = tuple[str, str, dict[str, Any]]


class Coder:
    """Asks inia-cli for code."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._environment = without_aws(os.environ) | {
            "HOME": "/nonexistent", "AWS_ACCESS_KEY_ID": KEYS[0], "AWS_SECRET_ACCESS_KEY": KEYS[1],
            "AWS_REGION": REGION, "AWS_DEFAULTS_MODE": "legacy"}

    @property
    def environment(self) -> dict[str, str]:
        return self._environment

    def write(self, language: str, call: Call, *options: str) -> tuple[str, str]:
        """The code, or why there is none."""
        service, operation, params = call
        done = subprocess.run([self._program, "code", service, operation, "-", "--language", language, *options],
                              input=to_json(params).encode(), capture_output=True, env=self._environment, check=False)
        if done.returncode not in (0, 252, 255):
            raise Mismatch(f"inia-cli code ended with {done.returncode}: {done.stderr.decode()}")
        if done.returncode == 0:  # beside warnings
            return done.stdout.decode(), ""
        return "", done.stderr.decode().removeprefix("inia-cli: ").strip()

    def write_all(self, language: str, asked: list[Call], *options: str) -> list[tuple[str, str]]:
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda call: self.write(language, call, *options), asked))


def _same(expected: Any, found: Any, path: str = "") -> list[str]:
    """Where they differ; what is hidden may have been anything."""
    if found == SECRET:
        return []
    if isinstance(found, str) and SECRET in found:
        return [] if isinstance(expected, str) else [f"{path}: a secret in the place of {expected!r}"]
    if isinstance(expected, dict) and isinstance(found, dict):
        lines = [f"{path}.{name}: only one has it" for name in expected.keys() ^ found.keys()]
        return lines + [line for name in expected.keys() & found.keys()
                        for line in _same(expected[name], found[name], f"{path}.{name}")]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [line for index, pair in enumerate(zip(expected, found)) for line in _same(*pair, f"{path}[{index}]")]
    if isinstance(expected, datetime) and isinstance(found, datetime):
        return [] if expected == found else [f"{path}: {expected} became {found}"]
    same = type(expected) is type(found) and expected == found
    return [] if same else [f"{path}: {expected!r} became {found!r}"]


class RecordingBoto3:
    """In the place of the module: keeps which method was called with what."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = []

    def Session(self, **session: Any) -> Any:  # noqa: N802, as boto3 has it
        def client(service: str, **options: Any) -> Any:
            owner = self

            class Client:
                def __getattr__(self, method: str) -> Callable[..., Any]:
                    return lambda **params: owner.calls.append((service, method, params, session | options))

            return Client()

        return SimpleNamespace(client=client)


def _run_boto3(code: str) -> tuple[str, str, dict[str, Any], dict[str, Any]]:
    recorder = RecordingBoto3()
    kept, sys.modules["boto3"] = sys.modules.get("boto3"), recorder
    try:
        exec(compile(code, "generated", "exec"), {"print": lambda *_: None})
    finally:
        if kept is None:
            del sys.modules["boto3"]
        else:
            sys.modules["boto3"] = kept
    (made,) = recorder.calls
    return made


def check_boto3(coder: Coder, asked: list[Call]) -> str:
    problems = []
    codes = coder.write_all("boto3", asked, "--region", REGION)
    for (service, operation, params), (code, refusal) in zip(asked, codes, strict=True):
        if refusal:
            problems.append(f"{service} {operation}: {refusal}")
            continue
        found = _run_boto3(code)
        if found[:2] != (service, xform_name(operation)) or found[3] != {"region_name": REGION}:
            problems.append(f"{service} {operation}: called {found[0]} {found[1]} with {found[3]}")
        problems += [f"{service} {operation}{line}" for line in _same(params, found[2])]
    if problems:
        raise Mismatch("\n".join(problems[:20]))
    return f"{len(asked)} programs ask for the same"


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)


def _told(shape: Any, words: list[str]) -> Any:
    """What the CLI makes of the words behind an option."""
    kind = shape.type_name
    if words == [SECRET]:
        return SECRET
    if kind == "list" and shape.member.type_name == "string" and not (words and words[0][:1] in "[{"):
        return words
    (word,) = words
    if kind in ("integer", "long"):
        return int(word)
    if kind in ("float", "double"):
        return float(word)
    if kind == "timestamp":
        return _iso(word)
    if kind == "blob":
        return base64.b64decode(word, validate=True)
    if kind == "string" and not shape.serialization.get("jsonvalue"):
        return word
    return _from_json(shape, json.loads(word))


def _from_json(shape: Any, value: Any) -> Any:
    if value == SECRET or value is None or getattr(shape, "is_document_type", False):
        return value
    if shape.type_name == "structure":
        return {name: _from_json(shape.members[name], member) for name, member in value.items()}
    if shape.type_name == "map":
        return {name: _from_json(shape.value, member) for name, member in value.items()}
    if shape.type_name == "list":
        return [_from_json(shape.member, item) for item in value]
    if shape.type_name == "timestamp":
        return _iso(value)
    if shape.type_name == "blob":
        return base64.b64decode(value, validate=True)
    return value


def _read_command(operation: Any, words: list[str]) -> dict[str, Any]:
    """The parameters that the arguments of a command stand for."""
    members = operation.input_shape.members if operation.input_shape else {}
    by_option = {"--" + xform_name(name, "-"): name for name in members}
    params: dict[str, Any] = {}
    index = 0
    while index < len(words):
        option, _, glued = words[index].partition("=")
        index += 1
        following = [glued] if _ else []
        while not _ and index < len(words) and not words[index].startswith("--"):
            following.append(words[index])
            index += 1
        if option == "--cli-input-json":
            params |= _from_json(operation.input_shape, json.loads(following[0]))
        elif option in by_option and members[by_option[option]].type_name == "boolean" and not following:
            params[by_option[option]] = True
        elif option in by_option:
            name = by_option[option]
            is_stream = members[name].serialization.get("streaming")
            params[name] = SECRET if is_stream else _told(members[name], following)
        elif option.startswith("--no-") and "--" + option[5:] in by_option:
            params[by_option["--" + option[5:]]] = False
        elif option not in ("--region", "--no-paginate", "--cli-binary-format"):
            raise Mismatch(f"nobody knows {option}")
    return params


def check_posix(coder: Coder, asked: list[Call]) -> str:
    shells = [shell for shell in ("bash", "sh", "dash") if shutil.which(shell)]
    problems, refused, ran = [], Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "aws"
        program.write_text(f"#!{sys.executable}\nimport json, os, sys\n"
                           "print(json.dumps([os.fsencode(word).decode() for word in sys.argv[1:]]))\n")
        program.chmod(0o755)
        environment = {"PATH": f"{folder}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
        for number, (call, (code, refusal)) in enumerate(zip(asked, coder.write_all("cli", asked, "--region", REGION))):
            service, operation, params = call
            if refusal:
                refused[refusal] += 1
                continue
            shell = shells[number % len(shells)]
            done = subprocess.run([shell, "-c", code], capture_output=True, env=environment, check=False)
            words = json.loads(done.stdout) if done.returncode == 0 else []
            if len(words) < 2:
                problems.append(f"{service} {operation} {shell}: {done.stderr.decode()}\n{code}")
                continue
            options = words[2:] if words[2:3] != ["OUTFILE"] else words[3:]
            model = _MODELS.get_service_model(service).operation_model(operation)
            try:
                lines = _same(params, _read_command(model, options))
            except (ValueError, KeyError, Mismatch) as wrong:
                lines = [f": {wrong!r}\n{code}"]
            problems += [f"{service} {operation}{line}" for line in lines]
            ran += 1
    if problems:
        raise Mismatch("\n".join(problems[:20]))
    return f"{ran} commands by {', '.join(shells)}; refused: {dict(refused)}"


# A text of PowerShell between any of its apostrophes; two of them are one.
_PS_TEXT = re.compile("['\u2018-\u201b]((?:[^'\u2018-\u201b]|['\u2018-\u201b]{2})*)['\u2018-\u201b]")
_PS_FILE = re.compile(r"\$json = @'\n(?P<json>.*)\n'@\n\$file = New-TemporaryFile\n"
                      r"\[IO\.File\]::WriteAllText\(\$file, \$json\)\n(?P<line>.*)\nRemove-Item \$file", re.DOTALL)


def _powershell_words(code: str) -> list[str]:
    """The arguments that PowerShell would hand to the program, by its grammar for what we write."""
    whole = _PS_FILE.fullmatch(code.strip())
    line = whole["line"].replace('"file://$file"', "'$JSON'") if whole else code.strip()
    program, _, rest = line.partition(" ")
    words, end = [], 0
    for match in _PS_TEXT.finditer(rest):
        if rest[end:match.start()].strip() not in ("", "--cli-input-json"):
            raise Mismatch(f"what is {rest[end:match.start()]!r}?")
        words += rest[end:match.start()].split()
        word = re.sub("(['\u2018-\u201b])['\u2018-\u201b]", r"\1", match[1])
        words.append(whole["json"] if whole and word == "$JSON" else word)
        end = match.end()
    if program != "aws" or rest[end:].strip() or (whole and "\n'@" in whole["json"]):
        raise Mismatch(f"no command: {code}")
    return words


def check_powershell(coder: Coder, asked: list[Call]) -> str:
    problems, refused = [], Counter()
    codes = coder.write_all("powershell", asked, "--region", REGION)
    for (service, operation, params), (code, refusal) in zip(asked, codes, strict=True):
        if refusal:
            refused[refusal] += 1
            continue
        model = _MODELS.get_service_model(service).operation_model(operation)
        try:
            words = _powershell_words(code)
            lines = _same(params, _read_command(model, words[2:] if words[2] != "OUTFILE" else words[3:]))
        except (ValueError, KeyError, Mismatch) as wrong:
            lines = [f": {wrong!r}\n{code}"]
        problems += [f"{service} {operation}{line}" for line in lines]
    if problems:
        raise Mismatch("\n".join(problems[:20]))
    return f"{len(asked) - refused.total()} commands; refused: {dict(refused)}"


# Made by curl, or by each attempt.
_NOT_COMPARED = {"authorization", "host", "user-agent", "accept", "x-amz-date", "content-length", "accept-encoding",
                 "amz-sdk-invocation-id", "amz-sdk-request", "expect", "x-amz-content-sha256", "connection", "date",
                 "transfer-encoding", "content-md5"}


def _compare_request(expected: Any, found: Received) -> list[str]:
    """`expected` is what inia-cli's dry run would send."""
    parts = urlsplit(expected.url)
    def pairs(query: str) -> list[str]:
        return sorted(pair if "=" in pair else pair + "=" for pair in query.split("&") if pair)

    path, _, asked = found.path.partition("?")
    lines = []
    for what, one, other in (("method", expected.method, found.method), ("path", parts.path, path),
                             ("query", pairs(parts.query), pairs(asked))):
        if _UUID.sub(b"", repr(one).encode()) != _UUID.sub(b"", repr(other).encode()):
            lines.append(f"{what}: {one!r} became {other!r}")
    content_type = expected.headers.get("content-type", "")
    bodies = [meaning(_UUID.sub(b"", body), content_type) for body in (expected.body, found.body)]
    if bodies[0] != bodies[1]:
        lines.append(f"body: {expected.body!r} became {found.body!r}")
    for name in (expected.headers.keys() | found.headers.keys()) - _NOT_COMPARED:
        one, other = expected.headers.get(name), found.headers.get(name)
        if name == "content-type" and one is None and other in ("application/xml", "binary/octet-stream"):
            continue
        if name.startswith("x-amz-checksum-") and expected.body != found.body:
            continue
        if name == "amz-sdk-request" or (one or "").split() == (other or "").split():
            continue
        if not _UUID.fullmatch((other or "").encode()):
            lines.append(f"{name}: {one!r} became {other!r}")
    return lines


def _dry_runs(coder: Coder, program: str, endpoint: str, asked: list[Call]) -> list[Any]:
    same = {"region": REGION, "dry_run": True, "endpoint_url": endpoint, "config": {"defaults_mode": "legacy"},
            "credentials": {"access_key": KEYS[0], "secret_key": KEYS[1]}}
    lines = "".join(json.dumps({"id": number, "service": service, "operation": operation} | same)[:-1]
                    + ', "params": ' + to_json(params) + "}\n"
                    for number, (service, operation, params) in enumerate(asked))
    done = subprocess.run([program, "batch"], input=lines.encode(), capture_output=True, env=coder.environment,
                          check=False)
    return list(answers(done.stdout))


def _holds_secret(request: Received) -> bool:
    """What is hidden was not asked for."""
    text = unquote_plus(request.path) + repr(request.headers) + unquote_plus(request.body.decode(errors="replace"))
    return any(word in text for word in (SECRET, "&lt;secret&gt;", base64.b64encode(SECRET.encode()).decode()))


def check_curl(coder: Coder, program: str, asked: list[Call]) -> str:
    if not shutil.which("curl"):
        raise Skip("there is no curl on the path")
    problems, refused, sent, hidden, protocols = [], Counter(), 0, 0, Counter()
    with tempfile.TemporaryDirectory() as folder, checking(*KEYS) as server:
        # Names before that of the server's host are for it as well.
        (Path(folder) / ".curlrc").write_text(f'connect-to = "::127.0.0.1:{urlsplit(server.endpoint).port}"\n')
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "AWS_ACCESS_KEY_ID": KEYS[0],
                       "AWS_SECRET_ACCESS_KEY": KEYS[1], "HOME": folder, "CURL_HOME": folder}
        codes = coder.write_all("curl", asked, "--endpoint-url", server.endpoint)
        expected = _dry_runs(coder, program, server.endpoint, asked)
        for (service, operation, _), (code, refusal), wanted in zip(asked, codes, expected, strict=True):
            if refusal:
                refused[refusal.split(":")[0].split("\n")[0][:90]] += 1
                continue
            if server.endpoint.partition("//")[2] not in code:
                refused["its rules know no other endpoint"] += 1
                continue
            done = subprocess.run(["bash", "-c", code], capture_output=True, env=environment, check=False)
            taken = server.take()
            if done.returncode != 0 or len(taken) != 1:
                problems.append(f"{service} {operation}: {len(taken)} requests, {done.stderr.decode()}\n{code}")
                continue
            if taken[0].complaint:
                problems.append(f"{service} {operation}: {taken[0].complaint}\n{code}")
            sent += 1
            protocols[_MODELS.get_service_model(service).resolved_protocol] += 1
            if _holds_secret(taken[0]):
                hidden += 1
                continue
            problems += [f"{service} {operation} {line}" for line in _compare_request(wanted, taken[0])]
    if problems:
        raise Mismatch("\n".join(problems[:20]))
    return (f"{sent} requests with good signatures, {sent - hidden} compared with inia-cli's own: {dict(protocols)}\n"
            f"refused: {json.dumps(refused, indent=1)}")


_OLDER_OR_AWAY = ("Found invalid choice", "Unknown parameter in", "Unknown options:", "valid min length",
                  "Could not connect to the endpoint URL")
# With awscrt it takes another one where the caller names none.
_OWN_CHECKSUM = ("x-amz-sdk-checksum-algorithm:", "x-amz-checksum-")


def _aws2() -> bool:
    program = shutil.which("aws")
    if not program:
        return False
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    return told.startswith("aws-cli/2.")


def check_aws(coder: Coder, program: str, asked: list[Call]) -> str:
    """The real one. What it sends over this connection is what counts; it reads no answer."""
    if not _aws2():
        raise Skip("there is no AWS CLI of version 2 on the path")
    problems, refused, sent = [], Counter(), 0
    with tempfile.TemporaryDirectory() as folder, checking(*KEYS) as server:
        environment = coder.environment | {"PATH": os.environ["PATH"], "HOME": folder, "AWS_MAX_ATTEMPTS": "1",
                                           "LC_ALL": "C.UTF-8"}
        codes = coder.write_all("cli", asked, "--endpoint-url", server.endpoint)
        expected = _dry_runs(coder, program, server.endpoint, asked)
        for (service, operation, _), (code, refusal), wanted in zip(asked, codes, expected, strict=True):
            if refusal:
                refused[refusal] += 1
                continue
            if wanted.error or SECRET in code or " BODY " in code or b"SignatureVersion=2" in wanted.body:
                refused["hidden, without its file, or by another signature"] += 1
                continue
            done = subprocess.run(["bash", "-c", code], capture_output=True, env=environment, cwd=folder, check=False)
            taken = server.take()
            complaint = done.stderr.decode()
            if not taken and any(words in complaint for words in _OLDER_OR_AWAY):
                refused["newer than this AWS CLI, or of a host that is not there"] += 1
                continue
            if not taken:
                problems.append(f"{service} {operation}: {complaint[-600:]}\n{code}")
                continue
            sent += 1
            problems += [f"{service} {operation} {line}" for line in _compare_request(wanted, taken[0])
                         if not line.startswith(_OWN_CHECKSUM)]
    if problems:
        raise Mismatch("\n".join(problems[:20]))
    return f"{sent} commands send what inia-cli would; refused: {json.dumps(refused, indent=1)}"


class Sandbox:
    """The same call three times, and what comes of it; a server of moto's or MinIO."""

    def __init__(self, coder: Coder, program: str, endpoint: str, keys: tuple[str, str],
                 region: str = REGION) -> None:
        self._region = region
        self._coder = coder
        self._program = program
        self._endpoint = endpoint
        self._environment = coder.environment | {"AWS_ACCESS_KEY_ID": keys[0], "AWS_SECRET_ACCESS_KEY": keys[1],
                                                 "AWS_MAX_ATTEMPTS": "1"}

    def run(self, asked: list[Call], least: int) -> str:
        lines = "".join(json.dumps({"id": number, "service": service, "operation": operation, "region": self._region,
                                    "endpoint_url": self._endpoint, "params": params}) + "\n"
                        for number, (service, operation, params) in enumerate(asked))
        done = subprocess.run([self._program, "batch"], input=lines.encode(), capture_output=True,
                              env=self._environment, check=False, timeout=300)
        ours = [json.loads(line) for line in done.stdout.split(b"\n") if line]
        answered = [(call, plain(found["response"])) for call, found in zip(asked, ours, strict=True)
                    if "response" in found]
        problems, counts = [], Counter()
        tools = [("boto3", self._boto3)] + ([("curl", self._curl)] if shutil.which("curl") else [])
        for language, run in tools:
            codes = self._coder.write_all(language, [call for call, _ in answered], "--region", self._region,
                                          "--endpoint-url", self._endpoint)
            for (call, wanted), (code, refusal) in zip(answered, codes, strict=True):
                if refusal:
                    problems.append(f"{language} {call[:2]}: {refusal}")
                    continue
                found = run(call, code)
                # Some answers are made up anew each time.
                if differences(wanted, found) and kinds(wanted) != kinds(found):
                    problems.append(f"{language} {call[:2]}: {shown(differences(wanted, found))}")
                counts[language] += 1
        if problems:
            raise Mismatch("\n".join(problems[:20]))
        protocols = Counter(_MODELS.get_service_model(call[0]).resolved_protocol for call, _ in answered)
        if counts["boto3"] < least:
            raise Mismatch(f"only {dict(counts)} calls of {dict(protocols)}")
        return f"{dict(counts)} calls with the same answer: {dict(protocols)}"

    def _boto3(self, _call: Call, code: str) -> Any:
        printed: list[Any] = []
        with mock.patch.dict(os.environ, self._environment, clear=True):
            exec(compile(code, "generated", "exec"), {"print": printed.append})
        return as_printed(printed[0])

    def _curl(self, call: Call, code: str) -> Any:
        done = subprocess.run(["bash", "-c", code.strip() + " -i"], capture_output=True, check=False,
                              env=self._environment | {"PATH": os.environ["PATH"]})
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        status, *rest = head.decode().split("\r\n")
        headers = HeadersDict({name: value for name, _, value in (line.partition(": ") for line in rest)})
        model = _MODELS.get_service_model(call[0])
        parser = botocore.parsers.create_parser(model.resolved_protocol)
        operation = model.operation_model(call[1])
        is_stream = operation.has_streaming_output
        answer = {"body": b"" if is_stream else body, "headers": headers, "status_code": int(status.split()[1])}
        parsed = parser.parse(answer, operation.output_shape)
        if is_stream:
            parsed[operation.output_shape.serialization["payload"]] = body
        # As its client does.
        if call[0] == "iam":
            json_decode_policies(parsed, operation)
        for decode in _S3_DECODERS.get(call[1], ()):
            decode(parsed, {"encoding_type_auto_set": True})
        return as_printed(parsed)


def _reading_calls() -> list[Call]:
    from service_calls import ServiceCalls

    def is_simple(operation: Any) -> bool:
        is_asking = operation.input_shape and operation.input_shape.required_members
        is_stream = operation.has_event_stream_output
        return operation.name.startswith(("List", "Describe", "Get")) and not is_asking and not is_stream

    asked: list[Call] = []
    for service in ServiceCalls("", {}).known_services():
        model = _MODELS.get_service_model(service)
        reads = [name for name in model.operation_names if is_simple(model.operation_model(name))]
        asked += [(service, name, {}) for name in reads[:5]]
    return asked


def check_sandbox(coder: Coder, program: str) -> str:
    try:
        import moto  # noqa: F401
    except ImportError as missing:
        raise Skip(str(missing)) from missing
    with tempfile.TemporaryDirectory() as folder, started_sandbox(folder) as sandbox:
        keys = configparser.ConfigParser()
        keys.read(sandbox["credentials"])
        own = keys["sandbox-west"]
        pair = own["aws_access_key_id"], own["aws_secret_access_key"]
        return Sandbox(coder, program, sandbox["endpoint"], pair).run(_reading_calls(), 150)


def check_minio(coder: Coder, program: str) -> str:
    words = [os.environ.get(f"INIA_TEST_MINIO_{word}", "") for word in ("ENDPOINT", "ACCESS_KEY", "SECRET_KEY")]
    if not all(words):
        raise Skip("INIA_TEST_MINIO_ENDPOINT, _ACCESS_KEY, _SECRET_KEY not set; packaging/test.sh starts MinIO")
    asked: list[Call] = [("s3", "ListBuckets", {})]
    client = boto3.client("s3", endpoint_url=words[0], region_name="us-east-1", aws_access_key_id=words[1],
                          aws_secret_access_key=words[2])
    for bucket in ("acme-empty", "acme-odd-keys", "acme-versioned", "acme-web-assets"):
        asked += [("s3", name, {"Bucket": bucket}) for name in ("ListObjectsV2", "ListObjects", "ListObjectVersions",
                                                               "GetBucketVersioning", "HeadBucket")]
        for item in client.list_objects_v2(Bucket=bucket).get("Contents", [])[:12]:
            where = {"Bucket": bucket, "Key": item["Key"]}
            asked += [("s3", "HeadObject", where), ("s3", "GetObject", where | {"Range": "bytes=0-99"})]
    return Sandbox(coder, program, words[0], (words[1], words[2]), "us-east-1").run(asked, 50)


def check_cpp(coder: Coder, asked: list[Call]) -> str:
    """All in one source, which is read once."""
    flags = subprocess.run(["pkg-config", "--cflags", "Qt6Core"], capture_output=True, text=True, check=False)
    if flags.returncode != 0 or not shutil.which("c++"):
        return "no compiler or no Qt6Core by pkg-config: not compiled"
    text = ""
    for number, (code, refusal) in enumerate(coder.write_all("cpp", asked, "--region", REGION, "--profile", "it's")):
        if refusal:
            raise Mismatch(refusal)
        text += code.replace("int main(", f"int call{number}(")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "calls.cpp"
        source.write_text(text)
        done = subprocess.run(["c++", "-std=c++20", "-fPIC", "-Wall", "-Werror", "-fsyntax-only", *flags.stdout.split(),
                               f"-I{_SOURCES}", str(source)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Mismatch(done.stderr[:4000])
    return f"{len(asked)} programs compile"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--only")
    arguments = parser.parse_args()
    coder = Coder(arguments.program)
    report = Report("generated_code_runs")
    asked = list(calls(arguments.seed, arguments.count))
    # Fewer hostile texts: what curl cannot sign is refused, which proves little.
    milder = list(calls(arguments.seed + 1, arguments.count, 0.25))
    # The AWS CLI's own serializer cuts fractions of seconds.
    whole = list(calls(arguments.seed + 2, arguments.count, 0.25, whole=True))
    checks: dict[str, Callable[[], str]] = {
        "boto3": lambda: check_boto3(coder, asked),
        "posix": lambda: check_posix(coder, asked),
        "powershell": lambda: check_powershell(coder, asked),
        "curl": lambda: check_curl(coder, arguments.program, milder),
        "cpp": lambda: check_cpp(coder, asked[:60]),
        "aws": lambda: check_aws(coder, arguments.program, whole[:120]),
        "sandbox": lambda: check_sandbox(coder, arguments.program),
        "minio": lambda: check_minio(coder, arguments.program),
    }
    for name, check in checks.items():
        if arguments.only in (None, name):
            report.check("code", name, check)
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
