"""What holds for every day, number and text of facts."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from untuned.errors import BadFact
from untuned.models.facts import read_facts, statements
from untuned.rag.answer.derive import age_in_years, anniversary, days_until, elapsed
from untuned.rag.answer.facts import fact_claims
from untuned.rag.answer.plural import RUSSIAN, russian
from untuned.types.facts import FactBook

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
RULES = st.sampled_from(["03-01", "02-28"])
LEAP = date(2000, 2, 29)


def counted_age(born: date, today: date, rule: str) -> int:
    """Birthdays after the first day, counted one by one."""
    birthdays = 0
    for year in range(born.year + 1, today.year + 1):
        try:
            birthday = born.replace(year=year)
        except ValueError:
            birthday = date(year, 3, 1) if rule == "03-01" else date(year, 2, 28)
        birthdays += birthday <= today
    return birthdays


@given(DAYS, DAYS, RULES)
@example(LEAP, date(2001, 2, 28), "03-01")
@example(LEAP, date(2001, 2, 28), "02-28")
def test_an_age_is_the_number_of_birthdays(born, today, rule):
    age = age_in_years(born, today, leap_day=rule)
    assert age == (None if today < born else counted_age(born, today, rule))
    assert age is None or age >= 0


@given(DAYS, DAYS, RULES)
def test_an_age_never_falls_and_rises_by_one_year_at_most(born, today, rule):
    today = max(born, today)
    one, other = (age_in_years(born, day, leap_day=rule) for day in (today, today + timedelta(days=1)))
    assert 0 <= other - one <= 1
    assert age_in_years(born, anniversary(born, today.year + 1, leap_day=rule), leap_day=rule) == today.year + 1 - born.year


@given(DAYS, DAYS, RULES)
@example(LEAP, date(2001, 2, 28), "03-01")
def test_time_since_never_shrinks_and_agrees_with_the_age(start, today, rule):
    today = max(start, today)
    one, other = (elapsed(start, day, leap_day=rule) for day in (today, today + timedelta(days=1)))
    assert (one.years, one.months, one.days) < (other.years, other.months, other.days)
    assert one.years == age_in_years(start, today, leap_day=rule)
    assert 0 <= one.months < 12
    assert 0 <= one.days < 31


@given(DAYS, DAYS, RULES)
def test_the_days_until_a_return_are_those_one_counts(day, today, rule):
    left = days_until(day, today, annual=True, leap_day=rule)
    assert 0 <= left <= 366
    coming = today + timedelta(days=left)
    assert coming == anniversary(day, coming.year, leap_day=rule)
    assert days_until(day, today) == (day - today).days


@given(st.integers(min_value=-10_000, max_value=10_000), st.sampled_from(sorted(RUSSIAN)))
def test_a_russian_form_repeats_every_hundred_and_ends_by_its_last_digits(count, noun):
    forms = RUSSIAN[noun]
    form = russian(count, forms)
    assert form == russian(abs(count) + 100, forms)
    digits = str(abs(count))
    teen = len(digits) > 1 and digits[-2] == "1"
    expected = forms[2] if teen or digits[-1] in "056789" else forms[0] if digits[-1] == "1" else forms[1]
    assert form == expected


def outcome(source: str) -> FactBook | BadFact:
    try:
        return read_facts(source)
    except BadFact as failure:
        return failure


KEYS = st.text(st.sampled_from("abc_"), min_size=1, max_size=6).filter(lambda key: key not in ("value", "unit", "labels", "ask"))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters='"\\'), min_size=1, max_size=12)
COMMENTS = st.sampled_from(["", "  # note [x] = {", " # \"quoted' text"])


@given(st.dictionaries(KEYS, WORDS.filter(str.strip), min_size=1, max_size=6), COMMENTS)
def test_every_fact_is_found_on_its_line_with_its_value(values, comment):
    source = "\n".join(f'{key} = "{value}"{comment}' for key, value in values.items())
    book = read_facts(source)
    assert {fact.key: fact.value for fact in book} == values
    assert [book.line(fact) for fact in book] == [line.rstrip() for line in source.split("\n")]
    assert [fact.line for fact in book] == list(range(1, len(values) + 1))


@given(st.text(st.sampled_from(list("[]{}=\"'#\n a1.\\,-")), max_size=40))
@example('a = """\n[x]\n"""')
@example("a = [\n1,\n# ]\n2]\nb = 2")
def test_any_text_gives_facts_whose_statements_cover_it_or_a_reason(source):
    book = outcome(source)
    if isinstance(book, BadFact):
        assert book.reason.startswith("line ")
        return
    end = 0
    for statement in statements(source):
        assert source[end : statement.start].strip() == ""
        assert statement.line == source.count("\n", 0, statement.start) + 1
        end = statement.end
    assert source[end:].strip() == ""
    assert all(source[fact.start : fact.end] for fact in book)


ASKING_WORDS = ("how", "old", "are", "you", "not", "is", "my", "birth", "date", "when", "the", "?")
ASKING = st.lists(st.sampled_from(ASKING_WORDS), max_size=8).map(" ".join)


@pytest.mark.parametrize("born", [date(1990, 5, 14), LEAP])
@given(question=ASKING)
def test_any_question_gets_only_lines_of_the_file(born, question):
    book = read_facts(f"[me]\nbirth_date = {born}\n")
    for claim in fact_claims(question, book, today=date(2026, 11, 20)):
        assert [book.text[start:end] for start, end in claim.spans] == [f"birth_date = {born}"]
        assert "not" not in question.split()
