"""The same work as inia-bench in botocore, with the same arguments and the same answer; runs in botocore's venv."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.parsers
import botocore.serialize
import botocore.session

Row = dict[str, Any]


def _measure(name: str, run: Callable[[int], Any], *, rounds: int, runs: int = 1,
             prepare: Callable[[], None] = lambda: None) -> Row:
    wall, cpu = [], []
    for _ in range(rounds):
        prepare()
        wall_start, cpu_start = time.perf_counter(), time.process_time()
        for i in range(runs):
            run(i)
        cpu.append((time.process_time() - cpu_start) / runs)
        wall.append((time.perf_counter() - wall_start) / runs)
    return {"name": name, "rounds": rounds,
            "wall": {"min": min(wall), "median": statistics.median(wall)},
            "cpu": {"min": min(cpu), "median": statistics.median(cpu)}}


def client(service: str) -> list[Row]:
    """Only create_client() is timed, in sessions that have loaded nothing, and then in one that has the model."""
    sessions: list[botocore.session.Session] = []

    def new_session() -> None:
        sessions[:] = [botocore.session.Session()]

    def create(_: int) -> None:
        sessions[0].create_client(service)

    return [_measure("first in a process", create, rounds=1, prepare=new_session),
            _measure("nothing loaded", create, rounds=5, prepare=new_session),
            _measure("model loaded", create, rounds=5)]


def _credentials(content: dict[str, Any]) -> botocore.credentials.Credentials:
    keys = content["credentials"]
    return botocore.credentials.Credentials(keys["access_key"], keys["secret_key"], keys["token"] or None)


def _signer(content: dict[str, Any], case: dict[str, Any]) -> botocore.auth.SigV4Auth:
    kind = botocore.auth.S3SigV4Auth if case["s3"] else botocore.auth.SigV4Auth
    return kind(_credentials(content), case["signing_name"], case["region"])


def sign(path: str) -> list[Row]:
    content = json.loads(Path(path).read_text(encoding="utf-8"))
    rows = []
    for case in content["sign"]:
        signer = _signer(content, case)
        requests: list[botocore.awsrequest.AWSRequest] = []

        def prepare(case: dict[str, Any] = case) -> None:
            requests[:] = [botocore.awsrequest.AWSRequest(method=case["method"], url=case["url"],
                                                          headers=case["headers"], data=case["body"].encode())
                           for _ in range(200)]

        rows.append(_measure(case["name"], lambda i, signer=signer: signer.add_auth(requests[i]),
                             rounds=10, runs=200, prepare=prepare))
    return rows


class _Answer:
    """A raw HTTP answer that can be read again and again."""

    def __init__(self, headers: dict[str, str], body: bytes) -> None:
        self._arguments = (headers, body)

    def __call__(self, **_: Any) -> botocore.awsrequest.AWSResponse:
        headers, body = self._arguments
        response = botocore.awsrequest.AWSResponse("", 200, botocore.awsrequest.HeadersDict(headers), None)
        response._content = body
        return response


def _protocol_rows(session: botocore.session.Session, content: dict[str, Any], case: dict[str, Any],
                   body: bytes) -> list[Row]:
    keys = content["credentials"]
    peer = session.create_client(case["service"], region_name=case["region"], aws_access_key_id=keys["access_key"],
                                 aws_secret_access_key=keys["secret_key"])
    operation = peer.meta.service_model.operation_model(case["operation"])
    protocol = peer.meta.service_model.resolved_protocol
    serializer = botocore.serialize.create_serializer(protocol, include_validation=True)
    parser = botocore.parsers.ResponseParserFactory().create_parser(protocol)
    signer = _signer(content, case)
    headers = botocore.awsrequest.HeadersDict(case["answer_headers"])

    def serialize_and_sign(_: int) -> None:
        request = serializer.serialize_to_request(case["params"], operation)
        botocore.awsrequest.prepare_request_dict(request, case["url"], context={})
        signer.add_auth(botocore.awsrequest.create_request_object(request))

    def parse(_: int) -> None:
        parser.parse({"status_code": 200, "headers": headers, "body": body}, operation.output_shape)

    def everything(i: int) -> None:
        serialize_and_sign(i)
        parse(i)

    peer.meta.events.register("before-send", _Answer(case["answer_headers"], body))
    call = getattr(peer, botocore.xform_name(case["operation"]))
    name = case["name"]
    call(**case["params"])
    return [_measure(f"{name}: serialize and sign", serialize_and_sign, rounds=10, runs=50),
            _measure(f"{name}: parse", parse, rounds=7),
            _measure(f"{name}: serialize, sign, parse", everything, rounds=7),
            _measure(f"{name}: whole call", lambda _: call(**case["params"]), rounds=7)]


def protocol(path: str) -> list[Row]:
    content = json.loads(Path(path).read_text(encoding="utf-8"))
    session = botocore.session.Session()
    rows: list[Row] = []
    for case in content["protocol"]:
        rows += _protocol_rows(session, content, case, (Path(path).parent / case["answer"]).read_bytes())
    return rows


def main() -> None:
    benchmark, argument = sys.argv[1:]
    rows = {"client": client, "sign": sign, "protocol": protocol}[benchmark](argument)
    print(json.dumps({"benchmark": benchmark, "peer": f"botocore {botocore.__version__}", "rows": rows}, indent=4))


if __name__ == "__main__":
    main()
