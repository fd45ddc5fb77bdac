#!/usr/bin/env bash
# packaging/format.sh [--fix]: says which of our C++ sources are not as .clang-format wants them, or makes them so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v clang-format >/dev/null || { echo "clang-format is missing: apt-get install clang-format" >&2; exit 2; }
action=(--dry-run -Werror)
[[ ${1:-} != --fix ]] || action=(-i)
find app core resources tests ui \( -name '*.h' -o -name '*.cpp' \) -print0 |
    xargs -0 --no-run-if-empty -P "$(nproc)" -n 40 clang-format --style=file "${action[@]}"
