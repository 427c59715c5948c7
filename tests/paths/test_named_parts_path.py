"""A question that names a part by its number is answered by that part, and by no other that names it."""

import pytest

import untuned
from untuned.types.principal import member

LEASE = """# Lease of Mill Lane

## 1. Rent

1.1 The rent is 900 euros a month.

## 2. Repairs

2.1 The landlord pays for repairs, but for what Section 3.2(b) names.

## 3. Damage

3.1 The tenant reports damage within two days.

3.2 The tenant pays for:

(a) broken windows

(b) lost keys, up to 80 euros a key

## Appendix A

The flat has 4 keys. See clause 9.9 on the cellar.
"""
SALE = "# Sale of a boat\n\n## 3. Delivery\n\n3.1 The boat is handed over at the jetty.\n\n3.2 The buyer pays for the crane.\n"
RULES = "# Правила дома\n\n## 1. Тишина\n\n1.1 После 22:00 в доме тихо.\n\n1.2 О ремонте сообщают за день, см. пункт 1.1.\n"
LONG = "# Handbook\n\n## 7. Leave\n\n" + "\n\n".join(
    f"7.{at} Leave of kind {at} is granted for {at} days a year by the office." for at in range(1, 30)
)


@pytest.fixture
def project(tmp_path):
    for name, text in {"lease.md": LEASE, "boat.md": SALE, "house.md": RULES, "handbook.md": LONG}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "untuned.toml").write_text('[[access]]\npath = "boat.md"\ngroups = ["crew"]\n', encoding="utf-8")
    return tmp_path


def asked(folder, question, *, groups=()):
    with untuned.open(folder) as opened:
        opened.sync()
    with untuned.open(folder, principal=member(groups)) as opened:
        answer = opened.ask_sync(question)
    return answer, [citation.quote for claim in answer.claims for citation in claim.citations]


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("What does Section 1.1 say?", ["1.1 The rent is 900 euros a month."]),
        ("what does clause 3.2(b) say", ["(b) lost keys, up to 80 euros a key"]),
        ("Show me the text of section 3.1", ["3.1 The tenant reports damage within two days."]),
        ("What is in Appendix A?", ["The flat has 4 keys.", "See clause 9.9 on the cellar."]),
        ("What does section 3.1 say in the Mill Lane lease?", ["3.1 The tenant reports damage within two days."]),
        ("Section 2.1 of the lease?", ["2.1 The landlord pays for repairs, but for what Section 3.2(b) names."]),
        ("Что сказано в пункте 1.1 правил?", ["1.1 После 22:00 в доме тихо."]),
        ("Что гласит пункт 1.2?", ["1.2 О ремонте сообщают за день, см. пункт 1.1."]),
    ],
)
def test_a_part_answers_for_itself(project, question, quotes):
    answer, quoted = asked(project, question)
    assert " ".join(quoted) == " ".join(quotes)
    assert answer.confidence == 0.95


def test_a_part_that_no_document_has_is_not_answered_by_what_mentions_it(project):
    answer, quoted = asked(project, "What does clause 9.9 say?")
    assert (answer.state, quoted) == ("abstained", [])
    assert "No document that was found for this has a Clause 9.9." in answer.notes


def test_what_else_is_asked_is_read_for_as_ever(project):
    _, quoted = asked(project, "How much does the tenant pay for lost keys under section 3.2?")
    assert "(b) lost keys, up to 80 euros a key" in quoted


def test_a_document_that_is_named_is_meant_alone(project):
    both = asked(project, "What does section 3.2 say?", groups=("crew",))[1]
    assert "3.2 The buyer pays for the crane." in both
    assert "3.2 The tenant pays for:" in both
    assert asked(project, "What does section 3.2 of the sale of the boat say?", groups=("crew",))[1] == [
        "3.2 The buyer pays for the crane."
    ]


def test_parts_of_closed_documents_are_none(project):
    answer, quoted = asked(project, "What does section 3.2 say?")
    assert "3.2 The tenant pays for:" in quoted
    assert "crane" not in str(answer)
    assert "boat" not in str(answer)


def test_a_long_part_says_that_it_goes_on(project):
    answer, quoted = asked(project, "What does section 7 of the handbook say?")
    assert quoted[0].startswith("7.1 Leave")
    assert "Section 7 of handbook.md is longer than what is shown." in answer.notes
