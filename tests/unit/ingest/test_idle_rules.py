"""Access rules that decide about no document: what they should close is open, and that is told."""

import pytest

from untuned.ingest.idle import idle_notices, idle_rules, waits_for_documents
from untuned.types.settings import AccessRule

PATHS = ("hr/pay.md", "docs/hr/plan.md", "legal/case.md", "open.md")


def rules(*paths):
    return tuple(AccessRule(path=path, groups=frozenset({"hr"})) for path in paths)


def told(*paths):
    held = rules(*paths)
    return [(notice.text, notice.remedy) for notice in idle_notices(idle_rules(PATHS, held), PATHS, held)]


@pytest.mark.parametrize("path", ["hr/**", "hr", "/hr/", "./hr/*", "**/hr/**", "legal/case.md", "[hl]*/**"])
def test_a_rule_that_decides_about_a_document_is_not_told_of(path):
    assert told(path) == []


@pytest.mark.parametrize("path", ["{hr,legal}/**", "hr\\**", "hr/** ", "hr//**", "C:/docs/hr/**", "(hr|legal)/**", "board/**", ""])
def test_a_rule_that_fits_no_document_is_told_with_what_patterns_are(path):
    [(text, remedy)] = told(path)
    assert text == f"the access rule '{path}' fits no document"
    assert "'**' crosses folders" in remedy


@pytest.mark.parametrize(("path", "meant"), [("HR/**", "hr/pay.md"), ("Legal", "legal/case.md"), ("hr/pay.MD", "hr/pay.md")])
def test_a_rule_in_other_capitals_is_told_with_a_path_that_it_may_mean(path, meant):
    [(_, remedy)] = told(path)
    assert remedy == f"write it as the folder is spelt: upper and lower case differ, as in '{meant}'"


def test_a_rule_whose_every_document_a_wider_later_one_decides_about_is_told_with_that_one():
    [(text, remedy)] = told("/hr/**", "**")
    assert text == "the access rule '/hr/**' decides about no document: the later rule '**' decides about all that it fits"
    assert remedy == "if it was meant to decide about some of them, put it below '**': the last rule that fits a path decides"


@pytest.mark.parametrize("exceptions", [("/hr/**", "/docs/**", "/legal/**", "open.md"), ("hr/**", "legal/**", "open.md")])
def test_a_rule_for_all_else_above_its_exceptions_is_not_told_of(exceptions):
    assert told("**", *exceptions) == []


@pytest.mark.parametrize(
    ("path", "waits"), [("board/**", True), ("board", True), ("Board/**", False), ("gone/**", False), ("hr/** ", False), ("**", False)]
)
def test_a_rule_of_a_folder_that_is_empty_yet_waits_for_documents(tmp_path, path, waits):
    (tmp_path / "board").mkdir()
    (tmp_path / "hr").mkdir()
    assert waits_for_documents(rules(path)[0], PATHS, tmp_path) is waits


def test_without_rules_nothing_is_told():
    assert told() == []
