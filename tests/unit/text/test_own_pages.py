import pytest

from untuned.text.own_pages import marked, origin_of

BARE = (
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\""
    " content=\"default-src 'none'; style-src 'sha256-x'\">\n<meta name=\"generator\" content=\"untuned 0.5.0\">\n"
    "<title>Comparison</title>\n</head>\n<body><p>Leave is 28 days.</p></body>\n</html>\n"
)  # fmt: skip
PAGE = marked(BARE)
MARK = PAGE[PAGE.index('<meta name="gen') : PAGE.index("<title>")].strip()


def users(head: str = "", body: str = "") -> str:
    return f"<!doctype html>\n<html>\n<head>\n<meta charset='utf-8'>\n{head}\n</head>\n<body>{body}</body>\n</html>\n"


def test_a_marked_page_is_untuneds_own():
    assert origin_of(PAGE) == "own"
    assert "sha256-" in MARK


def test_line_ends_and_a_byte_order_mark_do_not_make_it_another():
    assert origin_of(PAGE.replace("\n", "\r\n")) == "own"
    assert origin_of("\ufeff" + PAGE) == "own"


@pytest.mark.parametrize("change", [("28 days", "30 days"), ("</html>\n", ""), ("0.5.0", "0.5.1"), ("Comparison", "Comparisons")])
def test_a_page_with_one_word_changed_is_not_its_own_any_more(change):
    assert origin_of(PAGE.replace(*change)) == "changed"


def test_every_page_that_is_cut_off_behind_its_mark_is_changed():
    end = PAGE.index(MARK) + len(MARK)
    assert {origin_of(PAGE[:cut]) for cut in range(end, len(PAGE), 7)} == {"changed"}
    assert {origin_of(PAGE[:cut]) for cut in range(0, end, 7)} == {None}


@pytest.mark.parametrize(
    "written",
    [
        MARK.replace('">', '" />'),
        MARK.replace("<meta", "<META"),
        MARK.replace('"', "'"),
        MARK.replace('name="generator" ', "").replace('">', '" name="generator">'),
        f"<title>Comparison</title>{MARK}",
        f"<!-- {'kept by a browser ' * 1_000} -->{MARK}",
        f"<style>{'p { margin: 0 } ' * 2_000}</style>{MARK}",
        f"{'<meta name=keywords content=leave>' * 1_000}{MARK.replace(chr(34), chr(39))}",
        f"<script>document.write('<!-- <title>')</script>{MARK}",
    ],
)
def test_a_page_whose_mark_was_written_anew_is_changed_and_no_document(written):
    assert origin_of(PAGE.replace(MARK, written)) == "changed"


def test_a_page_from_before_pages_were_marked_is_known_by_its_policy():
    assert origin_of(BARE) == "changed"


@pytest.mark.parametrize(
    "page",
    [
        users('<meta name="generator" content="untuned 0.5.0">'),
        users('<meta name="generator" content="untuned docs 2">'),
        users('<meta name="generator" content="Untuned Studio 3.1">'),
        users(f"<!-- {MARK} -->", "Words."),
        users(f"<title>How {MARK} works</title>"),
        users(f"<script>var mark = '{MARK}'</script>"),
        users("", f"<pre>{MARK}</pre>"),
        users("", PAGE),
        users(f"<!-- {'long ' * 4_000} --><style>{MARK}</style>", f"<pre>{MARK}</pre>"),
        users(f"<title><!-- {MARK}</title>", PAGE),
        f"<!-- {PAGE} -->{users()}",
        f"<!-- {PAGE.replace('-->', '')}",
        "",
    ],
)
def test_a_page_that_only_looks_like_one_or_speaks_of_one_is_its_writers(page):
    assert origin_of(page) is None


def test_nothing_but_a_page_with_its_bare_mark_is_marked():
    for page in (PAGE, users()):
        with pytest.raises(ValueError, match="no bare mark"):
            marked(page)


@pytest.mark.parametrize(
    "part", ["<!--", "<!-- -->", "<title>", "<title></title>", "<meta untuned ", '<meta name="generator" content="untuned ']
)
def test_a_hostile_head_takes_no_long(part):
    assert origin_of("untuned " + part * 300_000) is None
