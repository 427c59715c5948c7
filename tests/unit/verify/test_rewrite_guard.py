from __future__ import annotations

import random
import secrets

import pytest

from untuned.rag.verify.rewrite_guard import guard

SAID = ("How long is history kept on the Pro plan?", "And what does Anna Petrova pay since 14 May 2024 for version 2.1?")
ANSWERS = ("History is kept for 1,000 days. Error E-47 ends it.",)
FACTS = ("office = Paris",)
BROUGHT_IN = {
    "name": ("Velora", "Boris Orlov", "Enterprise", "Ижевск"),
    "number": ("17", "3,500", "2.75", "seven"),
    "code": ("E-471", "TRB-91", "keep_days", "HubLite"),
    "date": ("15 May 2024", "June 2023", "2022", "14 May 2023"),
}


def judged(rewritten, *, conversation=SAID, **more):
    return guard(rewritten, conversation=conversation, answers=ANSWERS, facts=FACTS, **more)


@pytest.mark.parametrize(
    "rewritten",
    [
        "How long is history kept on the Pro plan for Anna Petrova?",
        "What does Petrova pay for version 2.1?",
        "What changed on 14 May 2024?",
        "What changed in May 2024?",
        "Is history kept for 1000 days in the Paris office?",
        "What ends it with error e-47?",
        "Describe where history is kept.",
        "Does it cost less?",
    ],
)
def test_a_rewrite_of_what_was_said_is_allowed(rewritten):
    verdict = judged(rewritten)
    assert verdict.allowed, verdict.refused
    assert verdict.refused == ()


@pytest.mark.parametrize(("kind", "item"), [(kind, item) for kind, items in BROUGHT_IN.items() for item in items])
def test_what_nobody_has_said_is_refused_and_pointed_at(kind, item):
    rewritten = f"How long is history kept on the Pro plan with {item} here?"
    verdict = judged(rewritten)
    assert not verdict.allowed
    assert [(refused.kind, rewritten[refused.start : refused.end]) for refused in verdict.refused] == [(kind, item)]


def test_russian_names_in_another_case_are_the_same_and_others_are_not():
    said = ("Сколько дней отпуска у Анны Петровой по тарифу «Вельта» с 14 мая?",)
    assert judged("Сколько дней отпуска есть, если Анна Петрова взяла их 14 мая?", conversation=said).allowed
    verdict = judged("Сколько дней отпуска у Марии Петровой с 15 мая?", conversation=said)
    assert [refused.kind for refused in verdict.refused] == ["name", "date"]


def test_an_acronym_is_allowed_with_what_it_stands_for_only_where_that_is_known():
    said = ("Is SSO included?",)
    assert not judged("Is Single Sign-On included here and does Single Sign-On cost more?", conversation=said).allowed
    known = {"SSO": "Single Sign-On"}
    assert judged("Is Single Sign-On included here and does Single Sign-On cost more?", conversation=said, acronyms=known).allowed
    assert judged("Is SSO included?", conversation=("Is single sign-on included?",), acronyms=known).allowed


def test_a_word_that_often_opens_a_question_is_no_name_and_any_other_that_nobody_said_may_be_one():
    assert judged("Describe it. Thanks! Is history kept? What's kept? Расскажите, где хранится история.").allowed
    assert not judged("How is Velvet washed?").allowed
    for rewritten in ("Velora: how long is history kept?", "How long is history kept? Velora", "Сколько хранится? Ижевск"):
        assert not judged(rewritten).allowed


def test_a_name_between_other_names_is_one_where_every_word_has_a_capital():
    said = ("What is the South Pond Nature Area in Ann Arbor?",)
    verdict = judged("What is the South Pond Nature Area in Ann Larkspur Arbor?", conversation=said)
    assert [refused.text for refused in verdict.refused] == ["Larkspur"]


def test_number_words_of_both_languages_have_their_value():
    said = ("What are the 40 rules of the third part?",)
    assert judged("What are the forty rules of part three?", conversation=said).allowed
    for word in ("seventeen", "ninety", "семнадцать", "четвёртой"):
        assert not judged(f"What are the {word} rules?", conversation=said).allowed


def test_hosts_and_options_are_codes():
    for item in ("velora.example", "ops@velora.example", "--keep-days"):
        assert not judged(f"How long is history kept with {item} here?").allowed
        assert judged(f"How long is history kept with {item} here?", conversation=(*SAID, f"What is {item}?")).allowed


def test_a_number_may_be_a_word_and_a_word_a_number():
    said = ("What are the three stages?",)
    assert judged("What are the 3 stages?", conversation=said).allowed
    assert not judged("What are the four stages?", conversation=said).allowed


def test_parts_of_two_dates_make_no_third():
    said = ("What was said on 14 May 2023 and on 2 June 2024?",)
    assert not judged("What was said on 14 May 2024?", conversation=said).allowed


def test_nothing_drawn_that_was_not_said_gets_through():
    seed = secrets.randbelow(10**9)
    print(f"seed {seed}")
    rng = random.Random(seed)
    for _ in range(300):
        kind = rng.choice(sorted(BROUGHT_IN))
        words = SAID[0].rstrip("?").split()
        words.insert(rng.randrange(2, len(words)), rng.choice(BROUGHT_IN[kind]))
        assert not judged(" ".join(words) + "?").allowed, (seed, words)


def test_a_release_that_the_asker_names_alone_is_one_of_what_was_spoken_of():
    said = ["What changed in Teapot 2.1?", "and in 2.0?"]
    assert guard("What changed in Teapot 2.0?", conversation=said, answers=(), facts=()).allowed
    for rewritten, item in (("What changed in Teapot 2.2?", "Teapot 2.2"), ("What changed in Kettle 2.0?", "Kettle 2")):
        verdict = guard(rewritten, conversation=said, answers=(), facts=())
        assert [one.text for one in verdict.refused] == [item]


def test_a_number_that_an_answer_has_is_no_release():
    verdict = guard("What changed in Teapot 3.5?", conversation=["What changed in Teapot 2.1?"], answers=["It costs 3.5 EUR."], facts=())
    assert [one.text for one in verdict.refused] == ["Teapot 3.5"]
