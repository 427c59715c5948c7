import socket

import pytest

from untuned.errors import Unfetchable, UnreachableHost
from untuned.ingest.web.address import parse
from untuned.ingest.web.connect import Network, refusal
from untuned.ingest.web.fetch import fetch
from untuned.types.settings import WebSettings
from websites import here, names

PUBLIC = ["8.8.8.8", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
PRIVATE = [
    *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.1.2.3", "::1", "fd00::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1"),
]
NEVER = [
    *("0.0.0.0", "::", "169.254.169.254", "fe80::1", "fe80::1%eth0", "224.0.0.1", "ff0e::1", "240.0.0.1", "255.255.255.255"),
    *("fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "::ffff:100.100.100.200"),
    *("192.88.99.1", "fec0::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "no number"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_called(address):
    assert refusal(address, allow_private=False) == ""


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_may_be_called_only_when_they_are_allowed(address):
    assert refusal(address, allow_private=False) == "an address of a private network or of this machine"
    assert refusal(address, allow_private=True) == ""


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_may_never_be_called(address):
    assert refusal(address, allow_private=False)
    assert refusal(address, allow_private=True)


def test_this_machine_is_refused_unless_it_is_allowed(site):
    address = parse(site.put("/a", "<p>Words.</p>"))
    with pytest.raises(Unfetchable, match=r"127\.0\.0\.1, an address of a private network.*web\.allow_private"):
        fetch(address, settings=WebSettings(), network=Network())
    assert site.targets() == []
    assert b"Words." in fetch(address, settings=here(), network=Network()).body


def test_a_name_that_leads_to_this_machine_is_refused(site):
    site.put("/a", "<p>Words.</p>")
    with pytest.raises(Unfetchable, match=r"its host inside\.example is 127\.0\.0\.1"):
        fetch(parse(f"http://inside.example:{site.port}/a"), settings=WebSettings(), network=names(inside_example="127.0.0.1"))
    assert site.targets() == []


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    network = Network(resolve=lambda _host, _port: ["93.184.216.34", "10.0.0.7"])
    with pytest.raises(Unfetchable, match=r"10\.0\.0\.7"):
        fetch(parse("http://mixed.example/"), settings=WebSettings(), network=network)


def test_a_name_is_looked_up_once_for_each_connection_and_that_address_is_called(site):
    """A second look-up, which another answer could meet, does not happen."""
    site.put("/a", "<p>Words.</p>")
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        return ["127.0.0.1"] if len(asked) == 1 else ["203.0.113.1"]

    fetched = fetch(parse(f"http://changing.example:{site.port}/a"), settings=here(), network=Network(resolve=resolve))
    assert asked == [("changing.example", site.port)]
    assert fetched.state == "new"
    assert site.asked[0].headers["host"] == f"changing.example:{site.port}"


def test_a_name_that_turns_private_is_refused_at_its_next_connection(site):
    """The first look-up leads to a place that is allowed, the next to the credentials of a cloud."""
    site.put("/a", "<p>Words.</p>")
    answers = iter(["127.0.0.1", "169.254.169.254"])
    network = Network(resolve=lambda _host, _port: [next(answers)])
    address = parse(f"http://turning.example:{site.port}/a")
    assert fetch(address, settings=here(), network=network).state == "new"
    with pytest.raises(Unfetchable, match="a link-local address"):
        fetch(address, settings=here(), network=network)


def test_an_unknown_name_is_an_unreachable_host():
    with pytest.raises(UnreachableHost, match=r"nowhere\.example is not reached: its name is unknown"):
        fetch(parse("http://nowhere.example/"), settings=here(), network=names())


def test_a_closed_port_is_an_unreachable_host(site):
    network = names(closed_example="127.0.0.1")
    with pytest.raises(UnreachableHost, match="no connection"):
        fetch(parse(f"http://closed.example:{_free_port()}/"), settings=here(), network=network)


def test_the_next_address_of_a_host_is_tried_when_one_takes_no_connection(site):
    site.put("/a", "<p>Words.</p>")
    network = Network(resolve=lambda _host, _port: ["127.77.77.77" if _free_port() else "", "127.0.0.1"])
    assert fetch(parse(f"http://two.example:{site.port}/a"), settings=here(), network=network).state == "new"


def test_a_resolver_that_hangs_does_not_hang_the_sync(site):
    with pytest.raises(UnreachableHost, match="not found in time"):
        fetch(
            parse("http://slow.example/"),
            settings=here(timeout_s=0.05),
            network=Network(resolve=lambda _host, _port: ["127.0.0.1"] if site.closing.wait(30) else []),
        )


def test_a_host_without_tls_is_no_host_for_https(site):
    with pytest.raises(UnreachableHost, match="no secure connection"):
        fetch(parse(f"https://127.0.0.1:{site.port}/a"), settings=here(), network=Network())


def test_a_certificate_must_be_of_the_name_and_not_of_the_address(secure_site):
    port, trusting = secure_site
    network = Network(resolve=lambda _host, _port: ["127.0.0.1"], tls=trusting)
    assert fetch(parse(f"https://good.example:{port}/"), settings=here(), network=network).body == b"Hello."
    with pytest.raises(UnreachableHost, match=r"certificate is not valid.*other\.example"):
        fetch(parse(f"https://other.example:{port}/"), settings=here(), network=network)
    with pytest.raises(UnreachableHost, match="certificate is not valid"):
        fetch(parse(f"https://good.example:{port}/"), settings=here(), network=Network(resolve=network.resolve))


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
