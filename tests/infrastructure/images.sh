# shellcheck shell=bash
# Images that the chart asks for, out of what can be had without a registry of images. Sourced after tests/deploy/engine.sh and helm.d/needs.sh.

# postgres_image HOME: infrastructure/helm/images/postgres on a base that has Debian's packages already: the engine's network leads nowhere.
postgres_image() {
  local context=$1/postgres-image image=infrastructure/helm/images/postgres
  base_image
  rm -rf "$context"
  cp -r "$image" "$context"
  quietly "$1/helm-tools/bin/pip" wheel --disable-pip-version-check --wheel-dir "$context/wheels" --requirement "$image/requirements.txt" ||
    fail "the packages of $image/requirements.txt could not be fetched; the lines above say why"
  quietly docker build --build-arg BASE_IMAGE=koprogo-test/base --tag koprogo-postgres "$context"
}
