"""Gaps in the terminal, as a record, and as a to-do list."""

from datetime import timedelta

import pytest

from storing import NOON
from untuned.cli.gap_lines import gap_lines, gap_markdown
from untuned.evaluation.gaps.find import Lens, find_gaps
from untuned.types.gaps import Near, Outcome

SSO = ("How do I enable SSO with Okta?", "Does SSO support Azure?")


def report(questions=SSO, *, limit=10, **more):
    asked = [Outcome(id=f"a{nth}", question=one, miss="weak_evidence", at=NOON, **more) for nth, one in enumerate(questions)]
    return find_gaps(asked, lens=Lens(idf=lambda words: dict.fromkeys(words, 5.0)), now=NOON + timedelta(days=1), limit=limit)


def shown(found):
    return "\n".join("".join(part.text for part in each) for each in gap_lines(found))


def test_the_command_lists_what_to_write_with_examples_and_ends_with_0(project, untuned):
    told = untuned("gaps").out
    assert told.startswith("Nothing was asked yet: ask with 'untuned ask'")
    assert "'untuned gaps --run m12'" in told  # to measure is not to ask: without --run a measurement changes nothing here
    for question in SSO:
        untuned("ask", question)
    made = untuned("gaps")
    assert made.code == 0
    assert made.out.startswith("2 of 2 were not answered well.\n")
    assert "SSO" in made.out.splitlines()[2]
    assert all(f"    - {question}" in made.out for question in SSO)
    record = untuned("gaps", "--json").json
    assert (record["missed"], record["gaps"][0]["count"], record["gaps"][0]["action"]) == (2, 2, "write")


def test_where_everything_is_answered_one_line_says_so(project, untuned):
    untuned("ask", "Within how many days may I return a hardware product?")
    assert untuned("gaps").out == "No gaps: the one question that was asked is answered, and was not rated poorly.\n"
    assert untuned("gaps", "--since", "2999-01-01").out == "Nothing was asked since 2999-01-01.\n"


def test_a_day_that_is_none_a_day_of_a_measurement_and_a_folder_as_file_are_wrong_usage(project, untuned, tmp_path):
    assert untuned("gaps", "--since", "yesterday").code == 2
    assert untuned("gaps", "--since", "2026-01-01", "--run", "m1").code == 2
    assert untuned("gaps", "--markdown", str(tmp_path)).code == 2
    assert untuned("gaps", "--run", "m9").code == 1


def test_members_of_groups_are_shown_nothing(project, untuned):
    untuned("ask", SSO[0])
    found = untuned("gaps", "--as-group", "board")
    assert found.code == 1
    assert "SSO" not in found.out + found.err


def test_the_to_do_list_is_written_and_what_people_wrote_is_no_markup(project, untuned, tmp_path):
    untuned("ask", "Does SSO [work](http://x.invalid) with `Okta` <b>now</b>?")
    file = tmp_path / "todo.md"
    assert untuned("gaps", "--markdown", str(file)).code == 0
    written = file.read_text(encoding="utf-8")
    assert written.startswith("# Documents to write\n")
    assert "- [ ] **" in written
    assert r"\[work\](http://x.invalid) with \`Okta\` \<b\>now" in written


def test_each_action_is_said_with_its_page():
    near = Near(path="docs/plans.md", kind="near_miss", heading="Pro plan", reason="this is about the Pro plan")
    assert "extend docs/plans.md (section Pro plan, this is about the Pro plan; 2 of 2)" in shown(report(near=near))
    assert "mend, since the answer stands there" in shown(report(near=Near(path="a.md", kind="holds")))
    assert "write a new page; nearest a.md (the best that was found; 2 of 2)" in shown(report(near=Near(path="a.md", kind="read")))


def test_what_is_left_out_is_counted():
    assert "1 more; see them with --limit 2" in shown(report((SSO[0], "Fees to Norway?"), limit=1))
    assert "1 more are not listed." in gap_markdown(report((SSO[0], "Fees to Norway?"), limit=1))


@pytest.mark.parametrize("hostile", ["Who\x1b[31m is\u202e it, SSO\r\nfake line?", "SSO\x00 `x`\n# Heading"])
def test_no_control_character_reaches_the_list(hostile):
    written = gap_markdown(report((hostile,)))
    assert not {"\x1b", "\u202e", "\x00", "\r"} & set(written)
    assert "\n# Heading" not in written


def test_a_page_that_changed_since_is_told_and_what_to_do_where_it_answers_already(project, untuned):
    untuned("ask", "What is the colour of the hardware product?")
    before = untuned("gaps")
    assert "extend docs/returns.md" in before.out
    assert "Where a page that is to be extended answers already" in before.out
    assert "changed since" not in before.out
    page = project / "docs/returns.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nEvery box is grey.\n", encoding="utf-8")
    untuned("sync")
    assert "it changed since: ask again" in untuned("gaps").out
    assert untuned("gaps", "--json").json["gaps"][0]["near"]["changed"] is True
    untuned("gaps", "--markdown", "todo.md")
    assert "it changed since: ask again" in (project / "todo.md").read_text(encoding="utf-8")


def test_what_was_looked_for_within_filters_alone_is_counted_apart(project, untuned):
    untuned("ask", SSO[0], "--where", "folder=docs")
    within = "1 more was asked within filters (--where) and not found there, which is not counted."
    assert untuned("gaps").out == f"Nothing else was asked. {within}\n"
    untuned("ask", SSO[1])
    assert untuned("gaps").out.splitlines()[0] == f"1 of 1 were not answered well. {within}"
    assert untuned("gaps", "--json").json["narrowed"] == 1


def test_a_time_that_is_past_is_told_and_a_tables_header_is_no_section():
    near = Near(path="pro.md", kind="near_miss", title="Pro plan", heading="Plan | Price | Seats", reason="it does not seem to answer this")
    told = shown(report(("What did the Pro plan cost in 2023?",), near=near))
    assert "it names a time that is past: what holds now does not answer it" in told
    assert "nearest pro.md (it does not seem to answer this; 1 of 1)" in told
    assert "asked once, 100% of these; last" in told
