#!/usr/bin/env bash
# packaging/fetch-models.sh DIR: the pinned botocore and boto3 source packages, unpacked into DIR/botocore-VERSION and
# DIR/boto3-VERSION. Folders that are there already are left alone; a half one is never left behind.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

(($# == 1)) || fail "Usage: packaging/fetch-models.sh DIR"
unset INIA_BOTOCORE_DIR
MODELS=$(mkdir -p "$1" && cd "$1" && pwd)
ensure_packages python3-venv
ensure_python
say "Models: $MODELS"
