#!/usr/bin/env bash
# packaging/run.sh [--sandbox] [--profile NAME] [ARGUMENTS OF INIA...]
# Installs what is missing, builds, and opens the window: on your AWS profiles when there are any, else (or with
# --sandbox) on a local sandbox. Without a display it performs the main job offscreen on the sandbox instead.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    cat <<'TEXT'
Usage: packaging/run.sh [--sandbox] [--profile NAME] [ARGUMENTS OF INIA...]
  --sandbox        use the local sandbox although there are AWS profiles or credentials
  --profile NAME   open this profile (sandbox: sandbox-west, sandbox-east, sandbox-prod, sandbox-sso, ...)
Environment: INIA_JOBS (compilers side by side), INIA_BOTOCORE_DIR (unpacked botocore and boto3 packages).
TEXT
}

sandbox=no profile='' arguments=()
while (($# > 0)); do
    case $1 in
    --sandbox) sandbox=yes ;;
    --profile) (($# > 1)) || fail "--profile needs the name of a profile."; profile=$2; shift ;;
    --profile=*) profile=${1#*=} ;;
    -h | --help) usage; exit 0 ;;
    *) arguments+=("$1") ;;
    esac
    shift
done

has_section() { [[ -r $1 ]] && grep -q '^[[:space:]]*\[' "$1"; }

aws_is_set_up() {
    [[ -n ${AWS_PROFILE:-}${AWS_ACCESS_KEY_ID:-}${AWS_WEB_IDENTITY_TOKEN_FILE:-} ]] && return
    [[ -n ${AWS_CONTAINER_CREDENTIALS_RELATIVE_URI:-}${AWS_CONTAINER_CREDENTIALS_FULL_URI:-} ]] && return
    has_section "${AWS_CONFIG_FILE:-$HOME/.aws/config}" ||
        has_section "${AWS_SHARED_CREDENTIALS_FILE:-$HOME/.aws/credentials}"
}

open_window() {
    LOG=$LOGS/inia.log
    say "Opening the window. It ends when you close it; its log: $LOG"
    run_job logged_and_shown "$LOG" "$BUILD/release/bin/inia" ${profile:+--profile "$profile"} "${arguments[@]}"
    ((JOB_CODE == 0)) || fail "inia ended with exit code $JOB_CODE. Its log: $LOG"
}

perform_offscreen() {
    local pictures=$BUILD/self-test
    rm -rf "$pictures"
    mkdir -p "$pictures"
    say "No display here: performing the main job offscreen on the sandbox."
    export QT_QPA_PLATFORM=offscreen
    LOG=$LOGS/self-test.log
    run_job logged_and_shown "$LOG" timeout --kill-after=10 300 "$BUILD/release/bin/inia" --self-test "$pictures" \
        ${profile:+--profile "$profile"} "${arguments[@]}"
    case $JOB_CODE in
    0) say "All of it happened. Screenshots:"; find "$pictures" -name '*.png' | sort >&2 ;;
    124 | 137) fail "The main job was not done after 5 minutes. What there is of it: $pictures" ;;
    *) fail "The main job was not done (exit code $JOB_CODE): see above; what there is of it: $pictures" ;;
    esac
}

ensure_packages "${BUILD_PACKAGES[@]}"
begin_packages "${RUN_PACKAGES[@]}"
begin_python
ensure_product
join_asides
ensure_pack

display=${DISPLAY:-}${WAYLAND_DISPLAY:-}
# Without a display nobody watches: the main job is only ever performed on the sandbox, never on a real account.
if [[ $sandbox == yes || -z $display ]] || ! aws_is_set_up; then
    start_sandbox
    use_sandbox
    profile=${profile:-sandbox-west}
fi
if [[ -n $display ]]; then open_window; else perform_offscreen; fi
