# Shared by the scripts of this folder; to be sourced by bash. It gives them
#   step TITLE ADVICE FUNCTION...    one step: progress line, log, a plain message when it fails
#   aside TITLE ADVICE FUNCTION...   one that runs beside the next ones; join_asides waits for all
#   and the steps themselves (packages, Python, build, sandbox, minio), each doing nothing when already done.
# A signal or the end of the script stops whatever was started here.
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=$ROOT/build
LOGS=$BUILD/logs
VENV=$BUILD/venv
# shellcheck disable=SC2034  # used by servers.sh
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/inia
PYTHON=$VENV/bin/python
# shellcheck source=packaging/pins.env
source "$ROOT/packaging/pins.env"
# One folder for each version: a raised pin changes the path, and with it what the build is made from.
MODELS=${INIA_BOTOCORE_DIR:-$BUILD/models-${BOTOCORE%% *}}

# shellcheck disable=SC2034  # used by the scripts
BUILD_PACKAGES=(g++ cmake ninja-build mold ccache pkg-config qt6-base-dev libgl1-mesa-dev qt6-svg-dev libssl-dev
    libzstd-dev libsimdjson-dev libpugixml-dev zlib1g-dev libxxhash-dev libmimalloc-dev libqrencode-dev
    qtkeychain-qt6-dev qt6-l10n-tools python3-venv)
# shellcheck disable=SC2034
RUN_PACKAGES=(qt6-wayland qt6-translations-l10n fonts-inter fonts-jetbrains-mono fonts-dejavu-core)

mkdir -p "$LOGS"

# ---- what runs, and how it ends -------------------------------------------------------------------------------------

JOB='' JOB_CODE=0 # process group in the foreground of the script
ASIDE=()          # what runs beside it: "process group|title|advice|log"
SERVERS=()        # process groups that live until the script ends
WATCHER=''        # tells how far the running step is
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
    stop_watching
    if [[ -n $JOB ]]; then stop_group "$JOB"; fi
    if [[ -n $SANDBOX_INPUT ]]; then exec {SANDBOX_INPUT}>&-; fi
    local server
    for server in "${SERVERS[@]}" "${ASIDE[@]%%|*}"; do stop_group "$server"; done
    JOB='' SANDBOX_INPUT='' SERVERS=() ASIDE=()
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

clock() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); } # SECONDS

# How far Ninja ("[12/89] ...") or CTest ("12/204 Test ...") has come, and when it may be done: on a terminal at the
# end of the step's line, each second; elsewhere a line a minute, so that nobody takes the run for dead.
watch_progress() { # LOG STARTED
    local log=$1 started=$2 pause=60 passed found
    [[ ! -t 2 ]] || pause=1
    while sleep "$pause"; do
        passed=$((SECONDS - started))
        found=$(tail -c 4096 "$log" 2>/dev/null | tr '\r' '\n' | sed -nE 's/^(\[| *)([0-9]+)\/([0-9]+)( Test|\]).*/\2 \3/p' |
            tail -n 1) || true
        if [[ -n $found ]]; then
            found="${found% *} of ${found#* }, $(clock "$passed"), about $(clock \
                $((passed * (${found#* } - ${found% *}) / (${found% *} > 0 ? ${found% *} : 1)))) left"
        else
            found=$(clock "$passed")
        fi
        if [[ -t 2 ]]; then
            printf '\0337%s\033[K\0338' "$found" >&2
        else
            printf '\n    %s ... ' "$found" >&2
        fi
    done
}

start_watching() { # LOG
    set -m
    watch_progress "$1" "$SECONDS" &
    WATCHER=$!
    set +m
}

stop_watching() {
    [[ -n $WATCHER ]] || return 0
    # Not a signal that could be trapped: a watcher that has only just begun still has the traps of this shell.
    kill -KILL -- "-$WATCHER" 2>/dev/null || true
    wait "$WATCHER" 2>/dev/null || true
    WATCHER=
    [[ ! -t 2 ]] || printf '\033[K' >&2
}

log_of() { printf '%s/%s.log' "$LOGS" "$(tr -cs 'a-zA-Z0-9' '-' <<<"${1,,}" | sed 's/-*$//')"; } # TITLE

step_failed() { # TITLE ADVICE LOG CODE
    {
        printf 'failed (exit code %d)\n\n' "$4"
        excerpt "$3"
        printf '\n'
    } >&2
    say "The step \"$1\" failed. $2"
    say "Full log: $3"
    exit 1
}

# step TITLE ADVICE COMMAND...: the command's output goes to a log, of which a failure shows the end.
step() {
    local title=$1 advice=$2 started=$SECONDS
    shift 2
    LOG=$(log_of "$title")
    : >"$LOG"
    printf '==> %s ... ' "$title" >&2
    start_watching "$LOG"
    run_job logged "$LOG" "$@"
    stop_watching
    ((JOB_CODE == 0)) || step_failed "$title" "$advice" "$LOG" "$JOB_CODE"
    printf 'done (%d s)\n' $((SECONDS - started)) >&2
    LOG=
}

# aside TITLE ADVICE COMMAND...: a step that goes on beside those that follow. join_asides waits for all of them, and
# tells of the first that failed.
aside() {
    local title=$1 advice=$2 log
    shift 2
    log=$(log_of "$title")
    printf '==> %s: begun\n' "$title" >&2
    set -m
    logged "$log" "$@" </dev/null &
    ASIDE+=("$!|$title|$advice|$log")
    set +m
}

