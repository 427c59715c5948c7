"""From a synced folder to an answer that has read what its quotes refer to, or says what it has not."""

import pytest

import untuned
from untuned.cli.trace_lines import trace_of
from untuned.types.principal import member

POLICY = """# Returns

## 1. Goods

Damaged crates of apples are replaced within the period that is set out in Section 2 of this policy.

Pears are never taken back. Plums are taken back on Mondays. Cherries stay where they are.

## 2. Limits

Eleven sunsets, not more.

## 3. Colours

{filler}
"""
FILLER = "\n\n".join(f"The warehouse number {number} is painted in a colour of its own and has {number} doors." for number in range(60))
OUTSIDE = "# Fees\n\nThe lifting fee for anvils is as set out in Section 4 of the Harbour Terms.\n"
QUESTION = "Within what period are damaged crates of apples replaced?"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "returns.md").write_text(POLICY.replace("{filler}", FILLER), encoding="utf-8")
    (tmp_path / "docs" / "fees.md").write_text(OUTSIDE, encoding="utf-8")
    (tmp_path / "untuned.toml").write_text(
        '[sources]\npaths = ["docs"]\n\n[search]\nbudget_tokens = 400\nwiden = false\n\n[chunks]\nmin_words = 5\nmax_tokens = 40\n'
        '\n[[access]]\npath = "docs/*"\ngroups = ["everyone"]\n\n[[access]]\npath = "docs/secret*"\ngroups = ["board"]\n',
        encoding="utf-8",
    )
    with untuned.open(tmp_path) as opened:
        opened.sync()
        yield opened


def referenced(project, answer):
    """(what was read, the words that name it), as the trace has them."""
    text = {}
    for version, start, end, source, first, last in project.trace(answer.id)["referenced"]:
        text[project.version(version)[1][start:end]] = project.version(source)[1][first:last]
    return text


def test_what_the_best_passage_refers_to_is_read_with_it_and_marked_in_the_trace(project):
    answer = project.ask_sync(QUESTION)
    assert referenced(project, answer) == {"## 2. Limits\n\nEleven sunsets, not more.": "Section 2"}
    assert not any("was not read" in note for note in answer.notes)
    trace = trace_of(project, answer.id, now=answer.asked_at)
    assert [passage.referred for passage in trace.passages if passage.referred] == ["Section 2 (docs/returns.md:5)"]


def test_what_is_read_stays_within_the_budget(project):
    answer = project.ask_sync(QUESTION)
    assert sum(end - start for _, start, end in project.trace(answer.id)["read"]) <= 400 * 4


def test_without_the_switch_nothing_comes_along(project, tmp_path):
    toml = tmp_path / "untuned.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("[search]\n", "[search]\nreferences = false\n"), encoding="utf-8")
    with untuned.open(tmp_path) as without:
        assert without.trace(without.ask_sync(QUESTION).id)["referenced"] == []


def test_a_document_that_is_not_held_makes_the_answer_partial_and_is_named(project):
    answer = project.ask_sync("What is the lifting fee for anvils?")
    assert answer.state == "partial"
    assert any("Section 4 of the Harbour Terms" in note or "Section 4" in note for note in answer.notes)


def test_a_reference_into_a_document_that_one_may_not_read_is_told_as_one_that_is_not_held(project, tmp_path):
    asked = "What is the lifting fee for anvils?"
    reader = member({"everyone"})
    with untuned.open(tmp_path, principal=reader) as before:
        first = before.ask_sync(asked)
    (tmp_path / "docs" / "secret.md").write_text("# Harbour Terms\n\n## 4. Sums\n\nIt is ninety pounds.\n", encoding="utf-8")
    project.sync()
    with untuned.open(tmp_path, principal=reader) as after:
        second = after.ask_sync(asked)
        assert after.trace(second.id)["referenced"] == []
    assert (second.state, second.text, second.notes) == (first.state, first.text, first.notes)
    assert [one for one in referenced(project, project.ask_sync(asked)) if "ninety pounds" in one]


def test_a_changed_document_is_linked_anew(project, tmp_path):
    page = tmp_path / "docs" / "returns.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Eleven", "twelve"), encoding="utf-8")
    project.sync()
    assert "twelve sunsets" in next(iter(referenced(project, project.ask_sync(QUESTION))))


def test_a_purged_document_leaves_no_reference(project):
    project.purge("docs/returns.md")
    assert project.references.of(range(1, 10), principal=project.principal) == [
        one for one in project.references.of(range(1, 10), principal=project.principal) if one.kind == "named"
    ]


GOODS = """# Chapter 1. Goods

Damaged crates of apples are replaced within the period that is set out in Section 2.3.
"""


def test_what_the_next_page_of_a_book_says_is_read_with_the_page_that_refers_to_it(tmp_path):
    (tmp_path / "one.md").write_text(
        GOODS,
        encoding="utf-8",
    )
    (tmp_path / "two.md").write_text(
        f"# Chapter 2. Limits\n\n## 2.3. Sunsets\n\nEleven sunsets, not more.\n\n## 2.4. Colours\n\n{FILLER}\n", encoding="utf-8"
    )
    (tmp_path / "untuned.toml").write_text(
        "[search]\nbudget_tokens = 400\nwiden = false\n\n[chunks]\nmin_words = 5\nmax_tokens = 40\n", encoding="utf-8"
    )
    with untuned.open(tmp_path) as project:
        project.sync()
        answer = project.ask_sync(QUESTION)
        assert "## 2.3. Sunsets\n\nEleven sunsets, not more." in referenced(project, answer)
        assert not any("was not read" in note for note in answer.notes)
        (tmp_path / "two.md").unlink()
        project.sync()
        alone = project.ask_sync(QUESTION)
        assert alone.state == "partial"
        assert any("Section 2.3" in note for note in alone.notes)
