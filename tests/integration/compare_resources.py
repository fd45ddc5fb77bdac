"""Resources beside boto3's: what each type offers, and the request of every action, collection and waiter.

    python compare_resources.py INIA_CLI [SERVICE]...
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))


def main(arguments: list[str]) -> int:
    from inia_cli import IniaCli, without_aws

    environment = without_aws(os.environ) | {"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}
    os.environ.clear()
    os.environ.update(environment)
    import boto3

    from report import Report
    from resource_requests import ResourceRequests
    from resource_structure import compare_structure, types_of

    report = Report("resources_equal_boto3")
    program = arguments[0]
    cli = IniaCli(program, environment, [])
    asked: Counter = Counter()
    for service in arguments[1:] or boto3.Session().get_available_resources():
        requests = ResourceRequests(program, environment, service)
        for resource in types_of(service):
            tag = f"{service}.{resource}"
            report.check("structure", tag, lambda: compare_structure(cli, service, resource))
            report.check("requests", tag, lambda: requests.compare(resource))
        asked += requests.asked
    print("Requests compared: " + ", ".join(f"{count} {kind}" for kind, count in sorted(asked.items())))
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
