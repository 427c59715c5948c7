import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.errors import Unfetchable
from untuned.ingest.web.address import is_address, joined, parse


@pytest.mark.parametrize(
    ("written", "one_form"),
    [
        ("HTTP://Example.COM:80/a/../b/./%7euser?x=%c3%a9#part", "http://example.com/b/~user?x=%C3%A9"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com.:443/a", "https://example.com/a"),
        ("https://münchen.de/ü", "https://xn--mnchen-3ya.de/%C3%BC"),
        ("http://h/%2e%2e/%2E/secret/%41", "http://h/secret/A"),
        ("http://h/a%2Fb", "http://h/a%2Fb"),
        ("http://h/..", "http://h/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("http://h?q=1", "http://h/?q=1"),
    ],
)
def test_a_page_has_one_address_however_it_is_written(written, one_form):
    assert str(parse(written)) == one_form
    assert str(parse(one_form)) == one_form


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("ftp://h/a", "neither http nor https"),
        ("file:///etc/passwd", "neither http nor https"),
        ("http://h/a b", "a space"),
        ("http://h/\r\nX: y", "control character"),
        ("http://h\\@evil/", "backslash"),
        ("http://h:22/", "port 22"),
        ("http://h:99999/", "no address"),
        ("http://0x7f.1/", "disguised number"),
        ("http://2130706433/", "disguised number"),
        ("http://017700000001/", "disguised number"),
        ("http://127.1/", "disguised number"),
        ("http://[fe80::1%25eth0]/", "one interface"),
        ("http://[v1.x]/", "no IPv6 address"),
        ("http://[::1]x/", "no IPv6 address"),
        ("http://a..b/", "no name"),
        ("http:///a", "no name"),
        ("http://h/" + "a" * 3_000, "3,009 characters"),
    ],
)
def test_what_is_no_plain_address_of_the_web_is_refused(written, reason):
    with pytest.raises(Unfetchable, match=reason):
        parse(written)


def test_an_address_with_a_password_is_refused_and_the_password_is_not_shown():
    with pytest.raises(Unfetchable, match="a name or a password") as refused:
        parse("https://me:geheim@example.com/a")
    assert "geheim" not in str(refused.value)


def test_links_are_joined_to_their_page():
    page = parse("https://h/a/b?c=1")
    assert str(joined(page, " x y.html#z ")) == "https://h/a/x%20y.html"
    assert str(joined(page, "?q=ä")) == "https://h/a/b?q=%C3%A4"
    assert str(joined(page, "//other/")) == "https://other/"
    assert str(joined(page, "../../..")) == "https://h/"
    assert str(joined(page, "//пример.рф/ж")) == "https://xn--e1afmkfd.xn--p1ai/%D0%B6"
    assert str(joined(page, "a\ud800")) == "https://h/a/a"
    assert [joined(page, link) for link in ("javascript:alert(1)", "mailto:a@b.c", "http://[", "data:text/html,x", "http://u:p@h/")] == [
        None
    ] * 5


def test_only_addresses_of_the_web_are_addresses():
    assert is_address("HTTPS://h/a")
    assert not is_address("http.md")
    assert not is_address("docs/https://h")


@given(st.text(alphabet="aB/.%2e7E?&=ü~-", max_size=30))
def test_the_one_form_of_an_address_is_its_own_one_form(rest):
    address = parse(f"http://h/{rest}")
    assert parse(str(address)) == address
    assert "/../" not in address.path
    assert str(address).isascii()
