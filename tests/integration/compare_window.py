"""Every collection that the window shows below the services of a seeded account, opened in the tree and in the table:
none may fail there for which boto3 gets an answer.

    python compare_window.py INIA_WINDOWWALK [--all | SERVICE...]

Starts a sandbox of its own, as compare_explorer.py does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

_PROFILE = "sandbox-west"
_LEAST_SERVICES = 60
_LEAST_COLLECTIONS = 250
# Something is seeded in these; as many more as a minute is enough for follow by their names. By hand, --all.
_SEEDED = ("acm", "apigateway", "apigatewayv2", "athena", "autoscaling", "cloudtrail", "codecommit", "cognito-identity",
           "cognito-idp", "ecr", "ecs", "efs", "eks", "elbv2", "events", "firehose", "glue", "kinesis", "kms", "lambda",
           "logs", "rds", "redshift", "route53", "secretsmanager", "ssm", "stepfunctions")
_MOST_SERVICES = 80
_PATIENCE = 300  # seconds


# Lists that are no table of resources but have a view of their own (tst_operationsview).
_OWN_VIEWS = {"cloudtrail://events"}


def _wants_data(row: dict[str, Any]) -> bool:
    """Asked for with what only loading the resource would tell: refused before anything is sent, by boto3 as well."""
    return row.get("needs_data", False) and row["tree"].get("error", {}).get("code") == "ParamValidation"


def _problems(session: Any, row: dict[str, Any], clients: dict[str, Any]) -> Iterator[str]:
    from botocore.config import Config
    from compare_explorer import boto3_gets

    if row.get("place") in _OWN_VIEWS:
        return
    if "problem" in row:
        yield row["problem"]
    tree, table = row["tree"].get("error"), row["table"].get("error")
    if (tree is None) != (table is None):
        yield f"the tree says {tree}, the table {table}"
    error = tree or table
    if error is None or _wants_data(row):
        return
    if "operation" not in row:
        yield f"not even asked: {error}"
        return
    service = row["service"]
    if service not in clients:
        clients[service] = session.client(service, config=Config(retries={"total_max_attempts": 1}))
    problem = boto3_gets(clients[service], row["operation"], row["params"] or {})
    if problem:
        yield f"{row['operation']} {row['params']}: {error}; {problem}"


def main(arguments: list[str]) -> int:
    from inia_cli import started_sandbox, without_aws

    with tempfile.TemporaryDirectory() as folder, started_sandbox(folder) as sandbox:
        environment = without_aws(os.environ) | {"AWS_CONFIG_FILE": sandbox["config"],
                                                 "AWS_SHARED_CREDENTIALS_FILE": sandbox["credentials"]}
        os.environ.clear()
        os.environ.update(environment)
        home = {name: os.path.join(folder, "home")
                for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")}
        os.mkdir(home["HOME"], 0o700)
        return _compare(arguments[0], environment | home | {"QT_QPA_PLATFORM": "offscreen", "AWS_MAX_ATTEMPTS": "1"},
                        arguments[1:])


def _compare(program: str, environment: dict[str, str], services: list[str]) -> int:
    import boto3
    from explorer_seed import seed, seeded_services

    session = boto3.Session(profile_name=_PROFILE)
    seed(session)
    known = seeded_services()
    some = [*_SEEDED, *(service for service in known if service not in _SEEDED)][:_MOST_SERVICES]
    chosen = known if services == ["--all"] else services or some
    walked = subprocess.run([program, _PROFILE, *chosen], env=environment, stdout=subprocess.PIPE, timeout=_PATIENCE,
                            check=True)
    rows = json.loads(walked.stdout)
    clients: dict[str, Any] = {}
    problems = [f"{row.get('place', row['service'])}: {problem}" for row in rows
                for problem in ([row["error"]] if "error" in row else _problems(session, row, clients))]
    listed = [row for row in rows if "tree" in row and "error" not in row["tree"]]
    opened = {row["service"] for row in listed}
    wanting = sum("tree" in row and _wants_data(row) for row in rows)
    print(f"{len(opened)} services opened in the window, {len(listed)} collections listed, "
          f"{sum(row['table']['rows'] for row in listed)} rows; {wanting} want what only loading their resource tells, "
          f"{len(rows) - len(listed) - wanting} refused to boto3 as well")
    for problem in problems:
        print("problem:", problem)
    if not services and (len(opened) < _LEAST_SERVICES or len(listed) < _LEAST_COLLECTIONS):
        print(f"fewer than {_LEAST_SERVICES} services or {_LEAST_COLLECTIONS} collections")
        return 1
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    try:
        import boto3  # noqa: F401
        import moto  # noqa: F401
    except ImportError as missing:
        print("Skipped as a whole:", missing)
        sys.exit(0)
    sys.exit(main(sys.argv[1:]))
