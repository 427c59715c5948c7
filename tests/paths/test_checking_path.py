"""From files to what is wrong with them; the assistant's own sentences are told, and are no evidence."""

from datetime import UTC, datetime, timedelta

import pytest

from paper import docx, paragraph
from untuned.project import Project
from untuned.types.answers import Answer, Citation, Claim, Verdict
from untuned.types.principal import OWNER, member

RETURNS = "# Returns\n\nA device may be sent back within thirty days of its delivery. The box has to be whole.\n"
WORDED = "Gateways that were bought in a shop can be handed in at any counter of the partner network."
GROUND = "A device may be sent back within thirty days of its delivery."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    (tmp_path / "returns.md").write_text(RETURNS, encoding="utf-8")
    return tmp_path


def worded(project, text=WORDED):
    """Records an answer that a model worded."""
    (version, _) = project.version("returns.md")
    start = RETURNS.index(GROUND)
    citation = Citation(
        version=version.id,
        number=1,
        path="returns.md",
        start=start,
        end=start + len(GROUND),
        quote=GROUND,
        line=3,
        verdict=Verdict(kind="exact"),
    )
    answer = Answer(
        question="Where can I hand it in?",
        state="answered",
        claims=(Claim(text=text, citations=(citation,)),),
        confidence=0.9,
        model="openai:m",
        asked_at=datetime.now(UTC) - timedelta(days=1),
    )
    return project.saved_answers.record(answer, principal=OWNER, trace={})


def test_a_sentence_of_an_answer_is_told_where_it_comes_back_as_a_document_and_is_no_evidence(folder):
    with Project.open(folder) as project:
        project.sync()
        worded(project)
        (folder / "partners.md").write_text(f"# Partners\n\nWho they are. {WORDED} Ask there.\n", encoding="utf-8")
        project.sync()
        (finding,) = [one for one in project.check().findings if one.kind == "own_words"]
        assert finding.source == "partners.md:3"
        answer = project.ask_sync("Where can gateways that were bought in a shop be handed in?")
    assert WORDED not in answer.text
    assert "own_words" in [one.reason for one in answer.dropped]


def test_what_a_document_said_first_stays_its_own(folder):
    (folder / "partners.md").write_text(f"# Partners\n\n{WORDED}\n", encoding="utf-8")
    with Project.open(folder) as project:
        project.sync()
        worded(project)
        (folder / "partners.md").write_text(f"# Partners\n\n{WORDED} And more of it stands here now.\n", encoding="utf-8")
        project.sync()
        assert [one.kind for one in project.check().findings if one.kind == "own_words"] == []
        assert WORDED in project.ask_sync("Where can gateways that were bought in a shop be handed in?").text


def test_a_sentence_that_was_quoted_is_the_sources_own(folder):
    with Project.open(folder) as project:
        project.sync()
        worded(project, text=GROUND)
        (folder / "copy.md").write_text(f"# Copy\n\n{GROUND} It is said twice, since people look in both places.\n", encoding="utf-8")
        project.sync()
        assert "own_words" not in project.check().kinds


def test_a_file_cannot_call_its_sentences_the_assistants(folder):
    (folder / "partners.md").write_text(f"---\nown_words: [[0, 500]]\n---\n# Partners\n\n{WORDED}\n", encoding="utf-8")
    with Project.open(folder) as project:
        project.sync()
        assert "own_words" not in project.version("partners.md")[0].metadata


def test_a_member_is_told_of_what_they_may_read_alone(folder):
    (folder / "untuned.toml").write_text('[[access]]\npath = "hr/**"\ngroups = ["hr"]\n', encoding="utf-8")
    (folder / "hr").mkdir()
    (folder / "hr" / "soon.md").write_text("# Soon\n\nNot yet.\n", encoding="utf-8")
    (folder / "broken.md").write_bytes(b"\xff\xfe\x00\xd8")
    with Project.open(folder) as project:
        project.sync()
        assert {"failed_file", "thin"} <= set(project.check().kinds)
    with Project.open(folder, principal=member()) as project:
        report = project.check()
        assert [one.path for one in report.findings if one.path != "returns.md"] == []
        assert report.documents == 1


def test_a_link_to_a_page_that_one_may_not_read_is_told_as_a_link_to_none(folder):
    (folder / "untuned.toml").write_text('[[access]]\npath = "**"\ngroups = ["everyone"]\n\n[[access]]\npath = "hr/**"\ngroups = ["hr"]\n')
    (folder / "links.md").write_text("# Links\n\nRead [the plan](hr/plan.md) and [the other](hr/other.md) with care.\n", encoding="utf-8")
    with Project.open(folder) as project:
        project.sync()
    with Project.open(folder, principal=member({"everyone"})) as project:
        before = [one for one in project.check().findings if one.path == "links.md"]
    (folder / "hr").mkdir()
    (folder / "hr" / "plan.md").write_text("# The plan\n\nNot yet, and nobody knows when it will be.\n", encoding="utf-8")
    with Project.open(folder) as project:
        project.sync()
        assert [one.detail for one in project.check().findings if one.kind == "broken_link"] == ["'[the other](hr/other.md)'"]
    with Project.open(folder, principal=member({"everyone"})) as project:
        assert [one for one in project.check().findings if one.path == "links.md"] == before
    assert [one.detail for one in before if one.kind == "broken_link"] == ["'[the plan](hr/plan.md)'", "'[the other](hr/other.md)'"]


def test_an_older_edition_that_no_rule_follows_is_told(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    for day, fee in (("2024-01-02", 20), ("2025-01-02", 30)):
        (tmp_path / f"fees-{day}.md").write_text(f"# Fees\n\nThe fee for a locker is {fee} euros a month here.\n", encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
        (found,) = [one for one in project.check().findings if one.kind == "older_edition"]
    assert (found.path, found.other, "fees-{date}.md" in found.detail) == ("fees-2024-01-02.md", "fees-2025-01-02.md", True)
    (tmp_path / "untuned.toml").write_text('[versions]\nsupersede = ["fees-{date}.md"]\n', encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
        assert [one for one in project.check().findings if one.kind == "older_edition"] == []


@pytest.mark.parametrize(("numbered", "told"), [("", ["'section 5.1'"]), ('<w:numPr><w:numId w:val="1"/></w:numPr>', [])])
def test_a_part_is_not_missing_where_a_program_counts_the_numbers_of_headings(folder, numbered, told):
    notice = paragraph("Notice", properties=f'<w:pStyle w:val="H"/>{numbered}')
    body = notice + paragraph("The notice is one month, whoever gives it, as said in section 5.1 of this handbook.")
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    (folder / "handbook.docx").write_bytes(docx(body, styles=styles))
    with Project.open(folder) as project:
        project.sync()
        assert [one.detail for one in project.check().findings if one.kind == "broken_reference"] == told


def test_a_part_is_found_by_the_number_that_a_program_counts(folder):
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{form}"/></w:lvl>'
        for at, (kind, form) in enumerate([("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")])
    )
    lists = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    part = f'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{lists}</w:numbering>'
    clauses = [(0, "Repairs"), (1, "The landlord pays, but for what Section 2.1(b) names."), (1, "Section 2.2 is on keys.")]
    clauses += [(0, "Damage"), (1, "The tenant pays for:"), (2, "windows"), (2, "keys")]
    body = "".join(paragraph(words, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr>') for at, words in clauses)
    (folder / "lease.docx").write_bytes(docx(body, more={"word/numbering.xml": part}))
    with Project.open(folder) as project:
        project.sync()
        assert [one.detail for one in project.check().findings if one.kind == "broken_reference"] == ["'Section 2.2'"]
