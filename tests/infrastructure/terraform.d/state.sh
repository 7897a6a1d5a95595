# shellcheck shell=bash
# shellcheck disable=SC2154 # work, source_dir and cloud come from tests/infrastructure/terraform
# backend.tf at work: Terraform's state in a bucket, over TLS, with a server of the S3 protocol (SeaweedFS) in a network of its own.

readonly state_network=koprogo-state

state_server() {
  local dir=$work/state deadline=$((SECONDS + 60)) port
  state_server_stop
  rm -rf "$dir"
  mkdir -p "$dir/data" "$dir/root"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout "$dir/key.pem" -out "$dir/cert.pem" 2>/dev/null
  openssl rand -hex 20 >"$dir/secret"
  openssl rand -base64 32 >"$dir/sealing-key"
  openssl rand -base64 32 >"$dir/another-key"
  printf '{"identities": [{"name": "state", "credentials": [{"accessKey": "AKSTATE", "secretKey": "%s"}], "actions": ["Admin", "Read", "Write", "List"]}]}' \
    "$(<"$dir/secret")" >"$dir/s3.json"
  ip netns add $state_network
  ip -n $state_network link set lo up
  # Ports for connections that are opened: none that its parts are to listen on.
  ip netns exec $state_network sh -c 'echo 52000 60999 >/proc/sys/net/ipv4/ip_local_port_range'
  # Its parts speak through sockets in /tmp that are named after ports alone: ports nobody else has, though the network is its own already.
  port=$((20000 + $$ % 2000 * 10))
  while compgen -G "/tmp/seaweedfs-*-$((port + 10000)).sock" >/dev/null; do port=$((port + 10)); done
  echo $port >"$dir/port"
  (cd "$dir" && exec ip netns exec $state_network weed server -dir=data -ip=127.0.0.1 -ip.bind=127.0.0.1 -master.port=$port -volume.port=$((port + 1)) \
    -filer.port=$((port + 2)) -s3 -s3.port=$((port + 3)) -s3.port.https=8443 -s3.config=s3.json -s3.cert.file=cert.pem -s3.key.file=key.pem -filer \
    -volume.max=10 -master.volumeSizeLimitMB=64 >log 2>&1 </dev/null) &
  echo $! >"$dir/pid"
  # A bucket, and a place on its disk for what goes into it.
  until ip netns exec $state_network curl --silent --max-time 5 "http://127.0.0.1:$port/dir/assign?collection=states" 2>/dev/null | grep '"fid"' &&
    echo 's3.bucket.create -name states' | ip netns exec $state_network timeout 10 weed shell -master=127.0.0.1:$port 2>&1 | grep 'bucket states'; do
    ((SECONDS < deadline)) || { tail "$dir/log" && return 1; }
    sleep 0.5
  done
}

state_server_stop() {
  local port
  if [[ -s $work/state/pid && -s $work/state/port ]]; then
    port=$(<"$work/state/port")
    kill -KILL "$(<"$work/state/pid")" 2>/dev/null || true
    rm -f /tmp/seaweedfs-*-{"${port%0}","$((port / 10 + 1000))"}[0-3].sock
  fi
  ip netns del $state_network 2>/dev/null || true
}

# in_state KEY ARGUMENTS…: Terraform with the backend, sealed with the key in that file.
in_state() {
  local key=$1
  shift
  ip netns exec $state_network env AWS_ACCESS_KEY_ID=AKSTATE AWS_SECRET_ACCESS_KEY="$(<"$work/state/secret")" AWS_SSE_CUSTOMER_KEY="$(<"$work/state/$key")" \
    timeout 90 terraform "-chdir=$work/state/root" "$@"
}

state_is_sealed() {
  local dir=$work/state deadline
  state_server
  cp "$source_dir/backend.tf" "$dir/root/"
  cat >"$dir/root/main.tf" <<'HCL'
variable "wait" {
  default = "true"
}

resource "terraform_data" "this" {
  triggers_replace = [var.wait]
  provisioner "local-exec" { command = var.wait }
}

output "word" { value = "a-word-to-look-for" }
HCL
  in_state sealing-key init -input=false -backend-config=bucket=states -backend-config=use_path_style=true \
    -backend-config='endpoints={s3="https://localhost:8443"}' "-backend-config=custom_ca_bundle=$dir/cert.pem"
  in_state sealing-key workspace select -or-create prod
  in_state sealing-key apply -auto-approve
  [[ $(in_state sealing-key output -raw word) == a-word-to-look-for ]]
  [[ ! -e $dir/root/terraform.tfstate ]]
  # Under its environment's name, and another environment has nothing of it.
  ip netns exec $state_network timeout 10 weed shell "-master=127.0.0.1:$(<"$dir/port")" <<<'fs.ls /buckets/states/environments' | grep -w prod
  in_state sealing-key workspace select -or-create dev
  if in_state sealing-key output | grep a-word-to-look-for; then echo 'two environments have one state' && return 1; fi
  in_state sealing-key workspace select prod
  # On the server's disk there is no word of it; and with another key nobody is told.
  if grep -rqa a-word-to-look-for "$dir/data"; then echo 'the state lies there unsealed' && return 1; fi
  if in_state another-key output >"$dir/said" 2>&1; then echo 'the state opens without its key' && return 1; fi
  grep -q 'StatusCode: 403' "$dir/said"
  # Two at once: the second is refused while the first is at work.
  in_state sealing-key apply -auto-approve -var wait="touch $dir/started; until [ -e $dir/go ]; do sleep 0.1; done" >"$dir/first" 2>&1 &
  deadline=$((SECONDS + 60))
  until [[ -e $dir/started ]]; do
    ((SECONDS < deadline)) || { cat "$dir/first" && return 1; }
    sleep 0.1
  done
  if in_state sealing-key apply -auto-approve >"$dir/said" 2>&1; then echo 'two work on one state' && return 1; fi
  grep -q 'Error acquiring the state lock' "$dir/said"
  touch "$dir/go"
  wait $!
  state_server_stop
}
