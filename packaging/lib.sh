# Shared by the scripts of this folder; to be sourced by bash. It gives them
#   step TITLE ADVICE FUNCTION...   one step: progress line, log, a plain message when it fails
#   and the steps themselves (packages, venv, models, build, sandbox, minio), each doing nothing when already done.
# A signal or the end of the script stops whatever was started here.
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=$ROOT/build
LOGS=$BUILD/logs
VENV=$BUILD/venv
# shellcheck disable=SC2034  # used by minio.sh
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/inia
PYTHON=$VENV/bin/python
# shellcheck source=packaging/pins.env
source "$ROOT/packaging/pins.env"
# One folder for each version: a raised pin changes the path, and with it what the build is made from.
MODELS=${INIA_BOTOCORE_DIR:-$BUILD/models-${BOTOCORE%% *}}

# shellcheck disable=SC2034  # used by the scripts
BUILD_PACKAGES=(g++ cmake ninja-build mold ccache pkg-config qt6-base-dev libgl1-mesa-dev qt6-svg-dev libssl-dev
    libzstd-dev libsimdjson-dev libpugixml-dev zlib1g-dev libxxhash-dev python3-venv)
# shellcheck disable=SC2034
RUN_PACKAGES=(qt6-wayland fonts-inter fonts-jetbrains-mono fonts-dejavu-core)

mkdir -p "$LOGS"

# ---- what runs, and how it ends -------------------------------------------------------------------------------------

JOB='' JOB_CODE=0 # process group in the foreground of the script
SERVERS=()        # process groups that live until the script ends
SANDBOX_INPUT=''  # file descriptor; the sandbox ends when it closes
LOG=''            # of the running step

stop_group() { # PGID: asks it to end, and after 5 s makes it
    local tries
    kill -TERM -- "-$1" 2>/dev/null || return 0
    for ((tries = 0; tries < 50; tries++)); do
        kill -0 -- "-$1" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -KILL -- "-$1" 2>/dev/null || true
}

stop_everything() {
    trap '' INT TERM HUP
    if [[ -n $JOB ]]; then stop_group "$JOB"; fi
    if [[ -n $SANDBOX_INPUT ]]; then exec {SANDBOX_INPUT}>&-; fi
    local server
    for server in "${SERVERS[@]}"; do stop_group "$server"; done
    JOB='' SANDBOX_INPUT='' SERVERS=()
}

interrupted() { # EXIT_CODE
    echo >&2
    say "Interrupted${LOG:+ (log: ${LOG#"$ROOT"/})}."
    stop_everything
    exit "$1"
}

trap stop_everything EXIT
trap 'interrupted 130' INT
trap 'interrupted 143' TERM
trap 'interrupted 129' HUP

say() { printf '%s\n' "inia: $*" >&2; }

# Runs a command in a process group of its own, so that a signal to the script can end all of it at once; and waits in
# a way that a signal interrupts. Its exit code is left in JOB_CODE and not returned: a caller that tests a function's
# result switches `set -e` off within it, and the steps below rely on that.
run_job() {
    JOB_CODE=0
    set -m
    "$@" </dev/null &
    JOB=$!
    set +m
    wait "$JOB" || JOB_CODE=$?
    JOB=
}

# To be run as jobs: redirected there and not here, since what a signal says in between belongs on the terminal.
logged() { "${@:2}" >"$1" 2>&1; }                # FILE COMMAND...
logged_and_shown() { "${@:2}" 2>&1 | tee "$1"; } # FILE COMMAND...

# The first errors, where a log has lines that say so (the compiler's are far from the end), and the end.
excerpt() { # LOG
    local end
    end=$(tail -n 12 "$1")
    { grep -m 5 -E '(^|[ :])([Ee]rror|ERROR|FAILED|E):' "$1" | grep -vxF -e "$end" || true; printf '%s\n' "$end"; } |
        cut -c1-300 | sed 's/^/    /'
}

