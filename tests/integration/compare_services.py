"""Calls over the wire to every service the sandbox knows: inia-cli batch beside boto3, answer by answer.

    INIA_TEST_SANDBOX_CONFIG=... INIA_TEST_SANDBOX_CREDENTIALS=... INIA_TEST_SANDBOX_ENDPOINT=... \
        python compare_services.py INIA_CLI [SERVICE]...

Reads: the operations without required parameters that the sandbox answers. Writes: what inia-cli wrote, boto3 reads.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_NEEDED = ("INIA_TEST_SANDBOX_CONFIG", "INIA_TEST_SANDBOX_CREDENTIALS", "INIA_TEST_SANDBOX_ENDPOINT")
_PER_SERVICE = 8
_PROFILE = "sandbox-west"


def _reads(service: str) -> Iterator[str]:
    import botocore.session

    model = botocore.session.get_session().get_service_model(service)
    for name in model.operation_names:
        operation = model.operation_model(name)
        needed = operation.input_shape.required_members if operation.input_shape else []
        if name.startswith(("List", "Describe", "Get")) and not needed and not operation.has_event_stream_output:
            yield name


def main(arguments: list[str]) -> int:
    missing = [name for name in _NEEDED if not os.environ.get(name)]
    if missing:
        print(f"Skipped as a whole: {', '.join(missing)} not set; packaging/test.sh starts the sandbox and sets them")
        return 0
    from inia_cli import without_aws

    config, credentials, _ = (os.environ[name] for name in _NEEDED)
    environment = without_aws(os.environ) | {"AWS_CONFIG_FILE": config, "AWS_SHARED_CREDENTIALS_FILE": credentials,
                                             "AWS_DEFAULTS_MODE": "legacy"}
    os.environ.clear()
    os.environ.update(environment)
    from report import Report
    from service_calls import ServiceCalls

    report = Report("services_equal_boto3")
    calls = ServiceCalls(arguments[0], environment, _PROFILE)
    services = arguments[1:] or calls.known_services()
    for service in services:
        report.check("reads", service, lambda service=service: calls.compare_reads(service, list(_reads(service)),
                                                                                  _PER_SERVICE))
    for write in calls.writes():
        report.check("writes", write.tag(), lambda write=write: calls.compare_write(write))
    print(calls.summary())
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
