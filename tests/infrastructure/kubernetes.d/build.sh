# shellcheck shell=bash
# A real Kubernetes, from Debian's own source package of it: the newest whole one that a registry of packages has (1.20; later packages hold the
# client alone). Sourced by tests/infrastructure/kubernetes, after bin/needs.sh. Takes a quarter of an hour once, and is kept.

readonly kubernetes_version=1.20.5+really1.20.2-1.1+deb12u1
readonly kubernetes_programs=(kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet)

# need_kubernetes FOLDER: its programs in FOLDER/bin.
need_kubernetes() {
  local folder=$1
  if [[ $(cat "$folder/built" 2>/dev/null) == "$kubernetes_version $(kubernetes_changes)" ]]; then return; fi
  need go golang-go
  need rsync rsync
  need jq jq
  need make make
  need patch patch
  need dpkg-source dpkg-dev
  rm -rf "$folder"
  mkdir -p "$folder/bin"
  say 'Building Kubernetes from its source; this takes a quarter of an hour, once'
  kubernetes_source "$folder"
  quietly kubernetes_build "$folder" || fail 'Kubernetes does not build; the lines above say why'
  echo "$kubernetes_version $(kubernetes_changes)" >"$folder/built"
  rm -rf "$folder/source" "$folder/cache" "$folder/apt"
}

# What is changed in the source, as one word: another change builds anew.
kubernetes_changes() { sha256sum "${BASH_SOURCE[0]}" | cut -c 1-12; }

# The machine's own registry of packages, asked for sources, without changing what the machine is set to.
kubernetes_source() {
  local folder=$1 apt=$1/apt
  mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/parts"
  sed 's/^Types: deb$/Types: deb-src/' /etc/apt/sources.list.d/debian.sources >"$apt/parts/sources.sources" 2>/dev/null ||
    fail 'the package of Kubernetes whose source is whole is of Debian 12, whose registry /etc/apt/sources.list.d/debian.sources names'
  local options=(-o "Dir::Etc::sourcelist=/dev/null" -o "Dir::Etc::sourceparts=$apt/parts" -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt")
  quietly apt-get "${options[@]}" update || fail 'the list of source packages could not be read'
  cd "$folder" || return
  quietly apt-get "${options[@]}" source --download-only "kubernetes=$kubernetes_version" || fail "there is no source of kubernetes $kubernetes_version"
  quietly apt-get download golang-github-modern-go-reflect2-dev || fail 'the library reflect2 could not be fetched'
  cd - >/dev/null || return
}

kubernetes_build() {
  local folder=$1 source=$1/source program
  (
    set -e
    mkdir -p "$source"
    tar -xzf "$folder"/kubernetes_*.orig.tar.gz --directory "$source" --strip-components=1
    # The one that is vendored reads what Go has kept elsewhere since 1.18.
    dpkg-deb --fsys-tarfile "$folder"/golang-github-modern-go-reflect2-dev_*.deb | tar -x --directory "$folder" ./usr/share/gocode/src/github.com/modern-go/reflect2
    rm -rf "$source/vendor/github.com/modern-go/reflect2"
    mv "$folder/usr/share/gocode/src/github.com/modern-go/reflect2" "$source/vendor/github.com/modern-go/"
    rm -rf "${folder:?}/usr"
    # In a container nobody may make a process less likely to be ended than it was.
    sed -i -E 's/^(\s*(PodInfraOOMAdj|KubeletOOMScoreAdj|DockerOOMScoreAdj|KubeProxyOOMScoreAdj|guaranteedOOMScoreAdj)\s+int\s+=) -[0-9]+/\1 0/' "$source/pkg/kubelet/qos/policy.go"
    sed -i -E 's/^(\s*defaultSandboxOOMAdj\s+int\s+=) -[0-9]+/\1 0/' "$source/pkg/kubelet/dockershim/docker_sandbox.go"
    cd "$source"
    export GOCACHE=$folder/cache GOFLAGS=-mod=vendor KUBE_GIT_VERSION=v1.20.2 KUBE_GIT_TREE_STATE=archive KUBE_GIT_COMMIT=unknown
    make generated_files
    make WHAT="${kubernetes_programs[*]/#/cmd/}" GOLDFLAGS='-s -w'
  )
  for program in "${kubernetes_programs[@]}"; do
    mv "$source/_output/local/bin/linux/amd64/$program" "$folder/bin/" || return
  done
}
