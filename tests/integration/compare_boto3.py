"""inia-cli against boto3, on the sandbox: answers, signed requests and the ways to fail.

    INIA_TEST_SANDBOX_CONFIG=... INIA_TEST_SANDBOX_CREDENTIALS=... INIA_TEST_SANDBOX_ENDPOINT=... \
        python compare_boto3.py INIA_CLI [answer] [request] [exit]

Needs a Python that has boto3. Says what is missing and skips where the sandbox is not there.
"""

from __future__ import annotations

import os
import sys
from configparser import RawConfigParser
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_NEEDED = ("INIA_TEST_SANDBOX_CONFIG", "INIA_TEST_SANDBOX_CREDENTIALS", "INIA_TEST_SANDBOX_ENDPOINT")

# What the sandbox holds is defined beside it.
sys.path.insert(0, str(_HERE.parents[1] / "resources" / "sandbox"))
sys.dont_write_bytecode = True


def main(arguments: list[str]) -> int:
    program, wanted = arguments[0], set(arguments[1:]) or {"answer", "request", "exit"}
    missing = [name for name in _NEEDED if not os.environ.get(name)]
    if missing:
        print(f"Skipped as a whole: {', '.join(missing)} not set; packaging/test.sh starts the sandbox and sets them")
        return 0

    from answers import check_answers
    from complaints import check_complaints
    from dry_runs import KEYS, check_requests
    from inia_cli import IniaCli, without_aws
    from report import Report

    config, credentials, endpoint = (os.environ[name] for name in _NEEDED)
    environment = without_aws(os.environ) | {"AWS_CONFIG_FILE": config, "AWS_SHARED_CREDENTIALS_FILE": credentials}
    os.environ.clear()
    os.environ.update(environment)
    keys = RawConfigParser()
    keys.read(credentials, encoding="utf-8")
    secrets = [section["aws_secret_access_key"] for name, section in keys.items() if name != "DEFAULT"]

    cli = IniaCli(program, environment, [*secrets, KEYS["AWS_SECRET_ACCESS_KEY"]])
    report = Report("cli_equals_boto3")
    if "answer" in wanted:
        check_answers(report, cli)
    if "request" in wanted:
        check_requests(report, cli)
    if "exit" in wanted:
        check_complaints(report, cli, endpoint, keys["sandbox-west"]["aws_access_key_id"])
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
