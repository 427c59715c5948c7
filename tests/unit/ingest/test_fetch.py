import gzip
import tracemalloc
import zlib
from dataclasses import replace

import pytest

from untuned.errors import Unfetchable
from untuned.ingest.web.address import parse
from untuned.ingest.web.connect import Network
from untuned.ingest.web.fetch import LONGEST_PAUSE, MOST_REDIRECTS, Mark, fetch
from untuned.types.settings import WebSettings
from websites import PUBLIC, Reply, here, prose, public


def got(site, target="/a", *, network=None, mark=None, **settings):
    more = {} if mark is None else {"mark": mark}
    return fetch(parse(site.at(target)), settings=here(**settings), network=network or Network(), **more)


def test_a_page_comes_with_its_type_and_its_marks(site):
    site.put("/a", Reply(body=b"\xcf\xf0", type="Text/HTML; Charset=Windows-1251", headers={"ETag": '"1"', "Last-Modified": "yesterday"}))
    page = got(site)
    assert (page.state, str(page.address), page.moved) == ("new", site.at("/a"), "")
    assert (page.media, page.charset, page.body) == ("text/html", "windows-1251", b"\xcf\xf0")
    assert page.mark == Mark(etag='"1"', modified="yesterday")


def test_a_request_tells_who_asks_and_nothing_else(site):
    site.put("/a?b=c", prose("Words."))
    got(site, "/a?b=c")
    (asked,) = site.asked
    assert asked.target == "/a?b=c"
    assert asked.headers["user-agent"] == "untuned"
    assert sorted(asked.headers) == ["accept", "accept-encoding", "connection", "host", "user-agent"]


def test_proxies_of_the_environment_are_not_used(site, monkeypatch):
    site.put("/a", prose("Words."))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://203.0.113.1:1/")
    assert got(site).state == "new"


def test_a_known_page_is_not_sent_again(site):
    site.put("/a", prose("Words."), etag='"v1"')
    mark = got(site).mark
    again = got(site, mark=mark)
    assert (again.state, again.body) == ("same", b"")
    site.put("/a", prose("Other words."), etag='"v2"')
    assert b"Other words." in got(site, mark=mark).body


def test_an_answer_that_nobody_asked_for_is_refused(site):
    site.put("/a", Reply(status=304))
    with pytest.raises(Unfetchable, match="answers 304"):
        got(site)


@pytest.mark.parametrize(("status", "state"), [(404, "gone"), (410, "gone"), (401, "closed"), (403, "closed")])
def test_some_answers_are_told_as_states(site, status, state):
    site.put("/a", Reply(status=status))
    assert got(site).state == state


@pytest.mark.parametrize("status", [204, 206, 400, 418, 500, 502])
def test_other_answers_are_refused(site, status):
    site.put("/a", Reply(status=status))
    with pytest.raises(Unfetchable, match=f"its host answers {status}"):
        got(site)


def test_of_a_page_of_another_type_only_the_head_is_read(site):
    site.put(
        "/a",
        Reply(raw=lambda connection, closing: endless(connection, closing, head=b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n")),
    )
    page = fetch(parse(site.at("/a")), settings=here(max_bytes=1_000), network=Network(), types={"text/html"})
    assert (page.state, page.media, page.body) == ("new", "video/mp4", b"")


# -- redirects -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "moved"), [((301,), "for_good"), ((308, 301), "for_good"), ((302,), "for_now"), ((301, 307), "for_now")]
)
def test_redirects_are_followed_and_told(site, statuses, moved):
    for place, status in enumerate(statuses):
        site.put(f"/{place}", Reply(status=status, headers={"Location": f"/{place + 1}"}))
    end = site.put(f"/{len(statuses)}", prose("Words."))
    page = got(site, "/0")
    assert (str(page.address), page.moved) == (end, moved)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "a link-local address"),
        ("http://[fe80::1]/", "a link-local address"),
        ("http://0.0.0.0/", "no address of a host"),
        ("file:///etc/passwd", "no address of the web"),
        ("gopher://127.0.0.1/", "no address of the web"),
        ("http://0x7f.1/", "no address of the web"),
        ("http://user:password@example.com/", "no address of the web"),
        ("", "in a circle"),
    ],
)
def test_a_redirect_to_what_may_not_be_fetched_is_refused(site, location, reason):
    site.put("/a", Reply(status=302, headers={"Location": location}))
    with pytest.raises(Unfetchable, match=reason):
        got(site)