# step TITLE ADVICE COMMAND...: the command's output goes to a log, of which a failure shows the end.
step() {
    local title=$1 advice=$2 started=$SECONDS
    shift 2
    LOG=$LOGS/$(tr -cs 'a-zA-Z0-9' '-' <<<"${title,,}" | sed 's/-*$//').log
    printf '==> %s ... ' "$title" >&2
    run_job logged "$LOG" "$@"
    if ((JOB_CODE != 0)); then
        {
            printf 'failed (exit code %d)\n\n' "$JOB_CODE"
            excerpt "$LOG"
            printf '\n'
        } >&2
        say "The step \"$title\" failed. $advice"
        say "Full log: $LOG"
        exit 1
    fi
    printf 'done (%d s)\n' $((SECONDS - started)) >&2
    LOG=
}

fail() { say "$@"; exit 1; }

# ---- Debian packages ------------------------------------------------------------------------------------------------

missing_packages() {
    local package
    for package in "$@"; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || printf '%s\n' "$package"
    done
}

install_packages() { # PACKAGES...
    local as_root=()
    ((EUID == 0)) || as_root=(sudo -n)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -y update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -y --no-install-recommends \
        install "$@"
}

ensure_packages() { # PACKAGES...
    local missing
    command -v dpkg-query >/dev/null || fail "This script installs what it needs on Debian 12 and its relatives, and" \
        "there is no dpkg here. Install the counterparts of: $*; then build with CMake as the README says."
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} > 0)) || return 0
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "Packages are missing: ${missing[*]}. Install them as root, or" \
            "install sudo, and start again."
        say "Asking for your password to install: ${missing[*]}"
        sudo -v || fail "Without root rights nothing can be installed. Let somebody install: ${missing[*]}"
    fi
    step "Debian packages (${#missing[@]} missing)" "Check the network and the package sources, or install by hand: \
${missing[*]}." install_packages "${missing[@]}"
}

# ---- Python environment and models ----------------------------------------------------------------------------------

requirement() { # NAME "VERSION HASH..." -> a line for pip, with the hashes
    local name=$1 version hash line
    read -r version hash <<<"$2"
    line="$name==$version"
    for hash in $hash; do line+=" --hash=sha256:$hash"; done
    printf '%s\n' "$line"
}

pip_quietly() {
    PIP_DISABLE_PIP_VERSION_CHECK=1 "$PYTHON" -m pip --quiet --no-input "$@"
}

create_venv() { # STAMP
    local interpreter=/usr/bin/python3
    [[ -x $interpreter ]] || interpreter=python3
    rm -rf "$VENV"
    "$interpreter" -m venv "$VENV"
    {
        requirement botocore "$BOTOCORE"
        requirement boto3 "$BOTO3"
        requirement 'moto[server]' "$MOTO"
        cat "$ROOT/packaging/requirements.lock"
    } >"$VENV/requirements.txt"
    pip_quietly install --require-hashes -r "$VENV/requirements.txt"
    touch "$1"
}

ensure_venv() {
    local stamp
    stamp=$VENV/.done-$(cat "$ROOT/packaging/pins.env" "$ROOT/packaging/requirements.lock" | sha256sum | cut -c1-16)
    if [[ -e $stamp && -x $PYTHON ]]; then return 0; fi
    step "Python environment with moto and boto3" "Check the network and that pip can reach its package index; then \
start again." create_venv "$stamp"
}

models_present() {
    local botocore=${BOTOCORE%% *} boto3=${BOTO3%% *}
    if [[ -n ${INIA_BOTOCORE_DIR:-} ]]; then return 0; fi
    [[ -d $MODELS/botocore-$botocore && -d $MODELS/boto3-$boto3 ]]
}

ensure_models() {
    if models_present; then return 0; fi
    step "AWS service models (botocore ${BOTOCORE%% *})" "Check the network and that pip can reach its package index, \
or give the folder of the unpacked packages as INIA_BOTOCORE_DIR." fetch_models "$MODELS"
}

fetch_package() { # NAME "VERSION HASH..." DIR TEMPORARY
    local version=${2%% *}
    if [[ -d $3/$1-$version ]]; then return 0; fi
    requirement "$1" "$2" >"$4/$1.txt"
    pip_quietly download --no-deps --no-binary :all: --require-hashes -r "$4/$1.txt" -d "$4"
    tar -xzf "$4/$1-$version.tar.gz" -C "$4"
    mv "$4/$1-$version" "$3/$1-$version"
}

