"""A client as strict as a browser: HTTPS verified against one root, one host, cookies kept, and what is refused said with its words."""

import http.client
import json
import socket
import ssl
import time


class Client:
    def __init__(self, run, host, address=("127.0.0.1", 443)):
        self.host, self.address = host, address
        self.context = ssl.create_default_context(cafile=f"{run}/root.pem")
        self.cookies = {}

    def connect(self):
        plain = socket.create_connection(self.address, timeout=30)
        connection = http.client.HTTPConnection(self.host, timeout=30)
        connection.sock = self.context.wrap_socket(plain, server_hostname=self.host)
        return connection

    def raw(self, method, path, body=None, headers=None):
        """Status, headers and body of one request."""
        sent = {"origin": f"https://{self.host}", "cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        data = None
        if body is not None:
            data, sent["content-type"] = json.dumps(body).encode(), "application/json"
        connection = self.connect()
        try:
            connection.request(method, path, data, sent | (headers or {}))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("set-cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers, content

    def ask(self, method, path, body=None):
        status, _, content = self.raw(method, f"/v1{path}", body)
        if status >= 300:
            raise AssertionError(f"{method} {path}: {status} {content.decode(errors='replace')[:500]}")
        return json.loads(content) if content else None


def until(what, look, seconds=60):
    """What `look` finds in the end; fails when it finds nothing."""
    limit = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > limit:
            raise AssertionError(f"{what}: not within {seconds} seconds")
        time.sleep(0.25)
