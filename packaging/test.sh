#!/usr/bin/env bash
# packaging/test.sh [--without-minio] [--without-dynamodb] [CTEST ARGUMENTS...]
# Installs what is missing, builds (with GCC 12 warnings are errors), starts the servers the tests need, runs
# everything, stops the servers and prints a closing count.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/servers.sh"

for argument in "$@"; do
    case $argument in -h | --help) sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;; esac
done
take_server_options "$@"

# shellcheck disable=SC2317  # called by name
check_sandbox() {
    cd "$ROOT/resources/sandbox"
    "$PYTHON" -m unittest -v test_sandbox
}

ensure_packages "${BUILD_PACKAGES[@]}" clang-format curl
begin_packages "${RUN_PACKAGES[@]}"
begin_python
ensure_product
join_asides # MinIO's build wants the Python environment, and what follows the models
begin_servers
step "Format of the sources" "Run packaging/format.sh --fix and look at the difference." "$ROOT/packaging/format.sh"
ensure_tests
join_asides
start_servers
step "Tests of the sandbox itself" "Its log: $LOGS/sandbox.log" check_sandbox
run_tests release
