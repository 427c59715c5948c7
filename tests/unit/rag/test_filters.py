"""Filters that a question asks for, and how they are taken back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing import entries_of
from untuned.errors import BadFilter
from untuned.index.conditions import condition, conditions, spoken
from untuned.index.plain import PlainIndex
from untuned.index.search import Batch, query_of
from untuned.rag.filters import Inferred, Narrowing, inferred, narrowed, unreadable
from untuned.rag.retrieve.newest import newest_first
from untuned.types.answers import Hit
from untuned.types.documents import Chunk
from untuned.types.filters import Filter
from untuned.types.principal import OWNER, member
from untuned.types.settings import IndexSettings, MetadataField

EVERYONE, STAFF = frozenset({"everyone"}), frozenset({"staff"})
RULES = (
    MetadataField(
        name="product",
        keys=("product",),
        values=(("Varinon Pro 2", ("VP2",)), ("Varinon Pro", ("Вариной",)), ("Varinon", ()), ("Varknon", ())),
    ),
    MetadataField(name="error", pattern="[A-Z]{3}-[0-9]{4}"),
    MetadataField(name="plan", keys=("plan",)),
)
KNOWN = (
    {"product": ("varinon pro",), "version": ("2.3",), "language": ("en",), "dated": ("stated",), "updated": (date(2024, 1, 1),)},
    {"product": ("varinon pro 2",), "version": ("2.4",), "language": ("ru",), "error": ("net-1042",)},
    {"product": ("varinon",), "version": ("3.0",), "plan": ("golden",)},
    {"product": ("secret one",), "error": ("sec-0001",)},
)


@pytest.fixture
def index():
    made = PlainIndex()
    entries = entries_of(["Pair the gateway.", "Pair it.", "The gateway pairs.", "A gateway."])
    groups = (EVERYONE, EVERYONE, EVERYONE, STAFF)
    filled = [replace(entry, attributes=known, groups=mine) for entry, known, mine in zip(entries, KNOWN, groups, strict=True)]
    with made.writing():
        made.apply(Batch(position=1, entries=filled))
    return made


def asked(index, question, *, principal=OWNER, rules=RULES):
    found = inferred(question, index=index, rules=rules, principal=principal)
    return {spoken(one.condition): one.words for one in found.inferred}


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("How do I pair a Varinon Pro?", {"product=varinon pro": "Varinon Pro"}),
        ("How do I pair a VarinonPro?", {"product=varinon pro": "VarinonPro"}),
        ("Do Varinon Pros pair?", {"product=varinon pro": "Varinon Pros"}),
        ("What does VP2-10 mean?", {}),
        ("How long does it take except on the Varinon Pro?", {}),
        ("How do I pair a varinon pro 2?", {"product=varinon pro 2": "varinon pro 2"}),
        ("Pair the VP2", {"product=varinon pro 2": "VP2"}),
        ("Pair the Vairnon Pro 2", {"product=varinon pro 2": "Vairnon Pro 2"}),
        ("Pair the Varknon", {}),
        ("Pair the iron", {}),
        ("Pair the gatewya", {}),
        ("What is NET-1042?", {"error=net-1042": "NET-1042"}),
        ("what is net 1042?", {"error=net-1042": "net 1042"}),
        ("What is NET-1043?", {}),
        ("pairing in v2.3", {"version=2.3": "v2.3"}),
        ("pairing in version 2", {"version=2.3|2.4": "version 2"}),
        ("pairing in v9", {}),
        ("pairing in 2024", {}),
        ("pairing, in Russian please", {"language=ru": "in Russian"}),
        ("сопряжение, на русском", {"language=ru": "на русском"}),
        ("How is it paired? Answer in Russian.", {"language=ru": "in Russian"}),
        ("Как сопрячь? Ответьте по английской версии.", {"language=en": "по английской версии"}),
        ("How is it paired? I need the Russian version.", {"language=ru": "the Russian version"}),
        ("pairing in German", {}),
        ("a Russian salad", {}),
        ("Who sits in the Russian cabinet?", {}),
        ("What is it called in Russian?", {}),
        ("pairing on pages updated since March 2025", {"updated>=2025-03-01": "pages updated since March 2025"}),
        ("pairing, published before 2024", {"updated<=2024-12-31": "published before 2024"}),
        ("сопряжение по страницам, обновлённым до 2024 года", {"updated<=2024-12-31": "страницам, обновлённым до 2024"}),
        (
            "сопряжение в редакции от 1 марта 2025",
            {"updated>=2025-03-01": "редакции от 1 марта 2025", "updated<=2025-03-01": "редакции от 1 марта 2025"},
        ),
        ("Varinon Pro or Varinon Pro 2?", {"product=varinon pro|varinon pro 2": "Varinon Pro, Varinon Pro 2"}),
        ("What changed in v2.3 against v2.4?", {"version=2.3|2.4": "v2.3, v2.4"}),
        ("on the golden plan", {"plan=golden": "golden"}),
        ("on the goldne plan", {"plan=golden": "goldne"}),
        ("a old thing", {}),
    ],
)
def test_a_question_is_narrowed_by_what_it_names_and_the_index_holds(index, question, filters):
    assert asked(index, question) == filters


@pytest.mark.parametrize(
    "question",
    [
        "What does the archive plan cost since 2024?",
        "Which price holds until 2025?",
        "What did pairing cost in 2024?",
        "How has the price changed since 2024?",
        "Which firmware was updated in 2024?",
        "What does the plan, released in 2024, cost?",
        "Which versions were released since 2024?",
        "Which book was published in 2024?",
        "What holds as of March 2025?",
        "Сколько стоит хранение с 2024 года?",
        "Какая цена была до 2025 года?",
        "Сколько стоило сопряжение за 2024 год?",
        "Когда прошивка была обновлена в 2024 году?",
    ],
)
def test_a_time_of_the_matter_is_not_taken_for_the_day_of_a_page(index, question):
    assert asked(index, question) == {}


@pytest.mark.parametrize(
    "question",
    [
        "Is it compatible with Torbex v2.3?",
        "Does the pairing need Torbex version 2?",
        "Is version 2.3 of Torbex supported?",
        "is it compatible with torbex v2.3",
        "Torbex v2.3 support",
        "Работает ли сопряжение с Torbex версии 2.3?",
    ],
)
def test_a_release_of_another_thing_is_none_of_the_pages(index, question):
    assert asked(index, question) == {}


@pytest.mark.parametrize(
    "question",
    [
        "How do I pair with the API v2.3?",
        "pairing in version 2.3 of the firmware",
        "What is new in the app v2.3?",
        "pairing in v2.3 on a Linux machine",
        "pairing on the Golden v2.3",
    ],
)
def test_a_release_beside_no_name_or_the_documents_own_narrows(index, question):
    assert asked(index, question)["version=2.3"] in ("v2.3", "version 2.3")


def test_a_name_that_a_quarter_of_the_entries_speak_of_is_the_documents_own(index):
    assert asked(index, "pairing with Lumen v2.3") == {}
    with index.writing():
        index.apply(Batch(position=2, entries=entries_of(["The Lumen."] * 9)[4:]))
    assert asked(index, "pairing with Lumen v2.3") == {"version=2.3": "v2.3"}


@pytest.mark.parametrize(
    "question",
    [
        "What was the limit of the API before version 3?",
        "What was the limit prior to v3.0?",
        "the limit in anything older than version 2.4",
        "the limit until version 3",
        "How do I go from version 2 to version 3?",
        "the limit in version 2.4 and later",
        "the limit in version 2.4 or older",
        "pairing in v2.3+",
        "pairing in version 2 - 3",
        "the limit before the release of version 3",
        "What do I gain over v2.3?",
        "the limit in version 2 or 3",
        "the limit of the release preceding version 3",
        "Какой был лимит до версии 3?",
        "Какой лимит в выпусках раньше версии 2.4?",
        "лимит в версиях старше версии 2.3",
        "Как перейти с версии 2 на версию 3?",
        "лимит по версию 3",
        "лимит в версии 2.4 и выше",
    ],
)
def test_a_release_that_is_an_end_of_several_narrows_nothing(index, question):
    assert asked(index, question) == {}


@pytest.mark.parametrize(
    "question",
    [
        "How do I take the exam in Russian?",
        "Is there support in English?",
        "How do I cook the Russian salad?",
        "the English exam",
        "How much is the Russian version of the game?",
        "Does the Russian version cost more?",
        "Есть ли поддержка на русском языке?",
        "Как сдать экзамен на английском?",
        "русский салат",
    ],
)
def test_a_language_of_the_matter_is_not_taken_for_that_of_the_page(index, question):
    assert asked(index, question) == {}


@pytest.mark.parametrize(
    "question",
    [
        "How do all pair except the Varinon Pro?",
        "pairing without Varinon Pro",
        "Which product, other than the Varinon Pro 2, pairs?",
        "After fixing NET-1042, how do I pair?",
        "What is it if not NET-1042?",
        "Как сопрячь всё, кроме Varinon Pro?",
        "После ошибки NET-1042 как сопрячь?",
    ],
)
def test_what_is_named_to_be_left_out_or_in_passing_narrows_nothing(index, question):
    assert asked(index, question) == {}


@pytest.fixture
def plans():
    """Four pages of which one is of a plan that is called by a common word."""
    made = PlainIndex()
    entries = entries_of(["The standard fee is 5.", "A standard room.", "Standard rules; стандартный срок.", "A page of the plan."])
    with made.writing():
        made.apply(Batch(position=1, entries=[*entries[:3], replace(entries[3], attributes={"plan": ("standard",)})]))
    return made


def test_a_name_that_is_a_common_word_too_narrows_only_where_it_is_said_as_a_name(plans):
    rules = (MetadataField(name="plan", keys=("plan",)),)
    assert asked(plans, "What is the standard fee?", rules=rules) == {}
    assert asked(plans, "Standard fee?", rules=rules) == {}
    assert asked(plans, "the fee of the standard plan", rules=rules) == {"plan=standard": "standard"}
    assert asked(plans, "What does Standard cost?", rules=rules) == {"plan=standard": "Standard"}


def test_every_filter_that_a_search_went_by_is_told():
    held = Narrowing(
        given=(Filter(field="updated", operator="from", values=(date(2025, 1, 1),)), Filter(field="product", values=("varinon",))),
        unread=(Filter(field="product", values=("varinon",)),),
        inferred=(Inferred(condition=Filter(field="plan", values=("lite",), or_missing=True), words="Lite", sure=0.9),),
    )
    assert held.notes == (
        "Searched only where updated is 2025-01-01 or later, and product is as asked for, and plan is lite or not stated (from “Lite”).",
    )
    assert "varinon" not in repr(held.told)
    many = Filter(field="version", values=("1", "2", "3", "4", "5"))
    assert Narrowing(given=(many,)).notes == ("Searched only where version is 1 or 2 or 3 or one of 2 more.",)
    assert Narrowing().notes == ()


def test_a_given_value_that_may_not_be_read_is_not_told(index):
    secret, open_ = Filter(field="product", values=("secret one",)), Filter(field="product", values=("varinon",))
    assert unreadable((secret, open_), index=index, principal=member(["everyone"])) == (secret,)
    assert unreadable((secret, open_), index=index, principal=OWNER) == ()


def test_every_inferred_filter_but_a_language_keeps_what_says_nothing(index):
    found = inferred("Varinon Pro v2.3 NET-1042, in Russian, updated since 2020", index=index, rules=RULES, principal=OWNER).inferred
    assert len(found) == 5
    assert {one.condition.field for one in found if not one.condition.or_missing} == {"language"}


def test_a_value_that_may_not_be_read_is_never_named(index):
    assert asked(index, "secret one SEC-0001") == {"product=secret one": "secret one", "error=sec-0001": "SEC-0001"}
    assert asked(index, "secret one SEC-0001", principal=member(["everyone"])) == {}


def test_a_word_of_the_documents_is_no_slip_for_a_value(index):
    rules = (MetadataField(name="plan", values=(("Gatewey", ()),)),)
    with index.writing():
        entries = [replace(entry, attributes={"plan": ("gatewey",)}) for entry in entries_of(["x"] * 5)][4:]
        index.apply(Batch(position=2, entries=entries))
    assert asked(index, "the gateway", rules=rules) == {}
    assert asked(index, "the gateewy", rules=rules) == {"plan=gatewey": "gateewy"}


def test_a_field_that_is_not_to_be_inferred_is_not(index):
    assert asked(index, "Varinon Pro NET-1042", rules=[replace(rule, infer=False) for rule in RULES]) == {}


def test_without_rules_a_question_is_narrowed_by_its_own_words_alone(index):
    assert asked(index, "Varinon Pro NET-1042 golden", rules=()) == {}


@given(st.text(max_size=400))
def test_any_question_is_safe(question):
    index = PlainIndex()
    with index.writing():
        index.apply(Batch(position=1, entries=[replace(entry, attributes=KNOWN[0]) for entry in entries_of(["Pair."])]))
    found = inferred(question, index=index, rules=RULES, principal=OWNER)
    assert all(one.words for one in found.inferred)
    assert found.rest(question) or not question


def run_in(index):
    def run(narrowing, filters):
        query = query_of(narrowing.rest("pair the gateway"), gram_weight=0.0, settings=IndexSettings())
        return index.search(replace(query, filters=filters), principal=OWNER, limit=10)

    return run


def made(condition, sure, **changes):
    return Inferred(condition=condition, words="x", sure=sure, **changes)


def test_filters_that_leave_nothing_are_taken_back_the_least_certain_first(index):
    product = made(Filter(field="product", values=("varinon pro",)), 0.9)
    day = made(Filter(field="updated", operator="from", values=(date(2030, 1, 1),)), 0.3)
    left, hits = narrowed(Narrowing(inferred=(product, day)), run_in(index))
    assert (left.inferred, left.relaxed) == ((product,), (day,))
    assert [hit.chunk.document for hit in hits] == [1]
    assert "updated>=2030-01-01" in left.notes[-1]


def test_a_filter_whose_best_hit_is_much_weaker_than_those_beyond_is_taken_back(index):
    weak = made(Filter(field="product", values=("secret one",)), 0.9)
    strong = made(Filter(field="product", values=("varinon pro",)), 0.9)
    assert narrowed(Narrowing(inferred=(strong,)), run_in(index))[0].relaxed == ()
    only = made(Filter(field="error", values=("net-1042",)), 0.9)
    assert narrowed(Narrowing(inferred=(weak,)), run_in(index))[0].inferred in ((weak,), ())
    assert narrowed(Narrowing(inferred=(only,)), run_in(index))[0].inferred in ((only,), ())


def test_what_the_asker_gave_is_never_taken_back(index):
    nothing = Filter(field="product", values=("no such",))
    left, hits = narrowed(Narrowing(given=(nothing,)), run_in(index))
    assert (left.given, hits, left.notes) == ((nothing,), [], ("Searched only where product is no such.",))


def test_what_a_filter_has_met_is_not_looked_for_again():
    found = Narrowing(inferred=(Inferred(condition=Filter(field="f", values=("a",)), words="GP", sure=1.0, met="GP"),), latest="latest")
    assert found.rest("How does the latest GP pair?").split() == ["How", "does", "the", "pair?"]
    assert found.rest("GP") == "GP"


def hit(document, score, day=None):
    chunk = Chunk(document=document, version=document, ordinal=0, start=0, end=1)
    return Hit(chunk=chunk, score=score, day=None if day is None else date(day, 1, 1))


def test_of_hits_that_are_nearly_as_good_the_newest_comes_first():
    hits = [hit(1, 1.0, 2020), hit(2, 0.95), hit(3, 0.9, 2024), hit(4, 0.5, 2026)]
    ordered = newest_first(hits)
    assert [one.chunk.document for one in ordered] == [3, 1, 2, 4]
    assert [one.score for one in ordered] == [1.0, 0.95, 0.9, 0.5]
    assert newest_first([]) == []


@pytest.mark.parametrize(
    ("typed", "condition_"),
    [
        ("product=VP2", Filter(field="product", values=("varinon pro 2",))),
        ("Product = Vairnon Pro", Filter(field="product", values=("varinon pro",))),
        ("product=Varinon|something new", Filter(field="product", values=("varinon", "something new"))),
        ("version=v2.3", Filter(field="version", values=("2.3",))),
        ("updated>=2025", Filter(field="updated", operator="from", values=(date(2025, 1, 1),))),
        ("updated<=March 2025", Filter(field="updated", operator="to", values=(date(2025, 3, 31),))),
        ("title=a=b", Filter(field="title", values=("a=b",))),
        ('product=" OR 1=1 --', Filter(field="product", values=('" or 1=1 --',))),
    ],
)
def test_what_is_typed_becomes_a_filter_of_values(typed, condition_):
    assert condition(typed, rules=RULES) == condition_


@pytest.mark.parametrize(
    "typed",
    ["", "product", "=x", "product=", "produkt=x", "updated>=soon", "updated=soon", "product>=a", "updated>2025", "a b=c", "product=|"],
)
def test_what_is_typed_wrongly_is_refused_with_a_remedy(typed):
    with pytest.raises(BadFilter) as raised:
        condition(typed, rules=RULES)
    assert raised.value.remedy


def test_a_month_is_all_of_its_days():
    assert [spoken(one) for one in conditions(["updated=2025-02"], rules=())] == ["updated>=2025-02-01", "updated<=2025-02-28"]
