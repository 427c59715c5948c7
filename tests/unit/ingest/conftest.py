import shutil
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ingesting import Folder
from untuned.store.database import Database
from untuned.store.documents import Documents
from websites import serving


@pytest.fixture
def database(tmp_path):
    with Database.open(f"sqlite:///{tmp_path / 'truth.sqlite3'}") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path, database):
    root = tmp_path / "project"
    root.mkdir()
    return Folder(root, Documents(database))


@pytest.fixture
def site():
    with serving() as served:
        yield served


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of `good.example` and its key, made on the spot."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificate, is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    making = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=good.example"]
    names = ["-addext", "subjectAltName=DNS:good.example", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"]
    subprocess.run([*making, *names], check=True, capture_output=True)
    return folder


@pytest.fixture
def secure_site(certificate):
    """The port of a site with that certificate, and a context that trusts it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/" else 302)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Location", "http://good.example/")
            self.end_headers()
            self.wfile.write(b"Hello." if self.path == "/" else b"")

        def log_message(self, *_):
            pass

    class Server(HTTPServer):
        def handle_error(self, *_):
            pass  # clients that do not trust it hang up

    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server.server_address[1], ssl.create_default_context(cafile=str(certificate / "certificate.pem"))
    server.shutdown()
    server.server_close()
    thread.join()
