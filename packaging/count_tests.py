"""The closing count of a test run: reads CTest's JUnit file, and Qt Test's own totals from the output it holds.

A test class whose every function was skipped counts as skipped, which CTest itself cannot see.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree

_TOTALS = re.compile(r"^Totals: (\d+) passed, (\d+) failed, (\d+) skipped", re.MULTILINE)
_PASSED = re.compile(r"^PASS   : \w+::(\w+)\(", re.MULTILINE)
_FRAME = {"initTestCase", "cleanupTestCase"}


def state(case: ElementTree.Element, output: str) -> str:
    if case.find("failure") is not None or case.get("status") == "fail":
        return "failed"
    if case.get("status") in ("notrun", "disabled"):
        return "skipped"
    totals = [tuple(map(int, found)) for found in _TOTALS.findall(output)]
    skipped = sum(total[2] for total in totals)
    return "skipped" if skipped and not set(_PASSED.findall(output)) - _FRAME else "passed"


def main(path: str) -> int:
    try:
        cases = ElementTree.parse(path).getroot().findall("testcase")
    except (OSError, ElementTree.ParseError) as error:
        print(f"No result of CTest in {path}: {error}")
        return 1
    programs = {"passed": [], "failed": [], "skipped": []}
    functions = [0, 0, 0]
    for case in cases:
        output = case.findtext("system-out") or ""
        programs[state(case, output)].append(case.get("name"))
        for found in _TOTALS.findall(output):
            functions = [total + int(number) for total, number in zip(functions, found)]
    for kind in ("skipped", "failed"):
        for name in programs[kind]:
            print(f"{kind}: {name}")
    print("Test functions: {} passed, {} failed, {} skipped".format(*functions))
    print("{} passed, {} failed, {} skipped".format(*(len(programs[kind]) for kind in ("passed", "failed", "skipped"))))
    return 1 if programs["failed"] or not cases else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
