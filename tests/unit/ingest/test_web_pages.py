"""Pages of the web in a sync, from a real server on this machine."""

import json
from dataclasses import replace

import pytest

from ingesting import told
from opendocument import opened, p
from paper import pdf, text_at
from untuned.errors import UnknownDocument
from untuned.ingest.web.connect import Network
from untuned.ingest.web.pages import Web
from untuned.types.principal import OWNER, member
from untuned.types.settings import AccessRule, SourceSettings
from websites import PUBLIC, Reply, here, html, names, prose, public


@pytest.fixture
def web(folder, site, tmp_path):
    """Sets which pages the folder's syncs read."""

    def choose(*urls, network=None, **settings):
        folder.web = Web(settings=here(urls=urls, **settings), notes=tmp_path / "notes" / "web.json", network=network or Network())

    choose()
    return choose


def text_of(folder, path):
    current = folder.documents.document(path, principal=OWNER).current
    return folder.documents.text(current, principal=OWNER)


def live(folder):
    return [summary.path for summary in folder.documents.listing(principal=OWNER)]


def failures(report):
    return {failure.path: failure.reason for failure in report.failed}


def test_a_page_becomes_a_document_of_its_address(folder, site, web):
    page = site.put("/help", html(prose("The warranty is two years."), title="Warranty"))
    web(f"{page}#conditions")
    folder.write("a.md", "Words.")
    assert told(folder.sync()) == {"added": 2}
    assert live(folder) == ["a.md", page]
    (version,) = folder.documents.versions(page, principal=OWNER)
    assert (version.title, version.format) == ("Warranty", "html")
    assert "The warranty is two years." in text_of(folder, page)


def test_without_pages_nothing_is_fetched(folder, site, web):
    folder.write("a.md", "Words.")
    assert told(folder.sync()) == {"added": 1}
    assert site.asked == []


def test_a_page_without_a_title_is_named_after_its_address(folder, site, web):
    web(site.put("/help/returns/", Reply(body=b"<p>Words.</p>")), site.put("/", Reply(body=b"<p>Others.</p>")))
    folder.sync()
    titles = {summary.path: summary.title for summary in folder.documents.listing(principal=OWNER)}
    assert titles == {site.at("/help/returns/"): "returns", site.at("/"): f"127.0.0.1:{site.port}"}


# -- types -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "kind", "body", "read_as"),
    [
        ("/a", "text/html", "<p>Words.</p>", "html"),
        ("/a", "application/xhtml+xml", "<p>Words.</p>", "html"),
        ("/a.txt", "text/plain; charset=utf-8", "Words.", "text"),
        ("/a", "text/plain", "Words.", "text"),
        ("/a.md", "text/plain", "# Words", "markdown"),
        ("/a", "text/markdown", "# Words", "markdown"),
        ("/a.php?format=csv", "text/csv", "a,b\n1,2\n", "csv"),
        ("/a", "", "<!DOCTYPE html><p>Words.</p>", "html"),
        ("/a.md", "application/octet-stream", "# Words", "markdown"),
    ],
)
def test_the_type_tells_how_a_page_is_read(folder, site, target, kind, body, read_as):
    folder.web = Web(settings=here())
    page = site.put(target, Reply(body=body.encode(), type=kind))
    assert told(folder.sync(page)) == {"added": 1}
    (version,) = folder.documents.versions(page, principal=OWNER)
    assert version.format == read_as


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n"),
        ("application/json", b"{}"),
        ("application/pdf", b"<html>Please log in</html>"),
        ("", b"\0\1\2\3"),
        ("application/zip", b"PK\x03\x04"),
    ],
)
def test_what_is_no_document_is_reported(folder, site, web, kind, body):
    page = site.put("/a", Reply(body=body, type=kind))
    report = folder.sync(page)
    assert told(report) == {"failed": 1}
    assert "which no loader reads" in failures(report)[page]


def test_a_page_in_the_encoding_that_its_host_declares_is_read(folder, site, web):
    page = site.put("/a", Reply(body="<p>Гарантия два года.</p>".encode("cp1251"), type="text/html; charset=windows-1251"))
    folder.sync(page)
    assert "Гарантия два года." in text_of(folder, page)


