"""Manuals that define options: who asks about one is shown its own definition, however the manual is laid out."""

import pytest

from untuned.project import Project

TEXT = """
PUMP(1)

OPTIONS
       -v, --verbose
              Tell what is done.  With --quiet nothing is told.

       -q, --quiet
              Tell nothing at all, whatever --verbose or -v asks for.

              The default is to tell of faults.

       -V, --version
              Print the version of the pump.  It is not --verbose.

Output Control
       -o file, --output file
              Write the log to the given file, as --verbose does to the screen.
"""
MARKDOWN = """# crane

<!-- YAML
added: v1.0
changes: --swing and --boom
-->

### `--swing <degrees>`

* `degrees` {integer}

Turns the crane by so many degrees. It goes before `--boom`.

### `--boom`

<!-- YAML
added: v2.0
note: --boom was --swing
-->

Lifts the boom of the crane. Use `--swing` first, since `--swing` needs room.

| Key | Meaning |
|---|---|
| `port` | Where the crane listens. |
| `ports` | How many ways lead to the crane. |
"""
HTML = """<html><head><title>winch</title></head><body><h1>winch</h1>
<p>SpeedLimit=</p><div>How fast the winch turns. Defaults to SpeedFloor=.</div>
<p>SpeedFloor=</p><div>What the winch never goes below, whatever SpeedLimit= and SpeedLimit of the crew say.</div>
<h2>&lt;Rope&gt; Directive <a href="#rope">¶</a></h2><p>Tells of what the rope is made.</p></body></html>"""

SHEDS = """# Sheds

## What is stored

The schemas for -i go to the cold shed. One schema is kept for what comes in and what goes out with `keep_one_schema`.

## Hoist function

The first part of it runs before the gates open, the second part once they are shut.
"""
GLOSSARY = """<html><head><title>Glossary</title></head><body><h1>Glossary</h1><dl>
<dt>mandrel function</dt><dd>What returns a mandrel. A mandrel function may await others, and a mandrel may be a part of it.</dd>
<dt>mandrel</dt><dd>A rod that the work turns on.</dd>
<dt>field variable</dt><dd>What a sheaf has and its stalks share.</dd>
<dt>field</dt><dd>Where sheaves stand.</dd>
</dl></body></html>"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("manuals")
    for name, page in (
        ("pump.1.txt", TEXT),
        ("crane.md", MARKDOWN),
        ("winch.html", HTML),
        ("sheds.md", SHEDS),
        ("glossary.html", GLOSSARY),
    ):
        (root / name).write_text(page, encoding="utf-8")
    Project.init(root)
    with Project.open(root) as opened:
        opened.sync()
        yield opened


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does the -v option of pump do?", "Tell what is done."),
        ("What does the -V option of pump do?", "Print the version of the pump."),
        ("What does --quiet do?", "Tell nothing at all"),
        ("What does the -o option of pump do?", "Write the log to the given file"),
        ("What does --swing do?", "Turns the crane by so many degrees."),
        ("What does --boom do?", "Lifts the boom of the crane."),
        ("What is port?", "Where the crane listens."),
        ("What does SpeedLimit do?", "How fast the winch turns."),
        ("What does SpeedFloor do?", "What the winch never goes below"),
    ],
)
def test_an_option_is_answered_by_its_own_definition(project, question, expected):
    shown = [citation.quote for citation in project.ask_sync(question).citations]
    assert any(expected in quote for quote in shown[:2])


@pytest.mark.parametrize(
    ("question", "expected"),
    [("What does mandrel mean?", "A rod that the work turns on."), ("What is a field variable?", "What a sheaf has")],
)
def test_a_term_is_answered_by_its_own_definition_and_not_by_one_that_calls_its_kind_like_code(project, question, expected):
    shown = [citation.quote for citation in project.ask_sync(question).citations]
    assert any(expected in quote for quote in shown[:2])


@pytest.mark.parametrize("article", ["a", "the"])
def test_what_defines_one_name_says_nothing_of_another_that_the_question_has(project, article):
    answer = project.ask_sync(f"With {article} hoist function, do on_open handlers still get executed?")
    assert answer.state == "abstained"


def test_a_sign_before_a_word_that_no_document_has_as_an_option_says_nothing(project):
    signed, plain = (project.ask_sync(f"How do I keep one schema for what comes {a}In and goes {a}Out?") for a in ("-", ""))
    assert plain.state == "answered"
    assert signed.confidence == plain.confidence
    assert [citation.quote for citation in signed.citations] == [citation.quote for citation in plain.citations]


def test_what_is_beside_a_definition_is_not_shown_with_it(project):
    shown = " ".join(citation.quote for citation in project.ask_sync("What does the -V option of pump do?").citations)
    assert "whatever --verbose" not in shown
    assert "Write the log" not in shown


def test_a_comment_of_markdown_is_never_shown(project):
    shown = " ".join(citation.quote for citation in project.ask_sync("What does --boom do?").citations)
    assert "YAML" not in shown
    assert "was --swing" not in shown


def test_a_heading_of_a_page_keeps_what_looks_like_a_tag_and_loses_the_link_to_itself(project):
    (found,) = project.search("what the rope is made of")[:1]
    assert found.hit.chunk.headings[-1] == "<Rope> Directive"
