import unicodedata
from datetime import date

import pytest

from untuned.errors import UnreadableDocument
from untuned.ingest.tag import effective_dates, groups_of, kept_groups
from untuned.types.settings import AccessRule


def rule(path, *groups):
    return AccessRule(path=path, groups=frozenset(groups))


RULES = (rule("hr/**", "hr"), rule("hr/board/**", "board", "hr"), rule("open/**", "everyone"))


@pytest.mark.parametrize(
    ("path", "declared", "groups"),
    [
        ("docs/a.md", None, {"everyone"}),
        ("docs/a.md", ["sales", "support"], {"sales", "support"}),
        ("docs/a.md", "sales, support", {"sales", "support"}),
        ("hr/a.md", None, {"hr"}),
        ("hr/board/a.md", None, {"board", "hr"}),
        ("hr/board/a.md", ["board"], {"board"}),
        ("hr/board/a.md", ["board", "sales"], {"board"}),
        ("hr/a.md", ["sales"], {"hr"}),
        ("hr/a.md", ["everyone"], {"hr"}),
        ("open/a.md", ["sales"], {"sales"}),
    ],
)
def test_front_matter_can_only_narrow_what_a_rule_allows(path, declared, groups):
    metadata = {} if declared is None else {"groups": declared}
    assert groups_of(path, metadata, RULES) == groups


@pytest.mark.parametrize("key", ["Groups", "GROUPS", " groups "])
def test_groups_are_read_in_whatever_case_they_are_written(key):
    assert groups_of("a.md", {key: ["hr"]}, ()) == {"hr"}


def test_groups_under_two_keys_are_reported():
    with pytest.raises(UnreadableDocument, match="more than once"):
        groups_of("a.md", {"groups": ["hr"], "Groups": ["everyone"]}, ())


@pytest.mark.parametrize(
    ("path", "before", "groups"),
    [("docs/a.md", {"sales"}, {"sales"}), ("hr/a.md", {"everyone"}, {"hr"}), ("hr/board/a.md", {"hr", "sales"}, {"hr"})],
)
def test_a_text_whose_groups_name_nobody_is_never_opened_further(path, before, groups):
    assert kept_groups(path, {"groups": []}, RULES, before=frozenset(before)) == groups


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_a_rule_meets_a_path_however_its_letters_are_composed(form, written):
    path, pattern = unicodedata.normalize(form, "Кадровый отдёл/Größe.md"), unicodedata.normalize(written, "Кадровый отдёл/**")
    assert groups_of(path, {}, (rule(pattern, "hr"),)) == {"hr"}


@pytest.mark.parametrize("unclear", [None, [], "", " , ", 5, {"a": "b"}, ["hr", 5], [["hr"]]])
def test_groups_that_name_nobody_are_reported_rather_than_guessed(unclear):
    with pytest.raises(UnreadableDocument, match="groups"):
        groups_of("a.md", {"groups": unclear}, ())


@pytest.mark.parametrize(
    ("metadata", "dates"),
    [
        ({}, (None, None)),
        ({"date": "2025-03-01"}, (date(2025, 3, 1), None)),
        ({"date": "2025-03-01", "effective": "2025-04-01"}, (date(2025, 4, 1), None)),
        ({"effective": "2025-04-01", "effective_from": "2025-05-01T10:00:00+02:00"}, (date(2025, 5, 1), None)),
        ({"effective_from": "soon", "date": "2025-03-01", "effective_to": "2025-12-31"}, (date(2025, 3, 1), date(2025, 12, 31))),
        ({"date": 2025, "effective_to": ["x"]}, (None, None)),
    ],
)
def test_dates_are_told_from_the_metadata(metadata, dates):
    assert effective_dates(metadata) == dates