def test_an_open_document_of_the_web_is_read(folder, site, web):
    page = site.put("/terms", Reply(body=opened("text", p("The warranty is two years.")), type="application/vnd.oasis.opendocument.text"))
    assert told(folder.sync(page)) == {"added": 1}
    (version,) = folder.documents.versions(page, principal=OWNER)
    assert version.format == "odt"


def test_a_pdf_of_the_web_is_read_by_pages(folder, site, web):
    """Its first bytes tell, where its host does not."""
    page = site.put("/terms", Reply(body=pdf([text_at(72, 720, "The warranty is two years.")]), type="application/octet-stream"))
    assert told(folder.sync(page)) == {"added": 1}
    (version,) = folder.documents.versions(page, principal=OWNER)
    assert version.format == "pdf"
    assert "The warranty is two years." in text_of(folder, page)
    assert told(folder.sync(page)) == {"unchanged": 1}


def test_a_page_that_gives_no_text_is_reported_with_its_address(folder, site, web):
    page = site.put("/a", Reply(body=b"<div id=app></div>"))
    report = folder.sync(page)
    assert list(failures(report)) == [page]
    assert "no visible text" in failures(report)[page]


# -- later syncs -----------------------------------------------------------------------------------


def test_a_page_that_is_as_it_was_is_not_sent_again(folder, site, web):
    page = site.put("/a", prose("Words."), etag='"1"')
    web(page)
    folder.sync()
    site.asked.clear()
    assert told(folder.sync()) == {"unchanged": 1}
    assert folder.opened == []
    assert site.asked[-1].headers["if-none-match"] == '"1"'


def test_a_page_without_a_mark_is_compared_by_its_bytes(folder, site, web):
    page = site.put("/a", prose("Words."))
    web(page)
    folder.sync()
    assert told(folder.sync()) == {"unchanged": 1}
    assert len(folder.documents.versions(page, principal=OWNER)) == 1


def test_full_asks_for_the_whole_page(folder, site, web):
    page = site.put("/a", prose("Words."), etag='"1"')
    web(page)
    folder.sync()
    site.asked.clear()
    assert told(folder.sync(mode="full")) == {"unchanged": 1}
    assert "if-none-match" not in site.asked[-1].headers


def test_a_changed_page_is_a_new_version(folder, site, web):
    page = site.put("/a", prose("Words."), etag='"1"')
    web(page)
    folder.sync()
    site.put("/a", prose("Other words."), etag='"2"')
    assert told(folder.sync()) == {"changed": 1}
    assert [version.number for version in folder.documents.versions(page, principal=OWNER)] == [1, 2]


def test_marks_count_only_for_what_truth_holds(folder, site, web, tmp_path):
    """A database that was restored, or another one, knows another state than the notes."""
    page = site.put("/a", prose("Words."), etag='"1"')
    web(page)
    folder.sync()
    folder.documents.remove([page], now=folder.documents.listing(principal=OWNER)[0].synced_at)
    site.asked.clear()
    assert told(folder.sync()) == {"added": 1}
    assert all("if-none-match" not in asked.headers for asked in site.asked)


def test_marks_of_a_later_state_than_that_of_truth_do_not_count(folder, site, web):
    page = site.put("/a", prose("Words."), etag='"1"')
    web(page)
    folder.sync()
    site.put("/a", prose("Other words."), etag='"2"')
    later = json.loads(folder.web.notes.read_text())
    later[page] |= {"etag": '"2"', "raw_sha256": "of those other words"}
    folder.web.notes.write_text(json.dumps(later))
    assert told(folder.sync()) == {"changed": 1}
    assert "Other words." in text_of(folder, page)


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"http://h/": 1}', '{"http://h/": {"etag": 1}}', '{"http://h/": {"etag": ""}}'])
def test_notes_may_be_lost_at_any_time(folder, site, web, damage):
    page = site.put("/a", prose("Words."), etag='"1"')
    web(page)
    folder.sync()
    folder.web.notes.write_text(damage)
    assert told(folder.sync()) == {"unchanged": 1}
    assert list(json.loads(folder.web.notes.read_text())) == [page]


