"""Forms filled from verified claims: a value without a proof is never shown."""

import asyncio
import json

import pytest

from storing import NOON
from untuned.assistant.tasks.extract import extracted
from untuned.assistant.tasks.former import Former, filled, proven_form
from untuned.assistant.tasks.forms import form_of
from untuned.assistant.tasks.sources import sources_of
from untuned.errors import ModelUnavailable
from untuned.models.chat.assignment import Output
from untuned.models.chat.budget import Budget, Meter
from untuned.types.answers import Answer, Citation, Claim, Flag, Support, Verdict
from untuned.types.tasks import Task

CLAIMS = (
    "Version history on the Pro plan goes back 30 days.",
    "The Pro plan costs 20 euros a month; it was updated on 3 May 2024.",
    "Доставка занимает от 5 до 7 дней и не бесплатна.",
    "The temperature stays at -18 degrees, and Anna Petrova watches it.",
)
SCHEMA = {
    "type": "object",
    "properties": {
        "days": {"type": "integer"},
        "price_eur": {"type": "number"},
        "updated": {"type": "string", "format": "date"},
        "plan": {"enum": ["free", "pro", "team"]},
        "person": {"type": "string"},
        "refundable": {"type": "boolean"},
        "kind": {"const": "plan"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "more": {"type": "object", "additionalProperties": {"type": "number"}},
    },
}


def claim(text, quote="", support=None):
    quote = quote or text
    verdict = Verdict(kind="exact", spans=((0, len(quote)),), sentence=(0, len(quote)))
    cited = Citation(version=1, number=1, path="a.md", start=0, end=len(quote), quote=quote, line=1, verdict=verdict)
    return Claim(text=text, citations=(cited,), support=support)


def former(schema=SCHEMA, filler=None):
    task = Task(name="plan", schema=json.dumps(schema))
    return Former(task=task, form=form_of(task), filler=filler)


def shown(value, *, schema=SCHEMA, claims=CLAIMS):
    given = [claim(one) if isinstance(one, str) else one for one in claims]
    made = proven_form(value, former=former(schema), sources=sources_of(given), model="test")
    return json.loads(made.output) if made.output else {}


RIGHT = [
    ("days", 30),
    ("price_eur", 20),
    ("price_eur", 20.0),
    ("updated", "2024-05-03"),
    ("plan", "pro"),
    ("person", "Anna Petrova"),
    ("person", "Version history on the Pro plan goes back 30 days"),
    ("days", 5),
    ("days", -18),
    ("tags", ["30 days", "Pro plan"]),
    ("more", {"costs": 20}),
]
CHANGED = [
    ("days", 31),
    ("days", 300),
    ("days", 3),
    ("days", -30),
    ("days", 18),
    ("days", 2),
    ("price_eur", 30),
    ("price_eur", 0.2),
    ("updated", "2024-05-04"),
    ("updated", "2024-03-05"),
    ("updated", "2023-05-03"),
    ("updated", "2024-05-03T00:00:00Z"),
    ("plan", "team"),
    ("plan", "free"),
    ("person", "Anna Petrov"),
    ("person", "Petrova Anna"),
    ("person", "Anna"[:3]),
    ("person", "бесплатна"),
    ("person", "goes back 30 months"),
    ("refundable", True),
    ("refundable", False),
    ("tags", ["31 days"]),
    ("more", {"refund": 20}),
    ("more", {"costs": 21}),
]


@pytest.mark.parametrize(("key", "value"), RIGHT)
def test_a_value_that_a_claim_has_is_shown(key, value):
    assert shown({key: value}) == {key: value}


@pytest.mark.parametrize(("key", "value"), CHANGED)
def test_a_changed_value_is_never_shown(key, value):
    assert shown({"days": 30, key: value}) in ({"days": 30}, {} if key == "days" else {"days": 30})


def test_what_the_schema_alone_allows_needs_no_claim_and_is_no_answer_by_itself():
    assert shown({"kind": "plan", "days": 30}) == {"kind": "plan", "days": 30}
    assert shown({"kind": "plan"}) == {}


def test_a_required_value_without_a_proof_leaves_the_form_to_a_person():
    schema = {**SCHEMA, "required": ["days", "refundable"]}
    made = proven_form({"days": 30, "refundable": True}, former=former(schema), sources=sources_of([claim(CLAIMS[0])]), model="m")
    assert made.output == ""
    assert "refundable" in made.problem
    assert [one.path for one in made.refused] == ["/refundable"]


def test_each_proof_names_its_claim_and_its_words():
    made = proven_form({"updated": "2024-05-03"}, former=former(), sources=sources_of([claim(CLAIMS[0]), claim(CLAIMS[1])]), model="m")
    (proof,) = made.proofs
    assert (proof.path, proof.by, proof.claim) == ("/updated", "date", 1)
    assert "3 May 2024" in proof.source


def test_a_claims_own_words_prove_nothing_where_a_flag_speaks_against_them():
    flag = Flag(kind="number", hard=False, start=0, end=2, says="45")
    doubted = claim("It goes back 45 days.", CLAIMS[0], Support(band="undecided", flags=(flag,)))
    assert shown({"days": 45}, claims=[doubted]) == {}
    assert shown({"days": 30}, claims=[doubted]) == {"days": 30}


def test_a_number_in_the_field_of_another_unit_is_refused():
    claims = ["The lamp costs 20 euros and weighs 3 kg."]
    schema = {"type": "object", "properties": {"weight_kg": {"type": "number"}, "price_eur": {"type": "number"}}}
    assert shown({"weight_kg": 20, "price_eur": 20}, schema=schema, claims=claims) == {"price_eur": 20}


def test_a_value_beside_whose_rival_the_fields_words_stand_is_refused():
    schema = {"type": "object", "properties": {"points": {"type": "number"}, "sacks": {"type": "number"}}}
    claims = ["The team had 308 points and he had 136 sacks."]
    assert shown({"points": 308, "sacks": 136}, schema=schema, claims=claims) == {"points": 308, "sacks": 136}
    assert shown({"points": 136, "sacks": 308}, schema=schema, claims=claims) == {}


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Returns are free within 30 days.", {"price_eur": "30"}, {"days": "30"}),
        ("Returns are free within 30 days.", {"price_eur": "30 days"}, {"within": "30 days"}),
        (
            "The fee is 20 EUR and the fine is 50 EUR.",
            {"fee_eur": "50 EUR", "fine_eur": "20 EUR"},
            {"fee_eur": "20 EUR", "fine_eur": "50 EUR"},
        ),
        ("The fee is 20 EUR and the fine is 50 EUR.", {"fee": "50 EUR", "fine": "20 EUR"}, {"fee": "20 EUR", "fine": "50 EUR"}),
        ("The fee is 20 EUR and the fine is 50 EUR.", {"fee_eur": 50, "fine_eur": 20}, {"fee_eur": 20, "fine_eur": 50}),
        ("Fee: €20. Fine: €50.", {"fee_eur": 50, "fine_eur": 20}, {"fee_eur": 20, "fine_eur": 50}),
        (
            "20 EUR for each delivery and 30 EUR for returns.",
            {"delivery_eur": 30, "returns_eur": 20},
            {"delivery_eur": 20, "returns_eur": 30},
        ),
        ("Сбор составляет 20 евро, а штраф равен 50 евро.", {"сбор": 50, "штраф": "20 евро"}, {"сбор": "20 евро", "штраф": 50}),
        ("It was sent on 3 May 2024 and paid on 5 May 2024.", {"paid": "2024-05-03"}, {"paid": "2024-05-05", "sent": "2024-05-03"}),
    ],
)
def test_a_number_or_a_day_stands_in_no_field_that_another_is_nearer_to(text, wrong, right):
    def schema(values):
        kinds = {key: {"type": "string" if isinstance(value, str) else "number"} for key, value in values.items()}
        return {"type": "object", "properties": kinds}

    assert shown(wrong, schema=schema(wrong), claims=[text]) == {}
    assert shown(right, schema=schema(right), claims=[text]) == right


