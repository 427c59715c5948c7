"""Access rules that decide about no document: what they should close is open, and that is told."""

import pytest

from untuned.ingest.idle import idle_notices, idle_rules
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
    assert f"'{path}' fits no document, so nothing is closed by it" in text
    assert "'**' crosses folders" in remedy


@pytest.mark.parametrize(("path", "meant"), [("HR/**", "hr/pay.md"), ("Legal", "legal/case.md"), ("hr/pay.MD", "hr/pay.md")])
def test_a_rule_in_other_capitals_is_told_with_a_path_that_it_may_mean(path, meant):
    [(_, remedy)] = told(path)
    assert remedy == f"write it as the folder is spelt: upper and lower case differ, as in '{meant}'"


def test_a_rule_whose_every_document_a_later_one_decides_about_is_told_with_that_one():
    [(text, remedy)] = told("/hr/**", "**")
    assert text == "the access rule '/hr/**' decides about no document: a later rule, such as '**', fits all that it fits"
    assert remedy == "put it below that rule: the last one that fits a path decides"


def test_without_rules_nothing_is_told():
    assert told() == []