def test_notes_that_cannot_be_written_are_done_without(folder, site, web, tmp_path):
    (tmp_path / "notes").write_text("a file where their folder should be")
    web(site.put("/a", prose("Words."), etag='"1"'))
    assert told(folder.sync()) == {"added": 1}
    assert told(folder.sync()) == {"unchanged": 1}


def test_a_dry_run_fetches_and_writes_nothing(folder, site, web):
    web(site.put("/a", prose("Words."), etag='"1"'))
    assert told(folder.sync(dry_run=True)) == {"added": 1}
    assert live(folder) == []
    assert not folder.web.notes.exists()


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_leaves_search_and_keeps_its_versions(folder, site, web, status):
    page = site.put("/a", prose("Words."))
    web(page)
    folder.sync()
    site.put("/a", Reply(status=status))
    assert told(folder.sync()) == {"removed": 1}
    assert live(folder) == []
    assert len(folder.documents.versions(page, principal=OWNER)) == 1
    report = folder.sync()
    assert told(report) == {"failed": 1}
    assert "there is no such page" in failures(report)[page]
    site.put("/a", prose("Words again."))
    assert told(folder.sync()) == {"added": 1}
    assert len(folder.documents.versions(page, principal=OWNER)) == 2


@pytest.mark.parametrize("reply", [Reply(status=500), Reply(status=403), Reply(status=302, headers={"Location": "/login"})])
def test_a_page_that_is_not_shown_for_now_stays_as_it_is_and_is_reported(folder, site, web, reply):
    site.put("/login", prose("Please log in."))
    page = site.put("/a", prose("Words."))
    web(page)
    folder.sync()
    site.put("/a", reply)
    report = folder.sync()
    assert (told(report), list(failures(report))) == ({"failed": 1}, [page])
    assert "Words." in text_of(folder, page)
    assert live(folder) == [page]


def test_a_host_that_is_not_reached_keeps_its_pages_and_is_reported_once(folder, site, web):
    pages = [f"http://there.example:{site.port}/{name}" for name in "abc"]
    for name in "abc":
        site.put(f"/{name}", prose(f"Words of {name}."))
    web(*pages, network=names(there_example="127.0.0.1"))
    assert told(folder.sync()) == {"added": 3}
    folder.web = replace(folder.web, network=names())
    report = folder.sync()
    assert list(failures(report)) == [f"http://there.example:{site.port}/"]
    assert "its name is unknown" in report.failed[0].reason
    assert "3 known pages stay as they are" in report.failed[0].reason
    assert live(folder) == pages
    folder.web = replace(folder.web, network=names(there_example="127.0.0.1"))
    assert told(folder.sync()) == {"unchanged": 3}


def test_without_a_network_a_sync_goes_on_with_its_files_before_every_host_is_tried(folder, web):
    moments, asked = [0.0], []

    def resolve(host, _port):
        asked.append(host)
        moments[0] += 19.0
        raise OSError("no network")

    folder.write("a.md", "Words.")
    web(*(f"http://h{n}.example/" for n in range(30)), network=Network(resolve=resolve, clock=lambda: moments[0]))
    report = folder.sync()
    assert asked == ["h0.example", "h1.example", "h2.example"]
    assert told(report) == {"added": 1, "failed": 30}
    assert "no host has answered for 2 times web.timeout_s" in failures(report)["http://h29.example/"]


def test_one_host_that_answers_is_a_network(folder, site, web):
    moments, asked = [0.0], []

    def resolve(host, _port):
        asked.append(host)
        if host == "here.example":
            return ["127.0.0.1"]
        moments[0] += 19.0
        raise OSError("unknown")

    site.put("/a", prose("Words."))
    hosts = ["h0.example", "h1.example", "here.example", "h2.example", "h3.example", "h4.example"]
    web(*(f"http://{host}:{site.port}/a" for host in hosts), network=Network(resolve=resolve, clock=lambda: moments[0]))
    assert told(folder.sync()) == {"added": 1, "failed": 5}
    assert list(dict.fromkeys(asked)) == hosts