def test_a_text_that_is_a_code_or_a_version_is_held_to_its_words_alone():
    value = {"room": "N2", "version": "3.11", "seats": "40"}
    schema = {"type": "object", "properties": {key: {"type": "string"} for key in value}}
    assert shown(value, schema=schema, claims=["Room N2 has 40 seats.", "It needs version 3.11 of Python."]) == value


LACKING = [
    ("The plan lacks phone support.", "phone support"),
    ("Plans that lack chat or phone support are cheap.", "phone support"),
    ("The plan excludes email, chat and phone support.", "phone support"),
    ("The plan does not include any phone support.", "phone support"),
    ("Every plan except the Free plan has it.", "Free plan"),
    ("The plan comes without a long contract.", "long contract"),
    ("The plan no longer has phone support.", "phone support"),
    ("Phone support is not included.", "Phone support"),
    ("Phone support isn't available here.", "Phone support"),
    ("Phone support, on this plan, is not included.", "Phone support"),
    ("We removed phone support.", "phone support"),
    ("The plan fails to include phone support.", "phone support"),
    ("Телефонной поддержки в тарифе нет.", "Телефонной поддержки"),
    ("Тариф не включает в себя телефонную поддержку.", "телефонную поддержку"),
    ("Тариф без всякой телефонной поддержки.", "телефонной поддержки"),
    ("Чат имеют все тарифы, кроме самого дешёвого.", "самого дешёвого"),
    ("В тарифе отсутствует телефонная поддержка.", "телефонная поддержка"),
    ("Телефонная поддержка отсутствует.", "Телефонная поддержка"),
    ("Тариф исключает любую телефонную поддержку.", "телефонную поддержку"),
    ("Тариф лишён всякой телефонной поддержки.", "телефонной поддержки"),
]
HAVING = [
    ("The plan has not only chat, but phone support.", "phone support"),
    ("The Free plan lacks chat, but the Pro plan has phone support.", "phone support"),
    ("Without a contract, the Pro plan costs more.", "Pro plan"),
    ("It is cheap. Without a contract, the Pro plan costs more.", "Pro plan"),
    ("Anna Petrova is not married.", "Anna Petrova"),
    ("Кроме того, тариф включает телефонную поддержку.", "телефонную поддержку"),
    ("Тариф включает не только чат, но и телефонную поддержку.", "телефонную поддержку"),
]


