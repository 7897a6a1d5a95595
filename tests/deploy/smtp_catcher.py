"""A mail server that keeps what it gets: every mail becomes a file, named by when it came. `smtp_catcher.py PORT DIR [CERT KEY USER PASSWORD]`"""

import asyncio
import itertools
import os
import signal
import ssl
import sys
import time

from aiosmtpd.smtp import SMTP, AuthResult


class Keep:
    def __init__(self, directory):
        self.directory = directory
        self.numbers = itertools.count()

    async def handle_DATA(self, server, session, envelope):
        # By the kernel's clock: the other one may be the test's to move.
        name = f"{time.clock_gettime(time.CLOCK_BOOTTIME):014.3f}-{next(self.numbers):04}.eml"
        path = os.path.join(self.directory, name)
        with open(path + ".new", "wb") as file:
            file.write(envelope.original_content.replace(b"\r\n", b"\n"))
        os.rename(path + ".new", path)
        return "250 kept"


def guarded(arguments):
    """Nothing is taken before STARTTLS and a password."""
    if not arguments:
        return {}
    certificate, key, user, password = arguments
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    def check(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": check}


async def main(port, directory, *arguments):
    handler = Keep(directory)
    loop = asyncio.get_running_loop()
    options = guarded(arguments)
    server = await loop.create_server(lambda: SMTP(handler, hostname="catcher.example", **options), "127.0.0.1", port)
    ending = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ending.set)
    print("ready", flush=True)
    await ending.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), *sys.argv[2:]))
