"""Pods as the chart renders them, as containers: what a kubelet makes of a manifest, as far as containers have it."""

import os
import re
import shutil
import subprocess

NETWORK = "cluster"
DOMAIN = "svc.cluster.local"


def docker(*arguments, check=True, timeout=120):
    done = subprocess.run(["docker", *map(str, arguments)], capture_output=True, text=True, timeout=timeout)
    if check and done.returncode != 0:
        raise RuntimeError(f"docker {' '.join(map(str, arguments))[:200]}: {(done.stdout + done.stderr)[-1500:]}")
    return done


class Cluster:
    """Documents, the Secrets they ask for, and a folder for what pods see as files."""

    def __init__(self, documents, secrets, images, place):
        self.documents, self.images, self.place = documents, images, place
        # What every container is told besides.
        self.more = []
        self.maps = {each["metadata"]["name"]: each["data"] for each in documents if each["kind"] == "ConfigMap"}
        self.secrets = {each["metadata"]["name"]: each["stringData"] for each in secrets}

    def find(self, kind, name):
        return next(each for each in self.documents if each["kind"] == kind and each["metadata"]["name"] == name)

    def certificates(self):
        """What cert-manager is asked for, by openssl: the same names, uses and authority."""
        folder = self.place / "certificates"
        folder.mkdir()
        run = lambda *command: subprocess.run(command, check=True, capture_output=True, cwd=folder)  # noqa: E731
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        run("openssl", "req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.crt", "-days", "2", "-subj", "/CN=koprogo-database-authority")
        for each in (each for each in self.documents if each["kind"] == "Certificate" and each["spec"]["issuerRef"]["name"] == "koprogo-database"):
            spec, name = each["spec"], each["spec"]["secretName"]
            uses = ",".join({"server auth": "serverAuth", "client auth": "clientAuth"}[use] for use in spec["usages"])
            (folder / "ext").write_text(f"subjectAltName={','.join('DNS:' + host for host in spec['dnsNames'])}\nextendedKeyUsage={uses}\n")
            run("openssl", "req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={spec['commonName']}")
            run("openssl", "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "ext", "-out", f"{name}.crt")
            self.secrets[name] = {"ca.crt": (folder / "ca.crt").read_text(), "tls.crt": (folder / f"{name}.crt").read_text(), "tls.key": (folder / f"{name}.key").read_text()}

    def files(self, folder, items, data, mode, group):
        """A volume of files, as kubelet writes them: root's, readable by the pod's group."""
        for key, path in items or [(key, key) for key in data]:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(data[key])
            os.chown(file, 0, group)
            file.chmod(mode)

    def volume(self, pod, volume, group):
        """The folder that a volume is on this machine."""
        folder = self.place / "volumes" / pod / volume["name"]
        if folder.exists():
            return folder
        folder.mkdir(parents=True)
        projected = volume.get("projected", {})
        for source in [volume, *projected.get("sources", [])]:
            for kind, held in (("configMap", self.maps), ("secret", self.secrets)):
                if kind in source:
                    where = source[kind]
                    items = [(item["key"], item["path"]) for item in where.get("items", [])]
                    mode = where.get("defaultMode", projected.get("defaultMode", 0o644))
                    self.files(folder, items, held[where.get("name") or where.get("secretName")], mode, group)
        if "emptyDir" in volume or "ephemeral" in volume or "claim" in volume:
            os.chown(folder, 0, group)
            folder.chmod(0o2777 if "emptyDir" in volume else 0o2770)
        return folder

    def environment(self, pod, container):
        values = {}
        for each in container.get("env", []):
            source = each.get("valueFrom", {})
            if "fieldRef" in source:
                values[each["name"]] = pod
            elif "secretKeyRef" in source:
                values[each["name"]] = self.secrets[source["secretKeyRef"]["name"]][source["secretKeyRef"]["key"]]
            else:
                values[each["name"]] = expanded(each["value"], values)
        return values

    def arguments(self, pod, spec, container):
        """What `docker run` is told so that the container is as the manifest says."""
        security, own = spec["securityContext"], container["securityContext"]
        given = ["--user", f"{security['runAsUser']}:{security['runAsGroup']}", "--group-add", security["fsGroup"]]
        given += ["--read-only"] if own["readOnlyRootFilesystem"] else []
        given += ["--cap-drop", "ALL"] if own["capabilities"]["drop"] == ["ALL"] else []
        given += ["--security-opt", "no-new-privileges"]
        given += ["--memory", memory(container["resources"]["limits"]["memory"])]
        values = self.environment(pod, container)
        for name, value in values.items():
            given += ["--env", f"{name}={value}"]
        volumes = {volume["name"]: volume for volume in spec.get("volumes", [])}
        for mount in container.get("volumeMounts", []):
            folder = self.volume(pod, volumes.get(mount["name"], {"name": mount["name"], "claim": True}), security["fsGroup"])
            source = folder / mount["subPath"] if "subPath" in mount else folder
            given += ["--volume", f"{source}:{mount['mountPath']}{':ro' if mount.get('readOnly') else ''}"]
        command = [expanded(each, values) for each in [*container.get("command", []), *container.get("args", [])]]
        if container["name"] == "koprogo":
            # What the product's own image begins with.
            command = ["/usr/bin/koprogo", *command]
        image = self.images[re.sub(r".*/([^/:]+)[:@].*", r"\1", container["image"])]
        entry = ["--entrypoint", command[0]] if command else []
        return [*given, *entry, image, *command[1:]]

    def start_pod(self, pod, spec, aliases, leave_out=()):
        """A pod that stays: its containers share what the first of them has of the network."""
        first = None
        for container in spec["containers"]:
            if container["name"] in leave_out:
                continue
            name = f"{pod}.{container['name']}"
            where = ["--network", f"container:{first}"] if first else ["--network", NETWORK, "--hostname", pod, *(word for alias in aliases for word in ("--network-alias", alias)), *names(spec)]
            docker("run", "--detach", "--name", name, *where, *self.more, *self.arguments(pod, spec, container))
            first = first or name

    def start_set(self, name, leave_out=()):
        document = self.find("StatefulSet", name)
        namespace = document["metadata"]["namespace"]
        for number in range(document["spec"]["replicas"]):
            pod = f"{name}-{number}"
            self.start_pod(pod, document["spec"]["template"]["spec"], [f"{pod}.{document['spec']['serviceName']}.{namespace}.{DOMAIN}"], leave_out)

    def start_deployment(self, name):
        """One of its pods, under the names of its service."""
        document = self.find("Deployment", name)
        self.start_pod(f"{name}-0", document["spec"]["template"]["spec"], [name, f"{name}.{document['metadata']['namespace']}.{DOMAIN}"])

    def run_job(self, kind, name, more=(), timeout=300):
        """A job's pod until it ends; what it said, and how it ended."""
        document = self.find(kind, name)
        spec = document["spec"]["jobTemplate"]["spec"] if kind == "CronJob" else document["spec"]
        spec = spec["template"]["spec"]
        shutil.rmtree(self.place / "volumes" / name, ignore_errors=True)
        done = docker("run", "--rm", "--name", name, "--network", NETWORK, *self.more, *more, *self.arguments(name, spec, spec["containers"][0]), check=False, timeout=timeout)
        return done.returncode, done.stdout + done.stderr


def expanded(text, values):
    return re.sub(r"\$\(([A-Z_]+)\)", lambda found: values.get(found[1], found[0]), text)


def names(spec):
    """How long the name service is asked."""
    return [word for option in spec["dnsConfig"]["options"] for word in ("--dns-option", f"{option['name']}:{option['value']}")]


def memory(quantity):
    return quantity.replace("Mi", "m").replace("Gi", "g")

