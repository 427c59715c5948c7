"""A question that names a part by its number is answered by that part, and by no other that names it."""

import dataclasses
from datetime import date

import pytest

import untuned
from answering import Way, everything, span_of
from untuned.models.chat.fake import FakeChatModel, Reply, Said
from untuned.types.methods import Method
from untuned.types.principal import member
from untuned.types.settings import ModelSettings

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
    assert "crane" not in everything(answer)
    assert "boat" not in everything(answer)


def test_a_long_part_says_that_it_goes_on(project):
    answer, quoted = asked(project, "What does section 7 of the handbook say?")
    assert quoted[0].startswith("7.1 Leave")
    assert "Section 7 of handbook.md is longer than what is shown." in answer.notes


def made(folder, files):
    folder.mkdir(exist_ok=True)
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
        ("What does section 1.1 of the sale of the boat say?", "And what does section 1.2 of it say?"),
        ("What does section 1.1 of the sale of the boat say?", "What does it say in section 1.2?"),
        ("How much does the boat cost?", "How is it paid under section 1.2 of that contract?"),
        ("How much does the boat cost?", "What does its section 1.2 say?"),
        ("How much does the boat cost?", "А что в нём сказано в пункте 1.2?"),
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


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who pays under Section 3.2?", "3.2 The tenant pays for:"),
        ("What is the rent under Section 1.1?", "1.1 The rent is 900 euros a month."),
        ("С какого часа в доме тихо по пункту 1.1?", "1.1 После 22:00 в доме тихо."),
    ],
)
def test_what_is_asked_of_a_part_is_answered_there_and_not_where_the_part_is_named(project, question, first):
    _, quoted = asked(project, question)
    assert quoted[0] == first


def test_a_section_of_a_document_that_fits_less_answers_nothing_that_is_asked_of_what_is_called_like_it(tmp_path):
    help_ = "Section 8 provides rental assistance to families. Under Section 8, families pay 30% of their income."
    lease = "# Lease\n\n## 8. Rent and income\n\n8.1 The tenant family pays 40% of its income as rent.\n"
    made(tmp_path, {"housing.md": f"# Housing help\n\n{help_}\n", "lease.md": lease})
    assert asked(tmp_path, "How much of their income do families pay under Section 8?")[1] == [help_]


@pytest.mark.parametrize(
    "question",
    [
        "What does section 1.1 of the loan agreement say?",
        "What does section 1.1 of the secret agreement say?",
        "Что сказано в пункте 1.1 договора поставки?",
        "Что сказано в пункте 1.1 договора аренды склада?",
    ],
)
def test_a_document_that_is_only_of_the_same_kind_is_not_the_one_that_is_named(tmp_path, question):
    files = {
        "lease.md": "# Lease agreement\n\n## 1. Fees\n\n1.1 The fee is 10 euros a day.\n",
        "flat.md": "# Договор аренды квартиры\n\n## 1. Плата\n\n1.1 Плата вносится до пятого числа.\n",
    }
    assert asked(made(tmp_path, files), question)[1] == []


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What does section 1.1 of the lease contract say?", "1.1 The fee is 10 euros a day."),
        ("What does section 1.1 of the agreement say?", "1.1 The fee is 10 euros a day."),
        ("Что сказано в пункте 1.1 договора аренды?", "1.1 Плата вносится до пятого числа."),
    ],
)
def test_a_document_may_be_called_by_a_part_of_its_name(tmp_path, question, quote):
    files = {
        "lease.md": "# Lease agreement\n\n## 1. Fees\n\n1.1 The fee is 10 euros a day.\n",
        "flat.md": "# Договор аренды квартиры\n\n## 1. Плата\n\n1.1 Плата вносится до пятого числа.\n",
    }
    assert asked(made(tmp_path, files), question)[1] == [quote]


def by_model(folder, question, *says):
    """The answer where a chat model says these claims, each with its quote; and how often the model was asked."""

    def claims(passages):
        numbers = [(next(at for at, one in enumerate(passages, 1) if quote in one.text), text, quote) for text, quote in says]
        return Reply(claims=tuple(Said(text=text, quotes=((at, quote),)) for at, text, quote in numbers))

    with untuned.open(folder) as opened:
        opened.sync()
        opened.settings = dataclasses.replace(opened.settings, model=ModelSettings(name="fake:model", repair=False))
        silent = opened.__dict__["writer"] = FakeChatModel(replies=[Reply(declined=True)])
        answer = opened.ask_sync(question)
        if not silent.requests:
            return answer, 0
        speaking = opened.__dict__["writer"] = FakeChatModel(replies=[claims(silent.requests[0].passages)])
        return opened.ask_sync(question), len(speaking.requests)


RENT = "1.1 The rent is 900 euros a month."


@pytest.mark.parametrize(
    ("question", "text", "quote"),
    [
        ("What does Section 1.1 of the lease say?", "Section 1.1 says that the rent is 900 euros a month.", RENT),
        ("What does clause 3.2(b) say?", "Lost keys cost up to 80 euros a key.", "(b) lost keys, up to 80 euros a key"),
        ("Who pays under Section 3.2 of the lease?", "The tenant pays.", "3.2 The tenant pays for:"),
    ],
)
def test_a_models_claim_from_the_part_is_in_the_questions_scope(project, question, text, quote):
    answer, _ = by_model(project, question, (text, quote))
    assert (answer.state, [claim.text for claim in answer.claims]) == ("answered", [text])


def test_a_models_claim_from_another_part_is_not(project):
    claim = ("Section 1.1 says that damage is reported within two days.", "3.1 The tenant reports damage within two days.")
    answer, _ = by_model(project, "What does Section 1.1 of the lease say?", claim)
    assert (answer.claims, answer.reason) == ((), "wrong_scope")


def test_no_model_is_asked_for_a_part_that_no_document_has(project):
    answer, requests = by_model(project, "What does clause 9.9 say?", ("Clause 9.9 is on the cellar.", "See clause 9.9 on the cellar."))
    assert (answer.state, requests) == ("abstained", 0)
    assert "None of the documents that were found for this has Clause 9.9." in answer.notes


def test_a_models_answer_says_that_a_part_goes_on_and_where_else_there_is_one(tmp_path):
    claim = ("The handbook grants leave of kind 1.", "7.1 Leave of kind 1 is granted for 1 days a year by the office.")
    answer, _ = by_model(made(tmp_path / "long", {"handbook.md": LONG}), "What does section 7 of the handbook say?", claim)
    assert (answer.confidence, answer.notes) == (0.95, ("Section 7 of handbook.md is longer than what is shown.",))
    read, _ = by_model(made(tmp_path / "sales", SALES), "What does section 1.1 say?")
    others, _ = by_model(tmp_path / "sales", "What does section 1.1 say?", ("The car costs 7000 euros.", "1.1 The car costs 7000 euros."))
    assert any("further documents" in note for note in others.notes)
    assert set(read.retrieved) < set(others.retrieved)


def test_with_the_questions_own_evidence_a_quote_of_the_part_is_in_scope_too(project):
    with untuned.open(project) as opened:
        opened.sync()
        way = Way(
            method=Method(context="oracle"), model=[Reply(claims=(Said(text="The rent is 900 euros a month.", quotes=((1, RENT),)),))]
        )
        given = (span_of(opened, "lease.md", RENT),)
        answer = way.respond(opened, "What does Section 1.1 of the lease say?", given=given).answer
    assert [claim.text for claim in answer.claims] == ["The rent is 900 euros a month."]
