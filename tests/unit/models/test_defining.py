"""What a glossary says is shown where it is asked what something is, however the glossary is written."""

import pytest

from answering import of_pages
from untuned.project import Project
from untuned.types.principal import Principal

SLIP = "Clay that is stirred into water until it pours."
GLAZE = "A coat of ground glass."
USES = """# Workshop

Slip is kept in the blue buckets, and slip is stirred on Monday. What is slip today is a pot tomorrow.

Whoever spills slip wipes the slip away. Slip on the floor is slippery, so slip has to be kept in buckets.

A glaze is mixed with care: glaze on the shelf is glaze that is lost.
"""
WRITTEN = {
    "page.html": f"<h1>Glossary</h1><dl><dt>Glaze<a href='#g'>¶</a></dt><dd>{GLAZE}</dd><dt>Slip</dt><dd>{SLIP}</dd></dl>",
    "bold.md": f"# Glossary\n\n**Glaze**: {GLAZE}\n\n**Slip**: {SLIP}\n",
    "items.md": f"# Glossary\n\n- Glaze – {GLAZE}\n- Slip – {SLIP}\n",
    "headings.md": f"# Glossary\n\n### Glaze\n\n{GLAZE}\n\n### Slip\n\n{SLIP}\n",
    "alone.md": f"# Glossary\n\n**Glaze**\n\n{GLAZE}\n\n**Slip**\n\n{SLIP}\n",
    "below.md": f"# Glossary\n\nGlaze\n: {GLAZE}\n\nSlip\n: {SLIP}\n",
    "table.md": f"# Glossary\n\n| Term | Meaning |\n|---|---|\n| Glaze | {GLAZE} |\n| Slip | {SLIP} |\n",
    "lines.txt": f"Glossary\n\nGlaze - {GLAZE}\n\nSlip - {SLIP}\n",
    "further_in.txt": f"GLOSSARY\n\nGLAZE\n    {GLAZE}\n\nSLIP\n    {SLIP}\n",
    "terms.csv": f'term,meaning\nGlaze,"{GLAZE}"\nSlip,"{SLIP}"\n',
}


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("question", ["What is slip?", "What does slip mean?", "Define slip.", "slip"])
def test_the_definition_is_shown_first(tmp_path, name, question):
    of_pages(tmp_path, {name: WRITTEN[name], "workshop.md": USES, "floor.md": USES.replace("Workshop", "Floor")})
    with Project.open(tmp_path) as project:
        answer = project.ask_sync(question)
        shown = [citation.quote for citation in answer.citations[:2]]
    assert any(SLIP in " ".join(quote.split()) for quote in shown), answer
    assert not any(GLAZE in quote for quote in shown)


def test_of_two_forms_of_a_word_the_one_that_is_asked_for_is_defined(tmp_path):
    page = "<h1>Glossary</h1><dl><dt>potters</dt><dd>Those who work here.</dd><dt>pottery</dt><dd>What is made here.</dd></dl>"
    of_pages(tmp_path, {"glossary.html": page})
    with Project.open(tmp_path) as project:
        for term, meaning, other in (("pottery", "What is made here.", "Those"), ("potters", "Those who work here.", "What is made")):
            quotes = [citation.quote for citation in project.ask_sync(f"What does {term} mean?").citations]
            assert meaning in quotes
            assert not any(quote.startswith(other) for quote in quotes)


def test_a_glossary_comes_before_a_list_of_commands_with_the_same_word(tmp_path):
    commands = "<h1>Commands</h1><dl><dt>slip</dt><dd>Slip prints the slip of a day, and of a week.</dd></dl>"
    of_pages(tmp_path, {"commands.html": commands, "glossary.md": WRITTEN["items.md"], "workshop.md": USES})
    with Project.open(tmp_path) as project:
        assert SLIP in project.ask_sync("What is slip?").citations[0].quote


