"""A small site of the web on this machine, which does what a test tells it to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from untuned.ingest.web.connect import Network
from untuned.types.settings import WebSettings


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the site answers. `raw` is written as it is, in pieces, in place of everything else."""

    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    raw: Callable[[socket.socket, threading.Event], None] | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request that the site had."""

    target: str
    headers: dict[str, str]


class Site:
    """Pages by target. A page given as text is HTML; one with `etag` answers 304 to whoever knows that."""

    def __init__(self, port: int, closing: threading.Event) -> None:
        self.port = port
        self.closing = closing
        self.pages: dict[str, list[Reply]] = {}
        self.asked: list[Asked] = []

    def put(self, target: str, *replies: Reply | str, etag: str = "") -> str:
        """The replies to one request after the other, the last one for good; the page's address."""
        made = [reply if isinstance(reply, Reply) else html(reply) for reply in replies]
        if etag:
            made = [Reply(body=one.body, status=one.status, type=one.type, headers={**one.headers, "ETag": etag}) for one in made]
        self.pages[target] = made
        return self.at(target)

    def at(self, target: str) -> str:
        return f"http://127.0.0.1:{self.port}{target}"

    def targets(self) -> list[str]:
        """What was asked for since the last look, without robots.txt."""
        asked, self.asked = self.asked, []
        return [one.target for one in asked if one.target != "/robots.txt"]

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        replies = self.pages.get(asked.target, [Reply(status=404)])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        etag = reply.headers.get("ETag")
        if etag and asked.headers.get("if-none-match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        return reply


def html(body: str, *, title: str = "A page") -> Reply:
    return Reply(body=f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>".encode())


def prose(words: str, *links: str) -> str:
    """A page's body with links."""
    return f"<p>{words}</p>" + "".join(f'<p>See <a href="{link}">there</a>.</p>' for link in links)


@contextmanager
def serving() -> Iterator[Site]:
    """A site on a free port of 127.0.0.1."""
    closing = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            reply = site.reply(Asked(target=self.path, headers={name.lower(): value for name, value in self.headers.items()}))
            if reply.raw is not None:
                self.close_connection = True
                reply.raw(self.connection, closing)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 304:
                if reply.type:
                    self.send_header("Content-Type", reply.type)
                if "Content-Length" not in reply.headers:
                    self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(b"" if reply.status == 304 else reply.body)

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                self.close_connection = True  # the client hung up, as tests make it

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1], closing)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def here(**more: object) -> WebSettings:
    """Settings under which the site may be read."""
    return WebSettings(**{"allow_private": True, "timeout_s": 20.0, **more})


PUBLIC = "93.184.216.34"
"""An address of the public net, which `public` connects to the site instead."""


def public(site: Site, **hosts: str) -> Network:
    """A network like that of `names`, in which the address `PUBLIC` is the site, whatever the port; no other one is there."""

    def dial(literal: str, _port: int, seconds: float) -> socket.socket:
        if literal != PUBLIC:
            raise OSError(f"{literal} was called")
        return socket.create_connection(("127.0.0.1", site.port), timeout=seconds)

    return replace(names(**hosts), dial=dial)


def names(**hosts: str) -> Network:
    """A network in which `name` (with `_` for each dot) is at one address; other names are unknown."""
    known = {name.replace("_", "."): address for name, address in hosts.items()}

    def resolve(host: str, _port: int) -> list[str]:
        if host not in known:
            raise OSError(f"{host} is not known")
        return [known[host]]

    return Network(resolve=resolve)
