"""A question that names a part by its number is answered by that part, and by no other that names it."""

from datetime import date

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
    assert "None of the documents that were found for this has Clause 9.9." in answer.notes


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


def made(folder, files):
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "untuned.toml").write_text("", encoding="utf-8")
    return folder


SALES = {
    f"{thing}.md": f"# Sale of a {thing}\n\n## 1. Price\n\n1.1 The {thing} costs {price} euros.\n\n1.2 The {thing} is paid {how}.\n"
    for thing, price, how in (("boat", 5000, "at once"), ("car", 7000, "in parts"), ("house", 9000, "in gold"))
}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("What does section 1.1 of the sale of the boat say?", "And section 1.2?"),
        ("What does section 1.1 of the sale of the boat say?", "What about section 1.2?"),
    ],
)
def test_a_follow_up_asks_for_the_part_of_the_same_document(tmp_path, first, second):
    with untuned.open(made(tmp_path, SALES)) as opened:
        opened.sync()
        conversation = opened.start_conversation()
        opened.ask_sync(first, conversation=conversation)
        answer = opened.ask_sync(second, conversation=conversation)
    assert [claim.text for claim in answer.claims] == ["1.2 The boat is paid at once."]


def test_what_a_note_names_is_kept_with_an_answer_for_a_day_too(tmp_path):
    with untuned.open(made(tmp_path, SALES)) as opened:
        opened.sync()
        now = opened.ask_sync("What does section 1.1 say?")
        then = opened.ask_sync("What does section 1.1 say?", as_of=date(2999, 1, 1))
    assert any("further documents" in note for note in then.notes)
    assert len(then.notes) > len(now.notes)
    assert set(now.retrieved) <= set(then.retrieved)


HELP = "Section 8 provides rental assistance to low-income families."
DEBTS = "Chapter 11 means a reorganization of debts in bankruptcy."


@pytest.mark.parametrize(
    ("question", "quote"),
    [("What does Section 8 provide?", HELP), ("Explain Section 8.", HELP), ("What does Chapter 11 mean?", DEBTS)],
)
def test_what_is_only_called_like_a_part_is_searched_for(tmp_path, question, quote):
    made(tmp_path, {"housing.md": f"# Housing help\n\n{HELP}\n", "debts.md": f"# Debts\n\n{DEBTS}\n"})
    assert asked(tmp_path, question)[1] == [quote]


def test_of_a_part_that_stands_twice_it_is_not_said_that_there_is_none(tmp_path):
    made(tmp_path, {"twice.md": "# Rules\n\n## 7. Doors\n\n7.1 Doors are green.\n\n7.1 Doors are blue.\n"})
    answer, _ = asked(tmp_path, "What does section 7.1 say?")
    assert not any("None of the documents" in note for note in answer.notes)


def test_a_struck_sentence_hides_no_other_sentence_of_its_part(tmp_path):
    made(tmp_path, {"fees.md": "# Fees\n\n## 4. Fee\n\n4.1 The fee is ~~50 euros~~ 60 euros. It is paid in May. It is never paid back.\n"})
    answer, quotes = asked(tmp_path, "What does section 4.1 say?")
    assert (answer.state, [drop.reason for drop in answer.dropped]) == ("partial", ["struck_through"])
    assert " ".join(quotes) == "It is paid in May. It is never paid back."


def test_a_part_of_one_very_long_sentence_is_shown(tmp_path):
    long = "3.1 The tenant pays " + ", ".join(f"the cost of item {at} of the list" for at in range(60)) + ", unless the owner has paid."
    made(tmp_path, {"long.md": f"# Costs\n\n## 3. Costs\n\n{long}\n\n3.2 Bills come in May.\n"})
    answer, quotes = asked(tmp_path, "What does section 3.1 say?")
    assert (quotes, answer.notes) == ([long], ())


def test_a_part_that_goes_on_behind_a_very_long_sentence_is_told_to_go_on(tmp_path):
    long = "3.1 The tenant pays " + ", ".join(f"the cost of item {at} of the list" for at in range(60)) + ", unless the owner has paid."
    made(tmp_path, {"long.md": f"# Costs\n\n## 3. Costs\n\n{long} This holds in May only.\n\n3.2 Bills come in May.\n"})
    answer, quotes = asked(tmp_path, "What does section 3.1 say?")
    assert quotes == [long]
    assert answer.notes == ("Section 3.1 of long.md is longer than what is shown.",)


def test_an_item_is_shown_without_the_bullet_of_the_next(tmp_path):
    made(tmp_path, {"pets.md": "# Pets\n\n## 3. Pets\n\n3.2 The tenant may keep:\n\n- (a) dogs\n- (b) cats\n\n3.3 Birds are free.\n"})
    assert asked(tmp_path, "What does section 3.2(a) say?")[1] == ["- (a) dogs"]