@pytest.mark.parametrize(("text", "value", "is_there"), [(*one, False) for one in LACKING] + [(*one, True) for one in HAVING])
def test_what_a_sentence_says_is_lacking_is_not_shown_as_there(text, value, is_there):
    assert shown({"x": value}, schema={"type": "object", "properties": {"x": {"type": "string"}}}, claims=[text]) == (
        {"x": value} if is_there else {}
    )


def test_a_day_that_may_be_two_days_proves_none():
    assert shown({"updated": "2024-04-03"}, claims=["It changed on 03/04/2024."]) == {}
    assert shown({"updated": "2024-04-25"}, claims=["It changed on 25/04/2024."]) == {"updated": "2024-04-25"}


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("On 12 May 1705 the assembly passed an act.", "1705-05-12"),
        ("The first journey took place on February 21, 1804.", "1804-02-21"),
        ("Закон был издан 12 мая 1705 года.", "1705-05-12"),
        ("It was signed on 04.11.1576.", "1576-11-04"),
    ],
)
def test_a_day_before_1900_is_proven_like_any_other(said, day):
    assert shown({"updated": day}, claims=[said]) == {"updated": day}
    assert shown({"updated": day.replace("-0", "-1", 1)}, claims=[said]) == {}


def test_rules_fill_what_is_plain_and_leave_the_rest():
    claims = [claim(CLAIMS[0]), claim(CLAIMS[1])]
    value = extracted(claims, schema=SCHEMA, sources=sources_of(claims))
    assert {key: value[key] for key in ("days", "price_eur", "updated", "plan", "kind")} == {
        "days": 30,
        "price_eur": 20,
        "updated": "2024-05-03",
        "plan": "pro",
        "kind": "plan",
    }
    assert "refundable" not in value


class Formatter:
    """A formatter that says what it is told to."""

    name = "test:formatter"

    def __init__(self, text):
        self.text = text

    def budget(self):
        return Budget(deadline=1e9)

    async def fill(self, assignment, *, budget):
        if self.text is None:
            raise ModelUnavailable(self.name, reason="down")
        return Output(text=self.text, problem=assignment.check(self.text), model=self.name)


def answer(state="answered", claims=(CLAIMS[0],)):
    made = tuple(map(claim, claims))
    return Answer(question="How far?", claims=made, state=state, confidence=0.9, model="reader", asked_at=NOON)


def test_a_conflict_and_an_abstention_are_put_into_no_form():
    for state, claims in (("conflict", CLAIMS[:2]), ("abstained", ())):
        made = asyncio.run(filled(answer(state, claims), former=former(filler=Formatter('{"days": 30}')), meter=Meter()))
        assert (made.output, bool(made.problem)) == ("", True)


def test_where_the_formatter_fails_rules_fill_the_form():
    made = asyncio.run(filled(answer(), former=former(filler=Formatter(None)), meter=Meter()))
    assert (json.loads(made.output)["days"], made.model) == (30, "rules")


def test_an_output_without_the_form_fills_nothing():
    made = asyncio.run(filled(answer(), former=former(filler=Formatter("no")), meter=Meter()))
    assert made.output == ""