def test_a_host_whose_pages_fail_one_after_the_other_is_left_alone(folder, site, web):
    pages = [site.put(f"/{name}", Reply(status=500)) for name in range(20)]
    web(*pages)
    report = folder.sync()
    assert site.targets() == ["/0", "/1", "/2", "/3", "/4"]
    assert "5 of its pages failed one after the other" in failures(report)[site.at("/")]


def test_a_page_that_turns_private_stays_as_it_is(folder, site, web):
    """What its name leads to was changed after the first sync."""
    page = "http://turning.example/a"
    site.put("/a", prose("Words."))
    web(page, allow_private=False, network=public(site, turning_example=PUBLIC))
    assert told(folder.sync()) == {"added": 1}
    folder.web = replace(folder.web, network=public(site, turning_example="127.0.0.1"))
    report = folder.sync()
    assert "an address of a private network" in " ".join(failures(report).values())
    assert "Words." in text_of(folder, page)


def test_a_page_that_moved_for_good_moves_with_its_versions(folder, site, web):
    old = site.put("/old", prose("Words."))
    web(old)
    folder.sync()
    before = folder.documents.document(old, principal=OWNER)
    site.put("/old", Reply(status=301, headers={"Location": "/new"}))
    new = site.put("/new", prose("Words."))
    assert told(folder.sync()) == {"renamed": 1}
    assert folder.documents.document(new, principal=OWNER).id == before.id
    assert live(folder) == [new]
    assert told(folder.sync()) == {"unchanged": 1}


def test_two_addresses_of_one_page_are_one_document(folder, site, web):
    site.put("/latest", Reply(status=302, headers={"Location": "/v2"}))
    page = site.put("/v2", prose("Words."))
    web(site.at("/latest"), page, f"{page}#part")
    assert told(folder.sync()) == {"added": 1}
    assert live(folder) == [page]


# -- named by hand ---------------------------------------------------------------------------------


def test_a_page_named_by_hand_is_followed_by_later_syncs(folder, site, web):
    page = site.put("/a", prose("Words.", "/b"))
    site.put("/b", prose("Linked."))
    folder.write("a.md", "Words.")
    assert told(folder.sync(page)) == {"added": 1}
    assert live(folder) == [page]
    site.put("/a", prose("Other words."))
    assert told(folder.sync()) == {"added": 1, "changed": 1}
    assert "Other words." in text_of(folder, page)


def test_files_named_by_hand_leave_the_web_alone(folder, site, web):
    web(site.put("/a", prose("Words.")))
    folder.write("a.md", "Words.")
    assert told(folder.sync("a.md")) == {"added": 1}
    assert site.asked == []
    assert told(folder.sync(pages=False)) == {"unchanged": 1}
    assert site.asked == []


def test_a_page_that_cannot_be_is_reported_and_the_rest_is_synced(folder, site, web):
    web("https://me:secret@example.com/", "http://0x7f.1/", site.put("/a", prose("Words.")))
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 2}
    assert "secret" not in repr(report)


# -- crawls ----------------------------------------------------------------------------------------


def chain(site, *links):
    """Pages that link to the next one: /0 -> /1 -> ..."""
    for place in range(5):
        site.put(f"/{place}", prose(f"Page {place}.", f"/{place + 1}", *links))


@pytest.mark.parametrize(("depth", "read"), [(0, ["/0"]), (1, ["/0", "/1"]), (3, ["/0", "/1", "/2", "/3"])])
def test_a_crawl_goes_as_deep_as_it_may(folder, site, web, depth, read):
    chain(site)
    web(site.at("/0"), depth=depth)
    folder.sync()
    assert live(folder) == [site.at(target) for target in read]
    assert site.targets() == read


def test_a_crawl_stays_on_its_host(folder, site, web):
    site.put("/secret", prose("Secret."))
    site.put("/out", Reply(status=302, headers={"Location": f"http://other.example:{site.port}/secret"}))
    links = (f"http://other.example:{site.port}/secret", f"http://127.0.0.1:{site.port + 1}/", "/out", "//other.example/", "ftp://x/")
    page = site.put("/a", prose("Words.", *links))
    web(page, depth=2, network=names(other_example="127.0.0.1"))
    assert told(folder.sync()) == {"added": 1}
    assert site.targets() == ["/a", "/out"]