fetch_models() { # DIR
    local temporary
    mkdir -p "$1"
    temporary=$(mktemp -d "$1/.fetch.XXXXXX")
    # In a job of its own (see run_job): this trap is the job's, not the script's.
    # shellcheck disable=SC2064
    trap "rm -rf '$temporary'" EXIT
    fetch_package botocore "$BOTOCORE" "$1" "$temporary"
    fetch_package boto3 "$BOTO3" "$1" "$temporary"
}

# ---- build ----------------------------------------------------------------------------------------------------------

configure() { # PRESET CMAKE_ARGUMENTS...
    local preset=$1
    shift
    cd "$ROOT"
    # A build folder that was copied or moved remembers its old place and would build the old sources.
    if [[ -e build/$preset/CMakeCache.txt ]] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$ROOT" "build/$preset/CMakeCache.txt"; then
        rm -rf "build/$preset"
    fi
    cmake --preset "$preset" "-DINIA_BOTOCORE_DIR=$MODELS" "$@"
}

compile() { # PRESET TARGETS...
    cd "$ROOT"
    # INIA_JOBS limits the compilers that run side by side; without it Ninja takes what the machine has.
    ninja -C "build/$1" ${INIA_JOBS:+-j "$INIA_JOBS"} "${@:2}"
}

ensure_build() { # PRESET "CMAKE ARGUMENTS" TARGETS...
    local preset=$1 stamp arguments
    read -ra arguments <<<"$2"
    stamp=$BUILD/$preset/.configured-$(sha256sum <<<"$ROOT $MODELS $2" | cut -c1-16)
    if [[ ! -e $stamp || ! -e $BUILD/$preset/build.ninja ]]; then
        step "Configure ($preset)" "CMake names what it misses in the lines above." \
            configure "$preset" "${arguments[@]}"
        rm -f "$BUILD/$preset"/.configured-*
        touch "$stamp"
    fi
    step "Build ($preset)" "The first error stands in the log; with little memory try INIA_JOBS=1." \
        compile "$preset" "${@:3}"
}

# ---- sandbox --------------------------------------------------------------------------------------------------------

# Sets SANDBOX_ENDPOINT, SANDBOX_CONFIG and SANDBOX_CREDENTIALS.
start_sandbox() {
    local line log=$LOGS/sandbox.log
    printf '==> Sandbox ... ' >&2
    set -m
    coproc SANDBOX { exec "$PYTHON" "$ROOT/resources/sandbox/sandbox.py" --dir "$BUILD/sandbox" 2>"$log"; }
    set +m
    SERVERS+=("$SANDBOX_PID")
    SANDBOX_INPUT=${SANDBOX[1]}
    if ! read -r -t 60 line <&"${SANDBOX[0]}"; then
        printf 'failed\n\n' >&2
        excerpt "$log" >&2
        say "The sandbox did not start. Removing build/venv and starting again renews its packages."
        fail "Full log: $log"
    fi
    SANDBOX_ENDPOINT=$(json_member endpoint <<<"$line")
    SANDBOX_CONFIG=$(json_member config <<<"$line")
    SANDBOX_CREDENTIALS=$(json_member credentials <<<"$line")
    printf 'listening at %s\n' "$SANDBOX_ENDPOINT" >&2
}

json_member() { sed -n "s/.*\"$1\": \"\([^\"]*\)\".*/\1/p"; }

# Nothing of the caller's own AWS settings may reach a program that is to use the sandbox, and nothing may be asked of
# the machine's own instance role.
use_sandbox() {
    local name
    for name in $(compgen -e AWS_ || true); do unset "$name"; done
    export AWS_CONFIG_FILE=$SANDBOX_CONFIG AWS_SHARED_CREDENTIALS_FILE=$SANDBOX_CREDENTIALS
    export AWS_EC2_METADATA_DISABLED=true
    # Environment proxies would be asked for the loopback address too.
    export no_proxy="127.0.0.1,localhost${no_proxy:+,$no_proxy}"
}