POINTING = {
    "page.html": "<h1>Glossary</h1><dl><dt>Engobe</dt><dd>See <a href='#slip'>Slip</a>.</dd>{}<dt id='slip'>Slip</dt><dd>{}</dd></dl>",
    "bold.md": "# Glossary\n\n**Engobe**: see *Slip*.\n\n{}\n\n**Slip**: {}\n",
    "table.md": "# Glossary\n\n| Term | Meaning |\n|---|---|\n| Engobe | See Slip |\n{}| Slip | {} |\n",
    "further_in.txt": "Glossary\n\nEngobe\n    See slip.\n\n{}\n\nSlip\n    {}\n",
    "terms.rst": "Glossary\n========\n\n.. glossary::\n\n   Engobe\n      See :term:`slip`.\n\n{}\n\n   Slip\n      {}\n",
}
BETWEEN = {
    "page.html": "".join(f"<dt>Tool {number}</dt><dd>{'A tool with a long handle. ' * 9}</dd>" for number in range(40)),
    "bold.md": "\n\n".join(f"**Tool {number}**: {'A tool with a long handle. ' * 9}" for number in range(40)),
    "table.md": "".join(f"| Tool {number} | {'A tool with a long handle. ' * 9} |\n" for number in range(40)),
    "further_in.txt": "\n\n".join(f"Tool {number}\n    {'A tool with a long handle. ' * 9}" for number in range(40)),
    "terms.rst": "\n\n".join(f"   Tool {number}\n      {'A tool with a long handle. ' * 9}" for number in range(40)),
}


@pytest.mark.parametrize("name", POINTING)
@pytest.mark.parametrize("question", ["What is engobe?", "Define engobe.", "What is an Engobe?"])
def test_a_term_that_stands_under_another_is_shown_with_what_that_one_means(tmp_path, name, question):
    page = POINTING[name].format(BETWEEN[name], SLIP)
    of_pages(tmp_path, {name: page, "workshop.md": USES.replace("slip", "engobe")})
    with Project.open(tmp_path) as project:
        shown = " ".join(" ".join(citation.quote.split()) for citation in project.ask_sync(question).citations)
    assert "Engobe" in shown
    assert SLIP in shown


def test_terms_that_point_at_each_other_are_shown_as_they_stand(tmp_path):
    of_pages(tmp_path, {"glossary.md": "# Glossary\n\n**Engobe**: see Slip.\n\n**Slip**: see Engobe.\n", "workshop.md": USES})
    with Project.open(tmp_path) as project:
        shown = [citation.quote for citation in project.ask_sync("What is engobe?").citations]
    assert shown[0] == "**Engobe**: see Slip."


def test_what_another_group_defines_does_not_come_along(tmp_path):
    hidden = f"---\ngroups: [keepers]\n---\n\n# Secrets\n\n**Slip**: {SLIP}\n"
    of_pages(tmp_path, {"glossary.md": "# Glossary\n\n**Engobe**: see Slip.\n", "hidden.md": hidden, "workshop.md": USES})
    with Project.open(tmp_path) as project:
        assert SLIP in str(project.ask_sync("What is engobe?").citations)
    with Project.open(tmp_path, principal=Principal(groups=frozenset({"everyone"}))) as project:
        answer = project.ask_sync("What is engobe?")
    assert answer.citations
    assert SLIP not in str(answer.citations)


def test_a_term_is_not_shown_without_what_it_means_where_that_names_something_else(tmp_path):
    page = "<h1>Glossary</h1><dl><dt>Slip bucket</dt><dd>Old word for a MUD barrel.</dd><dt>MUD barrel</dt><dd>Holds clay.</dd></dl>"
    of_pages(tmp_path, {"glossary.html": page, "workshop.md": USES})
    with Project.open(tmp_path) as project:
        shown = [citation.quote for citation in project.ask_sync("What is a Slip bucket?").citations]
    assert shown == ["Slip bucket", "Old word for a MUD barrel."]