def test_nothing_but_links_is_fetched(folder, site, web):
    page = """<link rel=stylesheet href=/s.css><script src=/x.js></script><img src=/i.png><iframe src=/f></iframe>
    <p>Words. Fetch http://127.0.0.1/secret now, and /other too.</p><meta http-equiv=refresh content="0; url=/m"><a href=/x.zip>zip</a>"""
    web(site.put("/a", page), depth=3)
    assert told(folder.sync()) == {"added": 1}
    assert site.targets() == ["/a"]


def test_a_link_that_leads_nowhere_is_nobodys_fault(folder, site, web):
    web(site.put("/a", prose("Words.", "/missing", "/closed", "/picture")), depth=1)
    site.put("/closed", Reply(status=403))
    site.put("/picture", Reply(body=b"\x89PNG\r\n\x1a\n", type="image/png"))
    report = folder.sync()
    assert told(report) == {"added": 1, "skipped": 1}
    assert report.skipped == (site.at("/picture"),)


def test_a_crawl_ends_at_its_most_pages_and_says_so(folder, site, web):
    web(site.put("/", prose("Start.", *(f"/{number}" for number in range(30)))), depth=1, max_pages=10)
    for number in range(30):
        site.put(f"/{number}", prose(f"Page {number}."))
    report = folder.sync()
    assert told(report) == {"added": 10, "failed": 1}
    assert "this and 20 more pages are beyond web.max_pages = 10" in report.failed[0].reason


def test_a_trap_of_endless_links_ends(folder, site, web):
    for number in range(60):
        site.put(f"/{number}", prose(f"Page {number}.", *(f"/{number}?page={other}" for other in range(50)), f"/{number + 1}"))
    web(site.at("/0"), depth=5, max_pages=20)
    folder.sync()
    assert len(site.targets()) == 20


def test_pages_that_link_to_each_other_are_fetched_once(folder, site, web):
    site.put("/a", prose("A.", "/b", "/a", "/a#x", "/./b"))
    site.put("/b", prose("B.", "/a"))
    web(site.at("/a"), site.at("/b"), depth=3)
    assert told(folder.sync()) == {"added": 2}
    assert site.targets() == ["/a", "/b"]


def test_known_pages_are_followed_when_no_link_leads_to_them_any_more(folder, site, web):
    site.put("/a", prose("A.", "/b"), etag='"a"')
    other = site.put("/b", prose("B."), etag='"b"')
    web(site.at("/a"), depth=1)
    folder.sync()
    site.put("/a", prose("A without a link."), etag='"a2"')
    assert told(folder.sync()) == {"changed": 1, "unchanged": 1}
    site.put("/b", Reply(status=404))
    assert told(folder.sync()) == {"unchanged": 1, "removed": 1}
    assert live(folder) == [site.at("/a")]
    assert len(folder.documents.versions(other, principal=OWNER)) == 1


def test_a_crawl_of_pages_that_are_as_they_were_asks_for_none_of_them_whole(folder, site, web):
    for place in range(4):
        site.put(f"/{place}", prose(f"Page {place}.", f"/{place + 1}"), etag=f'"{place}"')
    web(site.at("/0"), depth=3)
    assert told(folder.sync()) == {"added": 4}
    site.asked.clear()
    assert told(folder.sync()) == {"unchanged": 4}
    assert [asked.headers.get("if-none-match") for asked in site.asked[1:]] == ['"0"', '"1"', '"2"', '"3"']


def test_a_new_link_is_followed_although_the_page_before_is_as_it_was(folder, site, web):
    site.put("/0", prose("Page 0.", "/1"), etag='"0"')
    site.put("/1", prose("Page 1."), etag='"1"')
    web(site.at("/0"), depth=2)
    folder.sync()
    site.put("/1", prose("Page 1.", "/2"), etag='"new"')
    site.put("/2", prose("Page 2.", "/3"))
    site.put("/3", prose("Page 3."))
    assert told(folder.sync()) == {"unchanged": 1, "changed": 1, "added": 1}
    assert live(folder) == [site.at(f"/{place}") for place in range(3)]