@pytest.mark.parametrize(
    "location", ["http://inside.example/secret", "http://127.0.0.1/secret", "http://[::ffff:7f00:1]/secret", "http://localhost/secret"]
)
def test_a_redirect_from_a_public_host_to_a_private_one_is_refused(site, location):
    site.put("/a", Reply(status=302, headers={"Location": location}))
    site.put("/secret", prose("Secret."))
    network = public(site, outside_example=PUBLIC, inside_example="10.0.0.1", localhost="127.0.0.1")
    with pytest.raises(Unfetchable, match="an address of a private network or of this machine"):
        fetch(parse("http://outside.example/a"), settings=WebSettings(), network=network)
    assert site.targets() == ["/a"]


def test_a_host_that_turns_private_between_two_hops_is_refused(site):
    site.put("/a", Reply(status=302, headers={"Location": "/secret"}))
    site.put("/secret", prose("Secret."))
    answers = iter([PUBLIC, "127.0.0.1"])
    network = replace(public(site), resolve=lambda _host, _port: [next(answers)])
    with pytest.raises(Unfetchable, match=r"turning\.example is 127\.0\.0\.1"):
        fetch(parse("http://turning.example/a"), settings=WebSettings(), network=network)
    assert site.targets() == ["/a"]


def test_each_hop_is_asked_for(site):
    site.put("/a", Reply(status=301, headers={"Location": "/b"}))
    site.put("/b", prose("Words."))

    def allow(address):
        if address.target == "/b":
            raise Unfetchable(str(address), reason="not that one")

    with pytest.raises(Unfetchable, match="not that one"):
        fetch(parse(site.at("/a")), settings=here(), network=Network(), allow=allow)
    assert site.targets() == ["/a"]


def test_redirects_end_somewhere(site):
    for place in range(MOST_REDIRECTS + 2):
        site.put(f"/{place}", Reply(status=302, headers={"Location": f"/{place + 1}"}))
    with pytest.raises(Unfetchable, match=f"more than {MOST_REDIRECTS} times"):
        got(site, "/0")
    site.put("/x", Reply(status=302, headers={"Location": "/y"}))
    site.put("/y", Reply(status=302, headers={"Location": "/x"}))
    with pytest.raises(Unfetchable, match="in a circle"):
        got(site, "/x")


def test_a_page_is_never_fetched_over_less_than_it_was_named_with(secure_site):
    """From https to http anybody on the way could write the page."""
    port, trusting = secure_site
    network = Network(resolve=lambda _host, _port: ["127.0.0.1"], tls=trusting)
    with pytest.raises(Unfetchable, match=r"redirected from https to http://good\.example/"):
        fetch(parse(f"https://good.example:{port}/down"), settings=here(), network=network)


# -- size ------------------------------------------------------------------------------------------


def test_a_page_that_says_that_it_is_too_large_is_not_read(site):
    site.put("/a", Reply(body=b"x" * 2_000))
    with pytest.raises(Unfetchable, match=r"larger than web\.max_bytes = 1,000"):
        got(site, max_bytes=1_000)


