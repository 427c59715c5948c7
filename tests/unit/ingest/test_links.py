import gzip

import pytest

from untuned.errors import Unfetchable
from untuned.ingest.web.address import parse
from untuned.ingest.web.links import MOST_ENTRIES, MOST_LINKS, links_of, sitemap_of

PAGE = parse("https://h/docs/a.html")
MAP = parse("https://h/sitemap.xml")


def links(body):
    return [str(link) for link in links_of(body.encode() if isinstance(body, str) else body, PAGE)]


def sitemap(body, *, most=1_000_000):
    return sitemap_of(body if isinstance(body, bytes) else body.encode(), MAP, most=most)


def test_links_are_those_of_anchors_each_once():
    page = """<a href="b.html#top">b</a><A HREF='/c'>c</A><a href="b.html">b again</a><a name="x">no link</a>
    <link rel="stylesheet" href="s.css"><img src="i.png"><script src="x.js"></script><iframe src="f.html"></iframe>
    <form action="go"></form><meta http-equiv="refresh" content="0; url=m.html"><object data="o.html"></object>"""
    assert links(page) == ["https://h/docs/b.html", "https://h/c"]


def test_links_that_are_not_to_be_followed_are_not():
    page = """<a rel="external NoFollow" href="a">x</a><a download href="b">x</a><a href="javascript:alert(1)">x</a>
    <a href="mailto:a@b.c">x</a><a href="http://[">x</a><a href="">the page itself</a>"""
    assert links(page) == ["https://h/docs/a.html"]


def test_a_base_moves_the_links():
    assert links('<head><base href="/other/"></head><a href="x">x</a>') == ["https://h/other/x"]
    assert links('<head><base href="javascript:x"></head><a href="x">x</a>') == ["https://h/docs/x"]


@pytest.mark.parametrize("body", [b"", b"\0\1\2", b"<" * 10_000, b"<div>" * 20_000, "Просто слова".encode("cp1251")])
def test_what_is_no_page_has_no_links(body):
    assert links(body) == []


def test_a_page_of_very_many_links_gives_some():
    page = "".join(f'<a href="/{number}">x</a>' for number in range(MOST_LINKS + 500))
    assert len(links(page)) == MOST_LINKS


URLSET = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def test_a_sitemap_names_pages():
    body = URLSET.format("<url><loc> https://h/a </loc><lastmod>2026-01-01</lastmod></url><url><loc>https://h/b?x=1&amp;y=2</loc></url>")
    assert sitemap(body).pages == ("https://h/a", "https://h/b?x=1&y=2")
    assert sitemap(gzip.compress(body.encode())).pages == ("https://h/a", "https://h/b?x=1&y=2")
    assert sitemap("\ufeffhttps://h/a\n\n https://h/b \n").pages == ("https://h/a", "https://h/b")


def test_a_sitemap_of_sitemaps_names_these():
    body = "<sitemapindex><sitemap><loc>https://h/1.xml</loc></sitemap></sitemapindex>"
    assert sitemap(body).sitemaps == ("https://h/1.xml",)
    assert sitemap(body).pages == ()


LAUGHS = "<!DOCTYPE urlset [" + '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"{LAUGHS}<urlset><url><loc>&a9;</loc></url></urlset>", "no sitemap"),
        ('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&f;</loc></url></urlset>', "declares a document type"),
        ('<!DOCTYPE urlset SYSTEM "http://127.0.0.1:1/x.dtd"><urlset/>', "declares a document type"),
        ("<!doctype html><html><body>Not found</body></html>", "no sitemap"),
        ("<html><body/></html>", "its root is <html>"),
        ("<urlset><url>", "no sitemap"),
        ("<a>" * 100_000, "no sitemap"),
        (b"\x1f\x8b\x08damaged", "cannot be unpacked"),
        (b"\xff\xfe\xfa", "neither XML nor text"),
    ],
)
def test_what_is_no_plain_sitemap_is_refused(body, reason):
    with pytest.raises(Unfetchable, match=reason):
        sitemap(body)


def test_a_sitemap_of_more_addresses_than_any_may_have_is_refused():
    entries = [f"https://h/{n}" for n in range(MOST_ENTRIES + 1)]
    with pytest.raises(Unfetchable, match="more than 50,000 addresses"):
        sitemap("\n".join(entries))
    with pytest.raises(Unfetchable, match="more than 50,000 addresses"):
        sitemap("<urlset>" + "".join(f"<url><loc>{entry}</loc></url>" for entry in entries) + "</urlset>")
    assert len(sitemap("\n".join(entries[1:])).pages) == MOST_ENTRIES


def test_a_small_packed_sitemap_does_not_become_a_large_one():
    with pytest.raises(Unfetchable, match=r"unpacks to more than web\.max_bytes"):
        sitemap(gzip.compress(b" " * 20_000_000), most=100_000)
