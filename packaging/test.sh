#!/usr/bin/env bash
# packaging/test.sh [--without-minio] [--without-dynamodb] [CTEST ARGUMENTS...]
# Installs what is missing, builds with warnings as errors, starts the servers the tests need, runs everything, stops
# the servers and prints a closing count.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/minio.sh"
source "$(dirname "${BASH_SOURCE[0]}")/dynamodblocal.sh"

minio=yes dynamodb=yes arguments=()
for argument in "$@"; do
    case $argument in
    --without-minio) minio=no ;;
    --without-dynamodb) dynamodb=no ;;
    -h | --help) sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) arguments+=("$argument") ;;
    esac
done

export_servers() {
    export INIA_TEST_PYTHON=$PYTHON INIA_TEST_SANDBOX_ENDPOINT=$SANDBOX_ENDPOINT
    export INIA_TEST_SANDBOX_CONFIG=$SANDBOX_CONFIG INIA_TEST_SANDBOX_CREDENTIALS=$SANDBOX_CREDENTIALS
    if [[ $minio == yes ]]; then
        export INIA_TEST_MINIO_ENDPOINT=$MINIO_ENDPOINT
        export INIA_TEST_MINIO_ACCESS_KEY=$MINIO_ROOT_USER INIA_TEST_MINIO_SECRET_KEY=$MINIO_ROOT_PASSWORD
        unset MINIO_ROOT_USER MINIO_ROOT_PASSWORD
    fi
    [[ $dynamodb == no ]] || export INIA_TEST_DYNAMODB_ENDPOINT=$DYNAMODB_ENDPOINT
}

# The tests choose their own profiles; what the caller has set up for AWS must not reach them.
leave_out_callers_aws() {
    use_sandbox
    unset AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE
}

# shellcheck disable=SC2317  # called by name
check_sandbox() {
    cd "$ROOT/resources/sandbox"
    "$PYTHON" -m unittest -v test_sandbox
}

# shellcheck disable=SC2317
run_ctest() {
    cd "$BUILD/release"
    # The whole output of passed tests too: the closing count reads Qt Test's own totals from it.
    ctest --output-on-failure --no-tests=error --test-output-size-passed 10000000 --test-output-size-failed 10000000 \
        --output-junit "$BUILD/release/ctest.xml" -j "${INIA_JOBS:-$(nproc)}" "${arguments[@]}"
}

ensure_packages "${BUILD_PACKAGES[@]}" clang-format
begin_packages "${RUN_PACKAGES[@]}"
begin_python
ensure_product
join_asides # MinIO's build wants the Python environment, and what follows the models
[[ $minio == no ]] || begin_minio
[[ $dynamodb == no ]] || begin_dynamodb
step "Format of the sources" "Run packaging/format.sh --fix and look at the difference." "$ROOT/packaging/format.sh"
ensure_tests
join_asides
start_sandbox
[[ $minio == no ]] || start_minio
[[ $dynamodb == no ]] || start_dynamodb
export_servers
leave_out_callers_aws
step "Tests of the sandbox itself" "Its log: $LOGS/sandbox.log" check_sandbox

say "Running ctest"
LOG=$LOGS/ctest.log
rm -f "$BUILD/release/ctest.xml"
run_job logged_and_shown "$LOG" run_ctest
code=$JOB_CODE
stop_everything
"$PYTHON" "$ROOT/packaging/count_tests.py" "$BUILD/release/ctest.xml" || code=1
exit "$code"
