"""What the terminal says around an answer is said in one language: in Russian to who asks in Russian."""

import re
from datetime import UTC, date, datetime

import pytest

from untuned.assistant import reworded
from untuned.cli.answer_lines import answer_lines, speech
from untuned.cli.reasons import BANDS, DROPPED, REASONS
from untuned.cli.russian import SENTENCES, russian
from untuned.models.chat import model
from untuned.rag import absent, ask, coming, crosschecked, evidence, follow_up, meaning, modelled
from untuned.rag.answer import unsaid
from untuned.rag.answer.decide import WEAK
from untuned.rag.filters import Inferred, Narrowing
from untuned.rag.verify.leaning import note_of
from untuned.text.language import is_russian
from untuned.types.answers import Answer, Claim, Flag, Support
from untuned.types.filters import Filter
from untuned.types.routes import Route

DAY = date(2026, 3, 1)
PLACES = {"path": "docs/v1. 2/a b.md", "former": "old.md", "day": DAY, "today": DAY, "option": "--as-of", "asked": DAY, "first": DAY}
REASON = "the endpoint said: 503. Try later"

NOTES = [
    *(one.format(**PLACES) for one in (coming.OTHERWISE, coming.SUCCEEDS, coming.SPEAKS, coming.PASSED_OVER, coming.LATER, coming.FORMER)),
    *(one.format(**PLACES) for one in coming.NONE_YET.values()),
    *(
        one.format(reason=REASON)
        for one in (
            modelled.FELL_BACK,
            modelled.NOR_DOCUMENTS,
            modelled.CUT_OFF,
            modelled.NOT_REPAIRED,
            modelled.NOT_CORRECTED,
            modelled.MISSED,
            modelled.DOUBTFUL,
            crosschecked.NOT_CHECKED,
            evidence.NOT_RERANKED,
            meaning.BY_WORDS,
            follow_up.BY_RULES,
            reworded.NOT_REWORDED,
        )
    ),
    modelled.REFUSED.format(place="docs/v1. 2/a b.md:3"),
    modelled.NOT_TAKEN,
    modelled.NOT_SAID,
    follow_up.SEARCHED_TOO.format("Сколько стоит тариф Pro? А Team?"),
    follow_up.BROUGHT_IN.format("'Pro', '30'"),
    follow_up.LEFT_OUT.format("'30'"),
    follow_up.NO_TRANSLATION.format("in English"),
    follow_up.WHICH.format("второй"),
    ask.ADDRESSED.format("docs/a.md"),
    ask.LEFT_OUT.format("scope, leaning"),
    unsaid.ENGLISH.format("students"),
    model.UNMARKED,
    model.UNREADABLE,
    note_of(["Section 4.2"]),
    note_of(["Section 4.2 of a.md", "Annex B", "C", "D", "E", "F"]),
    "Asked as of 2026-03-01. Texts that name no day count from the day on which they were first synced.",
    "Asked as it was known on 2026-03-01.",
    "This holds as of 2026-03-01.",
    "a.md has changed since: this is its version 1, superseded 2026-03-01; see 'untuned diff a.md 1'.",
    "b.md has taken the place of a.md since 2026-03-01.",
    "a.md says that it held until 2026-03-01.",
    "a.md says that it holds from 2026-03-01 on.",
    "Sources disagree (number): a.md:3 says “14 days. Or so” (in force from 2026-03-01); b.md:4 says “30 days” (synced 2026-03-02). "
    "b.md is newer.",
    "Sources disagree (date): a.md:3 says “1 May” (in force from 2026-03-01); b.md:4 says “2 May” (synced 2026-03-02). "
    "Which is newer cannot be told by the day of a sync.",
    absent.NONE_HAS.format(whose="", asked="format=md", values="markdown, html, …"),
    absent.NONE_HAS.format(whose=absent.READABLE, asked="that product", values="Pro"),
    absent.NONE_STATES.format(whose="", asked="folder=a", field="folder"),
    absent.NONE_STATES.format(whose=absent.READABLE, asked="folder=a", field="folder"),
    *Narrowing(
        given=(Filter(field="product", values=("Pro", "Team"), or_missing=True), Filter(field="price", operator="to", values=(5,))),
        unread=(Filter(field="price", operator="to", values=(5,)),),
        inferred=(Inferred(condition=Filter(field="updated", operator="from", values=(DAY,)), words="this year", sure=1.0),),
        relaxed=(Inferred(condition=Filter(field="product", values=("Pro",)), words="Pro", sure=1.0),),
    ).notes,
    *(
        Route(kind=kind, probability=0.931, kinds=((kind, 0.931),), variant=variant, why=why, refusal=refusal).note
        for kind, variant, why, refusal in (
            ("knowledge", "default", "sure", None),
            ("out_of_scope", None, "sure", 0.8),
            ("structural", "default", "unsure", None),
            ("reasoning", "default", "unproven", None),
            ("action", "default", "follow_up", None),
            ("out_of_scope", "default", "unsure", 0.8),
            ("out_of_scope", "default", "unsure", None),
        )
    ),
]