def test_a_deeper_crawl_reads_the_links_of_pages_that_are_as_they_were(folder, site, web):
    for place in range(4):
        site.put(f"/{place}", prose(f"Page {place}.", f"/{place + 1}"), etag=f'"{place}"')
    web(site.at("/0"), depth=1)
    assert told(folder.sync()) == {"added": 2}
    web(site.at("/0"), depth=2)
    assert told(folder.sync()) == {"unchanged": 2, "added": 1}
    assert told(folder.sync()) == {"unchanged": 3}


def test_what_is_excluded_is_not_fetched_and_leaves(folder, site, web):
    site.put("/docs/a", prose("A.", "/docs/old/b"))
    site.put("/docs/old/b", prose("B."))
    web(site.at("/docs/a"), depth=1)
    assert told(folder.sync()) == {"added": 2}
    folder.settings = SourceSettings(exclude=(site.at("/docs/old/**"),))
    site.asked.clear()
    assert told(folder.sync()) == {"unchanged": 1, "removed": 1}
    assert site.targets() == ["/docs/a"]


# -- robots.txt ------------------------------------------------------------------------------------


def robots(site, text):
    site.put("/robots.txt", Reply(body=text.encode(), type="text/plain"))


def test_what_robots_txt_forbids_is_not_fetched(folder, site, web):
    robots(site, "User-agent: *\nDisallow: /private\n")
    site.put("/private/b", prose("B."))
    web(site.put("/a", prose("A.", "/private/b")), depth=1)
    assert told(folder.sync()) == {"added": 1}
    assert site.targets() == ["/a"]
    report = folder.sync(site.at("/private/b"))
    assert "robots.txt of 127.0.0.1" in failures(report)[site.at("/private/b")]
    assert site.targets() == []


def test_a_redirect_does_not_lead_around_robots_txt(folder, site, web):
    robots(site, "User-agent: untuned\nDisallow: /private")
    site.put("/private", prose("Secret."))
    report = folder.sync(site.put("/a", Reply(status=301, headers={"Location": "/private"})))
    assert told(report) == {"failed": 1}
    assert site.targets() == ["/a"]


def test_robots_txt_is_asked_for_once(folder, site, web):
    chain(site)
    web(site.at("/0"), depth=3)
    folder.sync()
    assert [asked.target for asked in site.asked].count("/robots.txt") == 1


def test_robots_txt_can_be_passed_over(folder, site, web):
    robots(site, "User-agent: *\nDisallow: /")
    web(site.put("/a", prose("A.")), robots=False)
    assert told(folder.sync()) == {"added": 1}
    assert [asked.target for asked in site.asked] == ["/a"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500),
        Reply(status=403),
        Reply(status=302, headers={"Location": "/robots.txt"}),
        Reply(body=b"Disallow:\n" * 60_000, type="text/plain"),
    ],
)
def test_a_host_whose_robots_txt_cannot_be_read_is_left_alone(folder, site, web, reply):
    site.put("/robots.txt", reply)
    report = folder.sync(site.put("/a", prose("A.")))
    assert "cannot be read" in failures(report)[site.at("/a")]
    assert site.targets() == []


# -- sitemaps --------------------------------------------------------------------------------------


def sitemap(site, target, *pages, kind="urlset", inner="url"):
    body = f"<{kind}>{''.join(f'<{inner}><loc>{page}</loc></{inner}>' for page in pages)}</{kind}>"
    return site.put(target, Reply(body=body.encode(), type="application/xml"))


def test_the_pages_of_a_sitemap_are_read_without_their_links(folder, site, web):
    chain(site)
    web(sitemaps=(sitemap(site, "/map.xml", site.at("/0"), site.at("/3")),), depth=1)
    assert told(folder.sync()) == {"added": 2}
    assert live(folder) == [site.at("/0"), site.at("/3")]


