"""DynamoDB's items and conditions beside boto3's resource: random ones, both ways.

    python compare_items.py INIA_CLI [SEED]

Out: what both would send for the same native values and conditions. In: what both make of the same answers, which a
server of this program gives.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_SEED = 20260102
_COUNT = 400


def main(arguments: list[str]) -> int:
    from inia_cli import without_aws

    environment = without_aws(os.environ) | {"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}
    os.environ.clear()
    os.environ.update(environment)
    from item_calls import ItemCalls
    from report import Report

    report = Report("items_equal_boto3")
    seed = int(arguments[1]) if len(arguments) > 1 else _SEED
    print(f"Seed {seed}")
    calls = ItemCalls(arguments[0], environment)
    report.check("items", "sent", lambda: calls.compare_items(seed, 0.0, _COUNT))
    report.check("items", "refused", lambda: calls.compare_items(seed + 1, 0.04, _COUNT))
    report.check("conditions", "sent", lambda: calls.compare_conditions(seed + 2, 0.0, _COUNT))
    report.check("conditions", "refused", lambda: calls.compare_conditions(seed + 3, 0.04, _COUNT))
    report.check("items", "received", lambda: calls.compare_answers(seed + 4, _COUNT))
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
