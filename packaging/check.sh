#!/usr/bin/env bash
# packaging/check.sh KIND [--part K/N] [ARGUMENTS...]: what watches the program besides its tests. KIND is one of
#   asan    the whole suite under AddressSanitizer and UndefinedBehaviorSanitizer   (CTest's arguments)
#   tsan    core and ui/models under ThreadSanitizer                                (CTest's arguments)
#   fuzz    each libFuzzer target for a minute, from the corpus and what it found   (libFuzzer's: -runs=10000000)
#   tidy    clang-tidy over every source of the product
#   clang   everything compiled by Clang, warnings as errors
# --part K/N does the K-th of N parts alone, so that CI can do a little of it each time.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/servers.sh"

kind=${1:-} part=1 parts=1
[[ $kind =~ ^(asan|tsan|fuzz|tidy|clang)$ ]] || { sed -n '2,8s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2; }
shift
if [[ ${1:-} == --part ]]; then
    [[ ${2:-} =~ ^([1-9][0-9]*)/([1-9][0-9]*)$ ]] || fail "--part needs K/N, such as 1/4."
    part=${BASH_REMATCH[1]} parts=${BASH_REMATCH[2]}
    ((part <= parts)) || fail "There is no part $part of $parts."
    shift 2
fi
take_server_options "$@"

# my_part: of the lines of its input, those of this part.
my_part() { awk -v part="$part" -v parts="$parts" 'NR % parts == part % parts'; }

built_targets() { ninja -C "$BUILD/$kind" -t targets all | sed -nE "s/^($1): .*/\1/p" | sort -u; } # REGEX

# The program of each folder of tests, with its classes as CTest's labels have them.
sanitized_tests() { # REGEX OF PROGRAMS
    local programs
    ensure_configured "$kind" -DINIA_BUILD_TESTS=ON
    mapfile -t programs < <(built_targets "$1" | my_part)
    ((${#programs[@]} > 0)) || fail "Part $part of $parts is empty."
    if ((parts == 1)) && [[ $kind == asan ]]; then
        ensure_built asan "Build (asan)"
    else
        ensure_built "$kind" "Build ($kind)" inia_models inia-cli "${programs[@]}"
        ARGUMENTS+=(--label-regex "^($(IFS='|'; echo "${programs[*]}"))\$")
    fi
    join_asides
    start_servers
    run_tests "$kind"
}

# Binary inputs are kept as hexadecimal text, which people can read and change; libFuzzer wants the bytes.
plain_corpus() { # NAME
    "$PYTHON" - "$ROOT/tests/fuzz/corpus/$1" "$BUILD/fuzz/corpus/$1" <<'PYTHON'
import pathlib, sys
source, target = map(pathlib.Path, sys.argv[1:])
target.mkdir(parents=True, exist_ok=True)
for path in sorted(source.iterdir()):
    content = path.read_bytes()
    (target / path.name).write_bytes(bytes.fromhex(content.decode()) if path.suffix == ".hex" else content)
PYTHON
}

fuzz() {
    local name corpus=$CACHE/fuzz arguments=("${ARGUMENTS[@]}")
    ((${#arguments[@]} > 0)) || arguments=(-max_total_time=60)
    cd "$BUILD/fuzz"
    for name in "${targets[@]#fuzz_}"; do
        mkdir -p "$corpus/$name"
        plain_corpus "$name"
        # What it finds is kept for the next run; a crash leaves its input beside it and ends this one.
        "bin/fuzz_$name" "${arguments[@]}" -print_final_stats=1 -artifact_prefix="$corpus/crash-$name-" \
            "$corpus/$name" "$BUILD/fuzz/corpus/$name"
    done
}

tidy() {
    printf '%s\n' "${units[@]}" | xargs -P "${INIA_JOBS:-$(nproc)}" -n 1 clang-tidy --quiet -p "$BUILD/tidy"
}

case $kind in
asan | tsan)
    ensure_packages "${BUILD_PACKAGES[@]}"
    ensure_python
    begin_servers
    if [[ $kind == asan ]]; then
        sanitized_tests 'tests_[a-z0-9_]+'
    else
        sanitized_tests 'tests_core_[a-z0-9_]+|tests_ui_models'
    fi
    ;;
fuzz)
    ensure_packages "${BUILD_PACKAGES[@]}" clang libclang-rt-14-dev
    ensure_python
    ensure_configured fuzz -DINIA_BUILD_TESTS=ON
    mapfile -t targets < <(built_targets 'fuzz_[a-z0-9]+' | my_part)
    ensure_built fuzz "Build (fuzz)" "${targets[@]}"
    step "Fuzzing ${targets[*]#fuzz_}" "The input that broke it is kept in $CACHE/fuzz." fuzz
    grep -E 'Done|stat::number_of_executed_units' "$(log_of "Fuzzing ${targets[*]#fuzz_}")" >&2
    ;;
tidy)
    ensure_packages "${BUILD_PACKAGES[@]}" clang clang-tidy
    ensure_python
    ensure_configured tidy -DINIA_BUILD_TESTS=OFF
    # Generated sources have to be there.
    ensure_built tidy "Generated sources" $(built_targets '[-a-zA-Z0-9_]+_autogen')
    mapfile -t units < <(sed -nE 's/^ *"file": "(.*)",?$/\1/p' "$BUILD/tidy/compile_commands.json" |
        grep '/Unity/' | sort -u | my_part)
    step "clang-tidy over ${#units[@]} units" "Its words stand in the log." tidy
    ;;
clang)
    ensure_packages "${BUILD_PACKAGES[@]}" clang
    ensure_python
    ensure_configured clang -DINIA_BUILD_TESTS=ON
    mapfile -t targets < <({ printf '%s\n' inia_core inia_ui_models inia_ui benchmarks; built_targets 'tests_[a-z0-9_]+'; } | my_part)
    ensure_built clang "Build (clang)" "${targets[@]}"
    ;;
esac
say "$kind found nothing."
