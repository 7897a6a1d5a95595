"""S3 storage over TLS beside the cluster: backups in one bucket, people's files in another, each with a key of its own."""

import json
import os
import secrets
import shutil
import subprocess

from firm import until
from hosts import HERE, kill_all, run

NAME = "s3.koprogo.example"
BACKUP, FILES, PROVIDER = "koprogo-backup", "koprogo-files", "provider"


class Storage:
    def __init__(self, work, logs):
        self.work, self.logs, self.home = work, logs, work / "storage"
        self.keys = {bucket: (secrets.token_hex(8), secrets.token_hex(16)) for bucket in (BACKUP, FILES, PROVIDER)}
        self.cipher = secrets.token_urlsafe(48)
        self.authority = self.home / "ca.crt"

    def prepare(self):
        self.home.mkdir()
        self.certify()
        can = ["Read", "Write", "List", "Tagging"]
        identities = [
            {"name": bucket, "credentials": [{"accessKey": key, "secretKey": secret}], "actions": [f"{action}:{bucket}" for action in can]}
            for bucket, (key, secret) in self.keys.items()
        ]
        # Only the provider makes buckets.
        identities[-1]["actions"] = ["Admin"]
        (self.home / "s3.json").write_text(json.dumps({"identities": identities}))
        # Everybody in these namespaces finds it by its name.
        (self.work / "etc-hosts").write_text(f"127.0.0.1 localhost\n{HERE} {NAME}\n")
        run("mount", "--bind", str(self.work / "etc-hosts"), "/etc/hosts")

    def certify(self):
        """An authority of the rehearsal's own: that of an installation's storage everybody knows."""
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        quiet = {"cwd": self.home, "stderr": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        (self.home / "names").write_text(f"subjectAltName=DNS:{NAME}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n")
        run("openssl", "req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.crt", "-days", "2", "-subj", "/CN=authority", **quiet)
        run("openssl", "req", *key, "-keyout", "tls.key", "-out", "tls.csr", "-subj", "/CN=storage", **quiet)
        signed = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"]
        run("openssl", "x509", "-req", "-in", "tls.csr", *signed, "-out", "tls.crt", **quiet)

    def start(self):
        (self.home / "data").mkdir(exist_ok=True)
        command = [os.environ["WEED"], "server", f"-dir={self.home}/data", f"-ip={HERE}", f"-ip.bind={HERE}", "-filer", "-s3", "-s3.port=8333"]
        command += ["-s3.port.https=443", f"-s3.config={self.home}/s3.json", f"-s3.cert.file={self.home}/tls.crt", f"-s3.key.file={self.home}/tls.key"]
        command += ["-volume.max=20", "-master.volumeSizeLimitMB=64"]
        log = open(self.logs / "storage.log", "a")
        environment = {"PATH": os.environ["PATH"], "TMPDIR": str(self.work), "HOME": str(self.work)}
        self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment)
        until("the storage stores", self.stores, 60)

    def stores(self):
        """A bucket, and an object in it: it answers before it can store."""
        made = all(self.rclone(PROVIDER, "mkdir", f"s:{bucket}").returncode == 0 for bucket in (BACKUP, FILES))
        return made and all(self.rclone(bucket, "rcat", f"s:{bucket}/ready", input="yes").returncode == 0 for bucket in (BACKUP, FILES))

    def stop(self):
        kill_all([self.process.pid])
        self.process.wait()

    def keep_copy(self):
        """As the provider's own copy of that day would be."""
        self.stop()
        shutil.copytree(self.home / "data", self.home / "copy")
        self.start()

    def go_back(self):
        """The provider had to bring the copy back: whatever was stored since is gone, and nothing says so."""
        self.stop()
        shutil.rmtree(self.home / "data")
        (self.home / "copy").rename(self.home / "data")
        self.start()

    def remote(self, bucket):
        """What rclone is told of a bucket: `s:`."""
        key, secret = self.keys[bucket]
        told = {"TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": f"https://{NAME}", "ACCESS_KEY_ID": key, "SECRET_ACCESS_KEY": secret}
        told["NO_CHECK_BUCKET"] = "false" if bucket == PROVIDER else "true"
        return {f"RCLONE_CONFIG_S_{name}": value for name, value in told.items()} | {"RCLONE_CONFIG": "", "RCLONE_CA_CERT": str(self.authority)}

    def rclone(self, bucket, *arguments, **options):
        environment = {"PATH": os.environ["PATH"], "RCLONE_RETRIES": "1", "RCLONE_LOW_LEVEL_RETRIES": "1"} | self.remote(bucket)
        return subprocess.run(["timeout", "20", "rclone", *arguments], env=environment, capture_output=True, text=True, **options)

    def files(self, bucket):
        """Paths of what lies in a bucket."""
        return set(self.rclone(bucket, "lsf", "--recursive", "--files-only", f"s:{bucket}").stdout.split("\n")) - {""}

    def repository_conf(self):
        """The chart's Secret of the backups; the storage of the rehearsal is certified by itself."""
        key, secret = self.keys[BACKUP]
        return f"[global]\nrepo1-s3-key={key}\nrepo1-s3-key-secret={secret}\nrepo1-cipher-pass={self.cipher}\nrepo1-storage-ca-file={self.authority}\n"
