#!/usr/bin/env bash
# packaging/tidy.sh [FILES...]: clang-tidy over the given sources, or all of ours. Slow: minutes, not part of test.sh.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

ensure_packages "${BUILD_PACKAGES[@]}" clang-tidy
ensure_venv
ensure_models
# Built first: generated sources and moc files must be there. GCC's precompiled headers mean nothing to clang-tidy.
ensure_build dev "-DINIA_BUILD_TESTS=ON -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON"

cd "$ROOT"
sources=("$@")
((${#sources[@]} > 0)) || mapfile -t sources < <(find app core resources tests ui -name '*.cpp' | sort)
say "clang-tidy over ${#sources[@]} files"
tidy() { printf '%s\0' "${sources[@]}" | xargs -0 -P "${INIA_JOBS:-$(nproc)}" -n 1 clang-tidy --quiet -p build/dev; }
run_job tidy
((JOB_CODE == 0)) || fail "clang-tidy found defects: see above."
say "clang-tidy found nothing."
