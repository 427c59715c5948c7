from datetime import date

import pytest

from untuned.ingest.succession import proposed, successions
from untuned.store.succession import Line

EVERYONE = frozenset({"everyone"})


def line(id, path, *, title="", start=None, groups=EVERYONE, metadata=None):
    return Line(id=id, path=path, title=title, effective_from=start, first_known=date(2026, 1, id), groups=groups, metadata=metadata or {})


def told(lines, *rules):
    return {one.former: one.by for one in successions(lines, rules).values()}


def test_without_front_matter_and_rules_nothing_follows_anything():
    assert told([line(1, "policy-2024.md"), line(2, "policy-2025.md")]) == {}


@pytest.mark.parametrize(
    ("rule", "paths", "found"),
    [
        ("policy-{date}.md", ["policy-2024.md", "policy-2025.md", "policy-2026.md"], {0: 1, 1: 2}),
        ("policy-{date}.md", ["policy-2024-10-05.md", "policy-20250101.md"], {0: 1}),
        ("policy-{date}.md", ["policy-31.12.2024.md", "policy-01.02.2025.md"], {0: 1}),
        ("**/policy-{date}.md", ["a/policy-2024.md", "b/policy-2025.md", "a/policy-2026.md"], {0: 2}),
        ("handbook/v{version}/**", ["handbook/v9/a.md", "handbook/v10/a.md", "handbook/v9/b.md"], {0: 1}),
        ("v{version}.md", ["v1.9.md", "v1.10.md"], {0: 1}),
        ("правила-{date}.md", ["правила-2024.md", "правила-2025.md"], {0: 1}),
    ],
)
def test_of_a_series_each_is_followed_by_the_next(rule, paths, found):
    lines = [line(nth, path) for nth, path in enumerate(paths, start=1)]
    assert told(lines, rule) == {paths[former]: paths[by] for former, by in found.items()}


def test_titles_make_a_series_too():
    lines = [line(1, "a.md", title="Price list 2024"), line(2, "b.md", title="Price list 2025"), line(3, "c.md", title="Other 2026")]
    assert told(lines, "title:Price list {date}") == {"a.md": "b.md"}


def test_equal_titles_are_ordered_by_their_days_and_one_without_a_day_is_left_out():
    lines = [line(1, "a.md", title="Terms", start=date(2024, 1, 1)), line(2, "b.md", title="Terms", start=date(2025, 1, 1))]
    assert told([*lines, line(3, "c.md", title="Terms")], "title:Terms") == {"a.md": "b.md"}


def test_two_of_one_day_do_not_follow_each_other():
    assert told([line(1, "a/p-2024.md"), line(2, "b/p-2024.md")], "*/p-{date}.md") == {}
    assert told([line(1, "p-2024.md"), line(2, "p_2024.md")], "p?{date}.md") == {}


@pytest.mark.parametrize("named", ["old/terms.md", "terms.md", ["terms.md"], "/old/terms.md"])
def test_front_matter_names_what_a_document_supersedes(named):
    lines = [line(1, "old/terms.md"), line(2, "old/new.md", metadata={"supersedes": named})]
    assert told(lines) == {"old/terms.md": "old/new.md"}


def test_an_older_document_may_name_the_newer():
    assert told([line(1, "a.md", metadata={"superseded_by": "b.md"}), line(2, "b.md")]) == {"a.md": "b.md"}


def test_circles_and_itself_are_left_out():
    lines = [line(1, "a.md", metadata={"supersedes": ["b.md", "a.md"]}), line(2, "b.md", metadata={"supersedes": "a.md"})]
    assert told(lines) == {}


def test_nobody_is_left_with_nothing():
    hr = frozenset({"hr"})
    opened, closed = line(1, "p-2024.md"), line(2, "p-2025.md", groups=hr)
    assert told([opened, closed], "p-{date}.md") == {}
    assert told([line(1, "p-2024.md", groups=hr), line(2, "p-2025.md")], "p-{date}.md") == {"p-2024.md": "p-2025.md"}


def test_an_edition_that_is_closed_to_the_readers_of_an_older_one_does_not_keep_that_in_force():
    closed = frozenset({"hr"})
    lines = [line(1, "p-2024.md"), line(2, "p-2025.md", groups=closed), line(3, "p-2026.md")]
    assert told(lines, "p-{date}.md") == {"p-2024.md": "p-2026.md", "p-2025.md": "p-2026.md"}
    assert told([lines[0], lines[2]], "p-{date}.md") == {"p-2024.md": "p-2026.md"}
    assert told([lines[0], lines[2], line(4, "p-2027.md", groups=closed)], "p-{date}.md") == {"p-2024.md": "p-2026.md"}


def test_series_are_proposed_only_where_a_whole_date_alone_differs():
    journal = [f"notes/2025-01-{day:02}.md" for day in range(1, 20)] + [f"standup-2025-01-{day:02}.md" for day in range(1, 20)]
    series = ["terms-2025-01-02.md", "terms-2025-02-03.md"]
    assert proposed([*series, *journal, "a-2024.md", "a-2025.md", "b-2025-01.md"]) == ["terms-{date}.md"]


@pytest.mark.parametrize("name", ["minutes/{}.txt", "{}.md", "minutes-{}.md", "Протокол {}.docx", "report-{}.pdf", "newsletter_{}.html"])
def test_what_a_later_one_does_not_replace_is_proposed_as_no_series(name):
    assert proposed([name.format(day) for day in ("2026-09-14", "2026-10-12")]) == []


def test_a_hostile_pattern_ends():
    assert told([line(1, "a" * 1_000)], "*a*a{date}b") == {}
