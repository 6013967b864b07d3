#!/usr/bin/env bash
# Gradescope runs this once, while it builds the container: Python, what the grader needs, and what confines students' code.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends python3 python3-venv libseccomp2
python3 -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable "$root/source/kata"
"$root/venv/bin/python" -I -m grader --help >/dev/null
