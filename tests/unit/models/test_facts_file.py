"""facts.toml becomes facts with their lines, or a reason that names the line."""

import re
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from untuned.errors import BadFact
from untuned.models.facts import read_facts, statements

FILE = """# Facts about me. # twice
version = 3

[me]            # my own [section]
labels = ["Numbat", "Намбат"]
birth_date = 1992-02-29   # as in the "passport"
leaving = { value = 2030-01-31, leap_day = "02-28", labels = ["farewell"] }
"номер клиента" = "FR-1 # not a comment"
age = { age = "birth_date", ask = ["how old are you", "сколько тебе лет"] }
party = { days_until = "birth_date", every = "year" }
member = { elapsed = "me.birth_date", unit = "days" }

[office]
opens = 09:00:00
languages = [
  "German",  # first
  "English",
]
rent = { value = 4_200.50, unit = "euros" }
heating = { value = 310, unit = "euros" }
total = { sum = ["rent", "heating"] }
open = true
note = '''
two
lines'''
[office.berlin]
phone = "+49 30 99"
"""


def test_every_fact_is_its_own_lines():
    book = read_facts(FILE)
    for fact in book:
        source = FILE[fact.start : fact.end]
        assert source.split("=")[0].strip(' "') == fact.key
        assert fact.line == FILE.count("\n", 0, fact.start) + 1
        assert FILE[fact.end : fact.end + 1] == "\n"
    assert [fact.name for fact in book][:3] == ["version", "me.birth_date", "me.leaving"]
    assert [fact.name for fact in book][-1] == "office.berlin.phone"


def test_values_keep_their_types_and_are_shown_as_written():
    values = {fact.name: (fact.value, fact.shown) for fact in read_facts(FILE)}
    assert values["version"] == (3, "3")
    assert values["me.birth_date"] == (date(1992, 2, 29), "1992-02-29")
    assert values["me.номер клиента"] == ("FR-1 # not a comment",) * 2
    assert values["office.opens"] == (time(9), "09:00:00")
    assert values["office.languages"] == (("German", "English"), "German, English")
    assert values["office.rent"] == (Decimal("4200.50"), "4200.50 euros")
    assert values["office.open"] == (True, "true")
    assert values["me.age"] == (None, "")


def test_a_derivation_names_its_inputs_in_full():
    derivations = {fact.key: fact.derivation for fact in read_facts(FILE) if fact.derivation is not None}
    assert (derivations["age"].kind, derivations["age"].inputs) == ("age", ("me.birth_date",))
    assert derivations["total"].inputs == ("office.rent", "office.heating")
    assert derivations["party"].annual
    assert derivations["member"].span == "days"


def test_a_section_has_labels_and_me_is_a_person():
    sections = {section.name: section for section in read_facts(FILE).sections}
    assert sections["me"].labels == ("Numbat", "Намбат")
    assert (sections["me"].person, sections["office"].person) == (True, False)
    assert list(sections) == ["", "me", "office", "office.berlin"]


def test_comments_and_headers_are_statements_of_their_own():
    found = [(one.kind, FILE[one.start : one.end]) for one in statements(FILE)][:4]
    assert found == [
        ("comment", "# Facts about me. # twice"),
        ("fact", "version = 3"),
        ("header", "[me]"),
        ("comment", "# my own [section]"),
    ]


def test_a_quoted_section_name_may_hold_brackets():
    assert [section.name for section in read_facts('["a]b"]\nx = 1\n').sections] == ["", "a]b"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a = 1\nb = ", "line 2: Invalid value"),
        ("a = 1\na = 2\n", "line 2: Cannot overwrite"),
        ("\n[[x]]\n", "line 2: a list of sections"),
        ('\n\nx = {value=1, age="y"}', "line 3: 'x' has not just one of value"),
        ("x = {}", "line 1: 'x' has not just one of value"),
        ('x = {sum=["a"]}', "line 1: 'sum' has 1 inputs"),
        ('x = {age=["a", "b"]}', "line 1: 'age' has 2 inputs"),
        ("x = {age=3}", "line 1: 'age' must be text, not 3"),
        ('a=1\nx = {age="a"}', "line 2: 'age' needs a date; a is a number"),
        ('a=true\nb=2\nx = {sum=["a","b"]}', "line 3: 'sum' needs a number; a is a true or false"),
        ('a=1\nb=2020-01-01\nx = {difference=["a","b"]}', "line 3: 'difference' needs a date or a number, both the same"),
        ('a={value=1,unit="kg"}\nb=2\nx = {sum=["a","b"]}', "line 3: 'sum' of different units: , kg"),
        ('x = {age="nobody"}', "line 1: there is no fact 'nobody'"),
        ('a=2020-01-01\nb={age="a"}\nc={sum=["b","b"]}', "line 3: 'b' is itself worked out"),
        ("a.b = 1", "line 1: 'a.b' is a key of several parts"),
        ('"a.b" = 1', "line 1: 'a.b' is no name of a fact"),
        ("unit = 3", "line 1: 'unit' is no name of a fact"),
        ("x = []", "line 1: 'x' is an empty list"),
        ("x = [[1]]", "line 1: 'x' holds a table or a list in a list"),
        ("x = ' '", "line 1: 'x' is empty"),
        ("x = nan", "line 1: 'x' is no number"),
        ("x = 1e40", "line 1: 'x' is no number with at most 30 digits"),
        ("x = {value=1, foo=2}", "line 1: 'foo' describes no fact"),
        ("x = {value=1, unit=2}", "line 1: 'unit' must be text"),
        ('x = {value=2020-02-29, leap_day="x"}', "line 1: leap_day cannot be 'x'"),
        ('x = {value=2020-02-29, every="year"}', "line 1: 'every' belongs to days_until"),
        ('a=2020-01-01\nx = {days_until="a", every="week"}', "line 2: 'days_until' takes every"),
        ('a=2020-01-01\nx = {elapsed="a", unit="moons"}', "line 2: time is not told in 'moons'"),
        ('a=2020-01-01\nx = {age="a", unit="days"}', "line 2: 'age' takes no unit"),
        ("[a]\nb=1\n[a.b]\nc=1", "line 3: Cannot overwrite"),
        ("x = " + "[" * 3000 + "]" * 3000, "line 1: nested too deeply"),
        ("x = " + "9" * 5000, "line 1: nested too deeply, or a number too long"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(source, reason):
    with pytest.raises(BadFact) as caught:
        read_facts(source, path="me/facts.toml")
    assert caught.value.path == "me/facts.toml"
    assert caught.value.reason.startswith(reason)
    assert caught.value.remedy


def test_the_file_of_the_guide_is_one():
    guide = (Path(__file__).parents[3] / "docs" / "guides" / "facts.md").read_text(encoding="utf-8")
    (source,) = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    book = read_facts(source)
    assert [fact.name for fact in book if fact.derivation is not None] == ["me.age", "house.total_cost"]
    assert book.fact("house.opened").leap_day == "02-28"
