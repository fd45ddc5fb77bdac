#!/usr/bin/env bash
# packaging/format.sh [--fix]: says which of our C++ sources are not as .clang-format wants them, or makes them so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Another version formats the same rules differently: this is Debian 12's.
version=14
formatter=$(command -v "clang-format-$version" || command -v clang-format) || {
    echo "clang-format is missing: apt-get install clang-format" >&2
    exit 2
}
if ! "$formatter" --version | grep -q "version $version\."; then
    echo "Left out: this is $("$formatter" --version), and the sources are formatted with version $version." >&2
    exit 0
fi
action=(--dry-run -Werror)
[[ ${1:-} != --fix ]] || action=(-i)
find app core resources tests ui \( -name '*.h' -o -name '*.cpp' \) -print0 |
    xargs -0 --no-run-if-empty -P "$(nproc)" -n 40 "$formatter" --style=file "${action[@]}"
