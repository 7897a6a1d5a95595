# shellcheck shell=bash
# shellcheck disable=SC2154 # colours come from bin/needs.sh
# What the tests of infrastructure/ share: programs out of wheels, a line for each thing that was looked at. Sourced after bin/needs.sh.

cloud=$(realpath -m "${CARGO_TARGET_DIR:-target}")/infrastructure
readonly cloud_requirements=tests/infrastructure/cloud-requirements.txt
passed=0

# An environment of its own; another release of a linter finds other faults, so what is there is what the file names.
need_cloud_tools() {
  need_python_venv
  if newer_than "$cloud/tools/installed" "$cloud_requirements"; then
    say "Installing the programs of $cloud_requirements"
    rm -rf "$cloud/tools"
    mkdir -p "$cloud"
    python3 -m venv "$cloud/tools"
    quietly "$cloud/tools/bin/pip" install --disable-pip-version-check --no-deps --only-binary :all: --requirement "$cloud_requirements" ||
      fail "the programs could not be installed; the lines above say why"
    touch "$cloud/tools/installed"
  fi
  export PATH=$cloud/tools/bin:$PATH
}

# check WHAT COMMAND…: a line with its seconds; what a failed one said is shown, and ends everything.
check() {
  local what=$1 begun=$SECONDS status=0
  shift
  # Beside this shell, with a shell's own strictness: what is asked for its status here would not end at its first failure.
  (
    set -e
    "$@"
  ) >"$cloud/check.log" 2>&1 </dev/null &
  wait $! || status=$?
  if ((status != 0)); then
    printf '%s✗%s %s\n' "$red" "$plain" "$what"
    tail -n 80 "$cloud/check.log" | sed 's/^/    /'
    echo "$passed passed, 1 failed"
    exit 1
  fi
  passed=$((passed + 1))
  printf '%s✓%s %s (%d s)\n' "$green" "$plain" "$what" $((SECONDS - begun))
  sed -nE 's/^  figure: /      /p' "$cloud/check.log"
}

# Faults and form of the shell scripts named.
shell_is_clean() {
  shellcheck --external-sources --source-path=SCRIPTDIR "$@"
  shfmt -i 2 -ci -d "$@"
}
