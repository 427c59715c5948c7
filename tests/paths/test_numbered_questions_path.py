"""A book of numbered questions in several pages: whoever asks one of them is shown what stands below it, and no list of questions."""

import pytest

from untuned.project import Project

CONTENTS = """<div class="toc"><p><strong>Table of Contents</strong></p><dl>
<dt><a href="buying.html#s1">2.1. Can I return a kayak that I have used?</a></dt>
<dt><a href="buying.html#s2">2.2. How many kinds of membership are there?</a></dt>
<dt><a href="buying.html#s3">2.3. What about rental boats? How are they insured?</a></dt></dl></div>"""
PAGES = {
    "index.html": f"<html><head><title>Questions</title></head><body><h1>Questions of members</h1>{CONTENTS}</body></html>",
    "buying.html": f"""<html><head><title>Chapter 2. Buying</title></head><body><h1>Chapter 2. Buying</h1>{CONTENTS}
<h2>2.1. Can I return a kayak that I have used?</h2>
<p>Go ahead. Nothing keeps you from it within a month, as long as the hull has no holes.</p>
<h2>2.2. How many kinds of membership are there?</h2>
<p>Three: single, family, and friend of the club.</p>
<h2>2.3. What about rental boats? How are they insured?</h2>
<p>They have a policy of their own, which we pay.</p></body></html>""",
    "club.html": """<html><head><title>Chapter 1. The club</title></head><body><h1>Chapter 1. The club</h1>
<h2>1.1. What is the club?</h2>
<p>For more on the kinds of membership that there are read Section 2.2, “How many kinds of membership are there?”.</p>
<p>A kayak that you have used can be given to the club; you can return to the water with it on any day of the week.</p>
<p>Rental boats stand in the second shed; how they are insured is told in Section 2.3.</p></body></html>""",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("numbered")
    for name, text in PAGES.items():
        (root / name).write_text(text, encoding="utf-8")
    Project.init(root)
    with Project.open(root) as opened:
        opened.sync()
        yield opened


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Can I return a kayak that I have used?", "Go ahead. Nothing keeps you from it within a month, as long as the hull has no holes."),
        ("How many kinds of membership are there?", "Three: single, family, and friend of the club."),
        ("What about rental boats? How are they insured?", "They have a policy of their own, which we pay."),
    ],
)
def test_what_stands_below_the_question_is_shown_first(project, question, expected):
    answer = project.ask_sync(question)
    assert answer.state == "answered"
    assert answer.citations[0].quote == expected


def test_no_line_of_a_table_of_contents_is_found(project):
    found = [passage.text for passage in project.search("return a kayak that I have used")]
    assert found
    assert not any("2.2. How many" in text and "Three:" not in text for text in found)
