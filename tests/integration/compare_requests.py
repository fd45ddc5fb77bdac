"""The request of generated calls to every service: inia-cli batch beside live boto3, both at the same frozen second.

    python compare_requests.py INIA_CLI [--per-service N | --all] [--service NAME]...

Needs a Python that has boto3. Each call is made twice, with the required parameters and with all there are.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import botocore.session
from botocore import xform_name

import request_peer
from inia_cli import without_aws
from report import Mismatch, Report
from request_meaning import request_differences
from sample_params import Sampler

Call = tuple[str, str, dict[str, Any]]


def _spread(names: list[str], count: int) -> list[str]:
    """`count` of the names, evenly over the list."""
    if not count or len(names) <= count:
        return names
    return [names[index * len(names) // count] for index in range(count)]


def _calls(service: str, per_service: int) -> Iterator[Call]:
    model = botocore.session.get_session().get_service_model(service)
    operations = [name for name in model.operation_names
                  if not model.operation_model(name).has_event_stream_input]
    for name in _spread(operations, per_service):
        operation = model.operation_model(name)
        for required_only in (True, False):
            yield service, xform_name(name), Sampler(required_only).params(operation)


def _compare(program: str, service: str, per_service: int, totals: Counter) -> str:
    calls = list(_calls(service, per_service))
    environment = without_aws(os.environ) | {"HOME": "/nonexistent"}
    ours = list(request_peer.inia_sends(program, calls, environment))
    if len(ours) != len(calls):
        raise Mismatch(f"{len(calls)} lines in, {len(ours)} out")
    problems = []
    for (_, method, params), found in zip(calls, ours):
        expected = request_peer.boto3_sends(service, method, params)
        lines = request_differences(service, expected, found)
        totals["refused" if expected.error else "equal"] += not lines
        if lines:
            problems.append(f"{method}: " + "\n    ".join(lines))
    totals["operations"] += len({method for _, method, _ in calls})
    if problems:
        raise Mismatch("\n".join(problems))
    return f"{len(calls)} requests"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--per-service", type=int, default=8)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--service", action="append")
    arguments = parser.parse_args()
    clean = without_aws(os.environ) | {"HOME": "/nonexistent"}
    os.environ.clear()
    os.environ.update(clean)
    report, totals = Report("requests_equal_boto3"), Counter()
    for service in arguments.service or botocore.session.get_session().get_available_services():
        count = 0 if arguments.all else arguments.per_service
        report.check("requests", service,
                     lambda service=service: _compare(arguments.program, service, count, totals))
    print(f"{totals['equal']} requests of {totals['operations']} operations equal boto3's; both refused "
          f"{totals['refused']}")
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