@pytest.mark.parametrize("note", NOTES)
def test_every_note_of_an_answer_has_its_russian_sentence(note):
    assert re.search("[А-Яа-яё]{3}", russian(note)) is not None
    assert re.search(r"\b(?:the|of|is|and|this|was|from)\b", re.sub("“.*?”|«.*?»|'.*?'", "", russian(note)).replace(REASON, "")) is None


@pytest.mark.parametrize("said", [*REASONS.values(), *DROPPED.values(), *BANDS.values(), WEAK, "No answer", "note", "left out"])
def test_every_word_of_the_frame_has_its_russian_one(said):
    assert russian(said) != said


def test_no_english_sentence_stands_twice_and_every_place_is_filled():
    english = [one for one, _ in SENTENCES]
    assert len(set(english)) == len(english)
    for one, other in SENTENCES:
        assert set(re.findall(r"\{(\w+)", other)) <= set(re.findall(r"\{(\w+)", one))


def test_what_no_table_has_stays_as_it_is():
    assert russian("Something else entirely.") == "Something else entirely."
    assert russian("say “ (" * 2_000) == "say “ (" * 2_000
    assert russian("It leans on " + "a, " * 300) == "It leans on " + "a, " * 300
    hostile = "Sources disagree (number): " + "a says “b” (c); " * 70
    assert russian(hostile) == hostile


def test_a_claim_is_shown_with_its_support_in_the_language_of_its_question():
    flag = Flag(kind="number", hard=True, start=0, end=2, says="14")
    claim = Claim(text="14 дней", citations=(), support=Support(band="red", flags=(flag,), probability=0.31))
    answer = Answer(
        question="Сколько дней?",
        state="partial",
        claims=(claim,),
        notes=("This holds as of 2026-03-01.",),
        confidence=0.5,
        model="fake",
        asked_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    shown = "\n".join("".join(part.text for part in one) for one in answer_lines(answer))
    assert "не подтверждено цитатами  ·  вероятность 0,31, оценка: rules" in shown
    assert "в источнике нет «14»" in shown
    assert "примечание: Это верно на 1 марта 2026 года." in shown
    assert re.search("[A-Za-z]{3}", shown.replace("rules", "")) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Какой SLA у Enterprise?", True),
        ("Цена Enterprise", True),
        ("What does «Возврат» mean?", False),
        ("What is the price of тариф Про?", False),
        ("Який термін повернення товару?", False),
        ("Кеңсе сағат нешеде ашылады және қашан жабылады?", False),
        ("Колико кошта улазница за децу и ђаке?", False),
        ("Колькі каштуе ўваход для дзяцей?", False),
        ("Чей это ёж и где его подъезд?", True),
        ("How much is it?", False),
        ("", False),
    ],
)
def test_a_question_with_names_of_another_language_is_asked_in_its_own(question, expected):
    assert is_russian(question) is expected
    assert (speech(question) is russian) is expected


def test_an_abstention_of_a_russian_question_is_russian_throughout(documents, untuned, monkeypatch):
    (documents / "docs" / "тарифы.md").write_text("# Тариф Про\n\nТариф Про стоит 9 евро в месяц за человека.\n", encoding="utf-8")
    untuned("init")
    untuned("sync")
    called = untuned("ask", "Сколько стоит тариф Команда в месяц за человека?")
    assert called.code == 3
    assert called.out.startswith("Ответа нет: сказанного в документах для ответа мало.\n\nБлиже всего, но это о тарифе Про:\n")
    own = re.sub(r"untuned show a1|docs/тарифы\.md:\d+", "", called.out)
    assert re.search("[A-Za-z]", own) is None
