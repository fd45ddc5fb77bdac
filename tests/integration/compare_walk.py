"""Every collection of boto3's resources on a seeded account, the attributes and references of what is in it, and the
requests that batch actions and actions on loaded data send.

    python compare_walk.py INIA_CLI [SERVICE]...

Starts a sandbox of its own, so that what it adds to the account is in nobody's way.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_PROFILE = "sandbox-west"
# What the sandbox cannot have, or does not answer.
_BEYOND_THE_SANDBOX = {
    "ec2": {"PlacementGroup.instances", "ServiceResource.placement_groups"},
    "glacier": {"Vault.multipart_uplaods", "Vault.multipart_uploads"},
    "iam": {"CurrentUser.mfa_devices", "CurrentUser.signing_certificates"},
}


def _collections(service: str) -> set[str]:
    from resource_structure import class_of, types_of

    return {f"{name}.{collection.name}" for name in types_of(service)
            for collection in class_of(service, name).meta.resource_model.collections}


def main(arguments: list[str]) -> int:
    from inia_cli import started_sandbox, without_aws

    with tempfile.TemporaryDirectory() as folder, started_sandbox(folder) as sandbox:
        environment = without_aws(os.environ) | {"AWS_CONFIG_FILE": sandbox["config"],
                                                 "AWS_SHARED_CREDENTIALS_FILE": sandbox["credentials"],
                                                 "AWS_DEFAULTS_MODE": "legacy"}
        os.environ.clear()
        os.environ.update(environment)
        return _compare(arguments[0], environment, arguments[1:], sandbox["endpoint"])


def _compare(program: str, environment: dict[str, str], services: list[str], endpoint: str) -> int:
    import boto3

    import walk_seed
    from recording_proxy import recording
    from report import Mismatch, Report
    from resource_writes import ResourceWrites
    from walk import Batch, Walk

    report = Report("walk_equals_boto3")
    session = boto3.Session(profile_name=_PROFILE)
    favourites = walk_seed.seed(session)
    batch = Batch(program, environment, _PROFILE)

    def compare(service: str) -> str:
        walk = Walk(batch, session, service, favourites)
        walk.run()
        empty = {name for name in _collections(service) if not walk.rows[name]}
        unexpected = empty - _BEYOND_THE_SANDBOX.get(service, set())
        problems = walk.problems[:20] + [f"{name} has no rows" for name in sorted(unexpected)]
        problems += [f"{name}: {text}" for name, text in walk.errors.items() if name in unexpected]
        if problems:
            raise Mismatch("\n".join(problems))
        filled = ", ".join(f"{name} {rows}" for name, rows in sorted(walk.rows.items()) if rows)
        return (f"{walk.resources} resources, {walk.compared} fields equal\n{filled}\n"
                f"references followed: {', '.join(sorted(walk.references)) or 'none'}\n"
                f"without rows: {', '.join(sorted(empty)) or 'none'}")

    services = services or boto3.Session().get_available_resources()
    for service in services:
        report.check("walk", service, lambda service=service: compare(service))
    with recording(endpoint) as recorder:
        for service in services:
            writes = ResourceWrites(batch, session, service, recorder)
            for case in writes.cases():
                report.check("writes", f"{service}.{case.tag()}",
                             lambda writes=writes, case=case: writes.compare(case))
    batch.close()
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