def test_a_sitemap_of_sitemaps_is_read_and_one_that_names_itself_ends(folder, site, web):
    chain(site)
    sitemap(site, "/one.xml", site.at("/0"))
    sitemap(site, "/two.xml", site.at("/1"))
    index = sitemap(site, "/map.xml", site.at("/one.xml"), site.at("/two.xml"), site.at("/map.xml"), kind="sitemapindex", inner="sitemap")
    web(sitemaps=(index,))
    assert told(folder.sync()) == {"added": 2}


def test_sitemaps_beyond_the_most_pages_are_not_read(folder, site, web):
    chain(site)
    maps = [sitemap(site, f"/{name}.xml", site.at(f"/{n}")) for n, name in enumerate(("one", "two", "three"))]
    web(sitemaps=(sitemap(site, "/map.xml", *maps, kind="sitemapindex", inner="sitemap"),), max_pages=1)
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 1}
    assert site.targets() == ["/map.xml", "/one.xml", "/0"]
    assert "this and 1 more sitemaps are beyond web.max_pages = 1" in failures(report)[maps[1]]


def test_a_sitemap_speaks_for_its_own_host_only(folder, site, web):
    site.put("/a", prose("A."))
    listed = sitemap(site, "/map.xml", site.at("/a"), f"http://other.example:{site.port}/a", "javascript:alert(1)")
    web(sitemaps=(listed,), network=names(other_example="127.0.0.1"))
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 1}
    assert "2 of the 3 addresses it lists are not of 127.0.0.1" in failures(report)[listed]


@pytest.mark.parametrize("body", [b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset/>", b"<html/>", b"\0"])
def test_a_sitemap_that_is_none_is_reported_and_the_rest_is_synced(folder, site, web, body):
    listed = site.put("/map.xml", Reply(body=body, type="application/xml"))
    web(site.put("/a", prose("A.")), sitemaps=(listed,))
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 1}
    assert list(failures(report)) == [listed]


def test_a_sitemap_named_by_hand_is_read_with_its_pages(folder, site, web):
    chain(site)
    listed = sitemap(site, "/map.xml", site.at("/0"))
    web(site.at("/2"), sitemaps=(listed,))
    assert told(folder.sync(listed)) == {"added": 1}
    assert live(folder) == [site.at("/0")]


# -- access ----------------------------------------------------------------------------------------


def test_access_rules_hold_for_addresses(folder, site, web):
    site.put("/open", prose("Open words."))
    site.put("/board/a", prose("Board words."))
    folder.rules = (AccessRule(path=site.at("/board/**"), groups=frozenset({"board"})),)
    web(site.at("/open"), site.at("/board/a"))
    folder.sync()
    assert [summary.path for summary in folder.documents.listing(principal=member())] == [site.at("/open")]
    assert len(folder.documents.listing(principal=member({"board"}))) == 2


def test_a_page_has_the_rules_of_where_it_comes_from_and_not_of_how_it_was_named(folder, site, web):
    site.put("/open", Reply(status=302, headers={"Location": "/x/../%62oard/a"}))
    site.put("/board/a", prose("Board words."))
    folder.rules = (AccessRule(path=site.at("/board/**"), groups=frozenset({"board"})),)
    folder.sync(site.at("/open"))
    assert live(folder) == [site.at("/board/a")]
    with pytest.raises(UnknownDocument):
        folder.documents.document(site.at("/board/a"), principal=member())


def test_a_new_rule_regroups_known_pages_once(folder, site, web):
    page = site.put("/a", prose("Words."), etag='"1"')
    other = site.put("/b", prose("Words."))
    web(page, other)
    folder.sync()
    folder.rules = (AccessRule(path=site.at("/**"), groups=frozenset({"board"})),)
    assert told(folder.sync()) == {"regrouped": 2}
    assert folder.documents.listing(principal=member()) == []


def test_front_matter_of_a_page_can_only_narrow_its_groups(folder, site, web):
    folder.rules = (AccessRule(path=site.at("/**"), groups=frozenset({"board"})),)
    page = site.put("/a", Reply(body=b"---\ngroups: [everyone]\n---\n# Words\n", type="text/markdown"))
    folder.sync(page)
    assert folder.documents.document(page, principal=OWNER).groups == {"board"}
