"""What the proxy and the containers keep to, asked from outside."""

import base64
import http.client
import json
import pathlib
import socket
import ssl
import subprocess
import sys
import warnings

import journey
from client import Client

RUN, HOST, DASHBOARD = sys.argv[1:4]
# As docker-compose.test.yml has it: so many attempts of one address to sign in.
DOOR = 40
client = Client(RUN, HOST)
# That TLS 1.1 is old is what is being tested.
warnings.simplefilter("ignore", DeprecationWarning)


def docker(*arguments):
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


def check(what, holds, found=""):
    print(f"  {'✓' if holds else '✗'} {what}{'' if holds else f': {found}'}")
    if not holds:
        raise SystemExit(1)


def plain_is_sent_on():
    connection = http.client.HTTPConnection("127.0.0.1", 80, timeout=10)
    connection.request("GET", "/signin", headers={"host": HOST})
    answer = connection.getresponse()
    check("plain HTTP is sent on to HTTPS", (answer.status, answer.headers["location"]) in ((301, f"https://{HOST}/signin"), (308, f"https://{HOST}/signin")), answer.status)


def headers_are_set():
    status, headers, _ = client.raw("GET", "/")
    wanted = {
        "strict-transport-security": "max-age=63072000",
        "x-content-type-options": "nosniff",
        "x-frame-options": "SAMEORIGIN",
        "referrer-policy": "same-origin",
        "content-security-policy": "default-src 'self'",
        "permissions-policy": "camera=()",
    }
    for name, value in wanted.items():
        found = headers.get_all(name) or []
        check(f"{name} once", status == 200 and len(found) == 1 and value in found[0], found)
    check("nobody says what serves", headers["server"] is None and headers["x-powered-by"] is None, headers["server"])


def old_protocols_are_refused():
    context = ssl.create_default_context(cafile=f"{RUN}/root.pem")
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    try:
        context.wrap_socket(socket.create_connection(("127.0.0.1", 443), timeout=10), server_hostname=HOST)
        check("TLS 1.1 is refused", False, "accepted")
    except ssl.SSLError:
        check("TLS 1.1 is refused", True)


def the_dashboard_asks():
    proxy = Client(RUN, DASHBOARD)
    check("the dashboard asks for a password", proxy.raw("GET", "/api/overview")[0] == 401)
    password = pathlib.Path(RUN, "secrets/dashboard_password").read_text().strip()
    basic = base64.b64encode(f"admin:{password}".encode()).decode()
    status, _, body = proxy.raw("GET", "/api/overview", headers={"authorization": f"Basic {basic}"})
    check("and opens with it", status == 200 and "routers" in json.loads(body)["http"], status)
    check("it is not at the product's host", b"routers" not in client.raw("GET", "/api/overview")[2])


def only_the_proxy_is_published():
    published = {}
    for line in docker("ps", "--format", '{{.Label "com.docker.compose.service"}}\t{{.Ports}}').splitlines():
        service, ports = line.split("\t")
        public = [part for part in ports.split(", ") if "->" in part and not part.startswith("127.0.0.1")]
        if public:
            published[service] = public
    check("only the proxy is published", list(published) == ["traefik"], published)
    for network in ("web", "data", "watch"):
        check(f"network {network} leads nowhere", docker("network", "inspect", f"koprogo_{network}", "--format", "{{.Internal}}").strip() == "true")
    members = json.loads(docker("network", "inspect", "koprogo_data", "--format", "{{json .Containers}}"))
    check("the proxy does not reach the database", not any("traefik" in one["Name"] for one in members.values()), members)


def containers_are_hardened():
    names = docker("ps", "--all", "--format", "{{.Names}}").split()
    ours = [name for name in names if any(part in name for part in ("traefik-", "backend-", "-worker-1", "migrate", "postgres", "redis", "roles")) and "door" not in name]
    for one in json.loads(docker("inspect", *ours)):
        host = one["HostConfig"]
        good = host["ReadonlyRootfs"] and host["CapDrop"] == ["ALL"] and "no-new-privileges:true" in host["SecurityOpt"] and not host["Privileged"]
        check(f"{one['Name'].strip('/')}: read-only, no privileges", good, host["CapDrop"])
        said = json.dumps(one["Config"]["Env"]) + json.dumps(one["Config"]["Cmd"])
        secrets = [file.read_text().strip() for file in pathlib.Path(RUN, "secrets").iterdir()]
        check(f"{one['Name'].strip('/')}: no secret in its settings", not any(secret and secret in said for secret in secrets))
    user = docker("image", "inspect", "koprogo:1", "--format", "{{.Config.User}}").strip()
    check("the product runs as nobody in particular", user == "10001:10001", user)


def forwarded_headers_are_the_proxys():
    """Who counts as the client: a lie in X-Forwarded-For must not make a new address of each attempt."""
    statuses = []
    for attempt in range(DOOR + 20):
        lie = {"x-forwarded-for": f"203.0.113.{attempt}", "x-real-ip": f"203.0.113.{attempt}"}
        body = {"email": f"nobody-{attempt}@essai.example", "password": "un mot de passe de trop"}
        statuses.append(client.raw("POST", "/v1/session", body, lie)[0])
        if statuses[-1] == 429:
            break
    check("whoever lies about their address is counted as one", statuses[-1] == 429, statuses)


def the_client_is_known():
    """The address that a session is kept with: the client's as the proxy saw it, not the proxy's own."""
    person = Client(RUN, HOST)
    journey.sign_up(person, "adresse")
    seen = person.ask("GET", "/sessions")["items"][0]["address"]
    wanted = docker("network", "inspect", "koprogo_edge", "--format", "{{(index .IPAM.Config 0).Gateway}}").strip()
    check("the product knows the client's address by the proxy alone", seen == wanted, f"{seen} instead of {wanted}")


def settings_are_sound():
    name = docker("ps", "--quiet", "--filter", "label=com.docker.compose.service=backend-a").split()[0]
    checked = docker("exec", name, "/usr/bin/koprogo", "check-config")
    check("check-config finds nothing", "auth" in checked)
    weak = subprocess.run(
        ["docker", "exec", "--env", "KOPROGO_AUTH__SECRET=change-me-change-me-change-me-change-me", "--env", "KOPROGO_AUTH__SECRET_FILE=", name, "/usr/bin/koprogo", "check-config"],
        capture_output=True, text=True, timeout=60,
    )
    check("and refuses a secret out of an example", weak.returncode != 0 and "looks like an example" in weak.stderr, weak.stderr)


plain_is_sent_on()
headers_are_set()
old_protocols_are_refused()
the_dashboard_asks()
only_the_proxy_is_published()
containers_are_hardened()
settings_are_sound()
the_client_is_known()
forwarded_headers_are_the_proxys()