def endless(connection, closing, *, head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"):
    connection.sendall(head)
    while not closing.is_set():
        connection.sendall(b"x" * 65_536)


def test_a_page_without_end_is_left_at_the_cap(site):
    site.put("/a", Reply(raw=endless))
    with pytest.raises(Unfetchable, match="larger than"):
        got(site, max_bytes=1_000_000)


def packed(body: bytes, **headers: str) -> Reply:
    return Reply(body=body, headers={"Content-Encoding": "gzip", **headers})


def test_a_packed_page_is_unpacked(site):
    site.put("/a", packed(gzip.compress(b"<p>Words</p>") + gzip.compress(b"<p>in two parts</p>")))
    assert got(site).body == b"<p>Words</p><p>in two parts</p>"


def test_a_small_packet_does_not_become_a_large_page(site):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    site.put("/a", packed(bomb))
    tracemalloc.start()
    try:
        with pytest.raises(Unfetchable, match=r"larger than web\.max_bytes = 100,000"):
            got(site, max_bytes=100_000)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_a_packet_of_many_small_parts_does_not_either(site):
    site.put("/a", packed(gzip.compress(b"\0" * 1_000) * 500))
    with pytest.raises(Unfetchable, match="larger than"):
        got(site, max_bytes=100_000)


@pytest.mark.parametrize("damage", [gzip.compress(b"x" * 1_000)[:-12], b"no gzip at all", zlib.compress(b"x")[:5]])
def test_a_damaged_packet_is_refused(site, damage):
    site.put("/a", packed(damage))
    with pytest.raises(Unfetchable, match=r"cut off|cannot be unpacked"):
        got(site)


def test_a_packing_that_was_not_asked_for_is_refused(site):
    site.put("/a", Reply(body=b"x", headers={"Content-Encoding": "br"}))
    with pytest.raises(Unfetchable, match="packed as 'br'"):
        got(site)


# -- hosts that misbehave --------------------------------------------------------------------------


def writing(*pieces: bytes, hold: bool = False):
    def write(connection, closing):
        for piece in pieces:
            connection.sendall(piece)
        if hold:
            closing.wait(30)

    return Reply(raw=write)


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (b"HTTP/1.1 200 OK\r\nContent-",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",),
    ],
)
def test_a_host_that_says_no_more_is_left_at_the_deadline(site, pieces):
    site.put("/a", writing(*pieces, hold=True))
    with pytest.raises(Unfetchable, match=r"not there after web\.timeout_s = 0\.2 seconds"):
        got(site, timeout_s=0.2)


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX-Filler: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"])
def test_a_host_that_drips_is_left_at_the_deadline_too(site, head):
    def write(connection, closing):
        connection.sendall(head)
        while not closing.wait(0.02):
            connection.sendall(b"x")

    site.put("/a", Reply(raw=write))
    with pytest.raises(Unfetchable, match="not there after"):
        got(site, timeout_s=0.3)


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [
        ((b"SSH-2.0-OpenSSH_9\r\n",), "speaks no HTTP"),
        ((b"",), "speaks no HTTP|broke"),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",), "cut off: 96 bytes are missing|breaks off"),
        ((b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf",), "breaks off"),
        ((b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 200 + b"\r\n",), "breaks off"),
        ((b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",), "breaks off"),
    ],
)
def test_what_is_no_whole_answer_is_refused(site, pieces, reason):
    site.put("/a", writing(*pieces))
    with pytest.raises(Unfetchable, match=reason):
        got(site)


@pytest.mark.parametrize("length", [b"-1", b"-5", b"-0x1"])
def test_a_chunk_of_less_than_no_bytes_is_not_read_without_end(site, length):
    def write(connection, _closing):
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + length + b"\r\n")
        for _ in range(40):
            connection.sendall(b"x" * 1_000_000)

    site.put("/a", Reply(raw=write))
    tracemalloc.start()
    try:
        with pytest.raises(Unfetchable, match="speaks no HTTP"):
            got(site, max_bytes=1_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("kind", "media", "charset"),
    [
        (b'text/html; a=b; CharSet="Windows-1251"', "text/html", "windows-1251"),
        (b"text/html; charset*=a\0b''x", "", ""),
        (b"text/html; charset*0*=''%ff; charset*=x''; charset*99=q", "text/html", ""),
        (b"\xff", "", ""),
        (b"", "", ""),
    ],
)
def test_a_hostile_type_is_none_and_stops_nothing(site, kind, media, charset):
    site.put("/a", writing(b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\n\r\nWords."))
    page = got(site)
    assert (page.media, page.charset, page.body) == (media, charset, b"Words.")


def test_a_page_in_chunks_is_read_whole(site):
    site.put("/a", writing(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"3\r\nWor\r\n3\r\nds.\r\n0\r\n\r\n"))
    assert got(site).body == b"Words."


# -- busy hosts ------------------------------------------------------------------------------------


def pausing(pauses):
    return Network(pause=pauses.append)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "3"}, 3.0),
        ({"Retry-After": "Fri, 20 Nov 2026 10:00:07 GMT", "Date": "Fri, 20 Nov 2026 10:00:00 GMT"}, 7.0),
        ({"Retry-After": "Fri, 20 Nov 2026 09:00:00 GMT", "Date": "Fri, 20 Nov 2026 10:00:00 GMT"}, 0.0),
    ],
)
def test_a_busy_host_is_asked_again_after_the_pause_it_wants(site, headers, seconds):
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    site.put("/a", writing(f"HTTP/1.1 503 Busy\r\n{head}\r\n".encode()), prose("Words."))
    pauses = []
    assert got(site, network=pausing(pauses)).state == "new"
    assert pauses == [seconds]


def test_a_host_that_stays_busy_is_asked_twice(site):
    site.put("/a", Reply(status=429, headers={"Retry-After": "1"}))
    pauses = []
    with pytest.raises(Unfetchable, match="answers 429 and asks for a pause of 1 seconds"):
        got(site, network=pausing(pauses))
    assert (pauses, site.targets()) == ([1.0], ["/a", "/a"])


BEYOND = [f"Mon, 01 Jan {'9' * 20} 00:00:00 GMT", f"Mon, 01 Jan 2024 00:00:00 +{'9' * 20}"]


@pytest.mark.parametrize("wish", ["", "soon", f"{LONGEST_PAUSE + 1:.0f}", "99999999999999999999", *BEYOND])
def test_nobody_waits_for_a_host_that_wants_too_much_or_does_not_say(site, wish):
    site.put("/a", Reply(status=503, headers={"Retry-After": wish} if wish else {}))
    pauses = []
    with pytest.raises(Unfetchable, match="answers 503"):
        got(site, network=pausing(pauses))
    assert (pauses, site.targets()) == ([], ["/a"])