join_asides() {
    local entry group title advice log code
    for entry in "${ASIDE[@]}"; do
        IFS='|' read -r group title advice log <<<"$entry"
        printf '==> %s ... ' "$title" >&2
        start_watching "$log"
        code=0
        wait "$group" || code=$?
        stop_watching
        ((code == 0)) || step_failed "$title" "$advice" "$log" "$code"
        printf 'done\n' >&2
    done
    ASIDE=()
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

# Before anything is installed aside, where nobody could be asked for a password.
may_install() { # PACKAGES...
    command -v dpkg-query >/dev/null || fail "This script installs what it needs on Debian 12 and its relatives, and" \
        "there is no dpkg here. Install the counterparts of: $*; then build with CMake as the README says."
    ((EUID != 0)) || return 0
    command -v sudo >/dev/null || fail "Packages are missing: $*. Install them as root, or install sudo, and start again."
    say "Asking for your password to install: $*"
    sudo -v || fail "Without root rights nothing can be installed. Let somebody install: $*"
}

PACKAGES_ADVICE="Check the network and the package sources, or install by hand:"

ensure_packages() { # PACKAGES...
    local missing
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} > 0)) || return 0
    may_install "${missing[@]}"
    step "Debian packages (${#missing[@]} missing)" "$PACKAGES_ADVICE ${missing[*]}." install_packages "${missing[@]}"
}

# begin_packages PACKAGES...: while the compiler runs; it needs none of them.
begin_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} > 0)) || return 0
    may_install "${missing[@]}"
    aside "More Debian packages (${#missing[@]} missing)" "$PACKAGES_ADVICE ${missing[*]}." \
        install_packages "${missing[@]}"
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

venv_stamp() {
    printf '%s/.done-%s' "$VENV" "$(cat "$ROOT/packaging/pins.env" "$ROOT/packaging/requirements.lock" | sha256sum | cut -c1-16)"
}

venv_present() { [[ -e $(venv_stamp) && -x $PYTHON ]]; }

models_present() {
    local botocore=${BOTOCORE%% *} boto3=${BOTO3%% *}
    if [[ -n ${INIA_BOTOCORE_DIR:-} ]]; then return 0; fi
    [[ -d $MODELS/botocore-$botocore && -d $MODELS/boto3-$boto3 ]]
}

fetch_python() {
    venv_present || create_venv "$(venv_stamp)"
    models_present || fetch_models "$MODELS"
}

# begin_python: the Python environment and the service models, while the compiler runs.
PYTHON_TITLE="Python with moto and boto3, service models (botocore ${BOTOCORE%% *})"
PYTHON_ADVICE="Check the network and that pip can reach its package index, or give the folder of the unpacked packages \
as INIA_BOTOCORE_DIR; then start again."
begin_python() {
    if venv_present && models_present; then return 0; fi
    aside "$PYTHON_TITLE" "$PYTHON_ADVICE" fetch_python
}

ensure_python() {
    if venv_present && models_present; then return 0; fi
    step "$PYTHON_TITLE" "$PYTHON_ADVICE" fetch_python
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

# run.sh and test.sh share one folder and one set of flags, so that neither compiles what the other has. Warnings are
# errors with the compiler the project is tested with; another one may see what this one does not.
product_arguments() {
    local werror=OFF
    [[ $(g++ -dumpversion 2>/dev/null) != 12* ]] || werror=ON
    printf '%s\n' "-DINIA_WERROR=$werror" "-DINIA_UNITY=${INIA_UNITY:-ON}"
}

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
    NINJA_STATUS='[%f/%t] ' ninja -C "build/$1" ${INIA_JOBS:+-j "$INIA_JOBS"} "${@:2}"
}

configured_stamp() { # PRESET CMAKE_ARGUMENTS...
    printf '%s/%s/.configured-%s' "$BUILD" "$1" "$(sha256sum <<<"$ROOT $MODELS ${*:2}" | cut -c1-16)"
}

is_configured() { [[ -e $(configured_stamp "$@") && -e $BUILD/$1/build.ninja ]]; } # PRESET CMAKE_ARGUMENTS...

ensure_configured() { # PRESET CMAKE_ARGUMENTS...
    if is_configured "$@"; then return 0; fi
    step "Configure ($1)" "CMake names what it misses in the lines above." configure "$@"
    rm -f "$BUILD/$1"/.configured-*
    touch "$(configured_stamp "$@")"
}

ensure_built() { # PRESET TITLE TARGETS...
    step "$2" "The first error stands in the log; with little memory try INIA_JOBS=1." compile "$1" "${@:3}"
}

# The programs, without the service models: those may still be on their way. A folder that is set up for the tests
# already is left so.
ensure_product() {
    local arguments
    mapfile -t arguments < <(product_arguments)
    is_configured release "${arguments[@]}" -DINIA_BUILD_TESTS=ON ||
        ensure_configured release "${arguments[@]}" -DINIA_BUILD_TESTS=OFF
    ensure_built release "Build of the programs" inia inia-cli inia-modelpack
}

ensure_pack() { ensure_built release "Service models packed" inia_models; }

ensure_tests() {
    local arguments
    mapfile -t arguments < <(product_arguments)
    ensure_configured release "${arguments[@]}" -DINIA_BUILD_TESTS=ON
    ensure_built release "Build of the tests"
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
