"""One suite for every implementation of the index."""

import os

import pytest

from indexing import EVERYONE, entries_of, version
from untuned.errors import IndexBusy
from untuned.index.lance.words import LanceIndex
from untuned.index.lexical import LexicalIndex
from untuned.index.plain import PlainIndex
from untuned.index.recipe import Recipe
from untuned.index.search import Batch, Origin, query_of
from untuned.types.principal import OWNER, Principal, member
from untuned.types.settings import IndexSettings

ORIGIN = Origin(database="one", epoch=1)

TEXTS = (
    "The gateway forgets its pairing after a power cut. Pair the gateway again from the settings page.",
    "Error E-1042 means that the battery of a sensor is empty.",
    "A parameter `response_model` names the type of the response; HTTP_404 is raised otherwise.",
    "Release v2.3 brings faster pairing and a new settings page.",
    "Документы для компаний выдаются в личном кабинете.",
    "The invoice is sent on the first day of the month; invoices can be paid by card.",
    "東京都の設定を変更します。",
)

HOSTILE = (
    '"quoted" text',
    "a:b AND field:value",
    "(((]]} [ ^~*? \\",
    "E-1234",
    "x" * 10_000,
    "pairing " * 2_000,
    "",
    "   \n\t",
    "😀😀",
    "\x00",
    "\ud800 pairing \udfff",
    "+-&&||!",
    "__position__",
    "opening:1",
)


def lance(folder):
    """The second engine, where it is installed; `make test-lance` installs it and fails without it."""
    if not os.environ.get("UNTUNED_TEST_LANCE"):
        pytest.importorskip("lancedb")
    return LanceIndex.create(folder, origin=ORIGIN)


@pytest.fixture(params=["lexical", "plain", "lance"])
def index(request, tmp_path):
    made = {
        "lexical": lambda: LexicalIndex.create(tmp_path / "view", origin=ORIGIN),
        "plain": PlainIndex,
        "lance": lambda: lance(tmp_path / "view"),
    }[request.param]()
    yield made
    made.close()


def fill(index, texts=TEXTS, *, groups=EVERYONE, position=1):
    with index.writing():
        index.apply(Batch(position=position, entries=entries_of(texts, groups=groups)))


def ask(index, text, *, principal=OWNER, limit=10, weight=0.2, language="en"):
    query = query_of(text, language=language, gram_weight=weight, settings=IndexSettings())
    return index.search(query, principal=principal, limit=limit)


def found(index, text, **options):
    return [hit.chunk.document for hit in ask(index, text, **options)]


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("How do I pair my gateway?", 1),
        ("E-1042", 2),
        ("1042", 2),
        ("response_model", 3),
        ("model", 3),
        ("HTTP_404", 3),
        ("404", 3),
        ("v2.3", 4),
        ("компаниям документы", 5),
        ("invoicing", 6),
        ("設定", 7),
    ],
)
def test_the_right_entry_is_found_first(index, text, document):
    fill(index)
    assert found(index, text)[0] == document


def test_what_defines_the_term_of_a_question_comes_before_what_uses_it(index):
    uses = "the slip of a pot is slip on slip, and slip again where slip is due"
    fill(index, (uses, f"{uses} too", "**Slip**: clay and water", "a quiet hub"))
    assert found(index, "What is slip?", weight=0.0)[0] == 3
    assert found(index, "How does slip dry?", weight=0.0)[0] != 3


def test_the_counts_are_of_words_that_entries_have(index):
    fill(index)
    assert index.counts(["gateway", "pair", "nowhere", ""]) == {"gateway": 1, "pair": 2}
    assert index.counts([]) == {}


def test_a_word_that_a_question_repeats_counts_more(index):
    fill(index, ("the battery of a lamp", "the invoice of a lamp", "a quiet hub"))
    assert found(index, "battery invoice invoice", weight=0.0)[0] == 2
    assert found(index, "battery battery invoice", weight=0.0)[0] == 1
    once, often = ({hit.chunk.document: hit.score for hit in ask(index, text, weight=0.0)} for text in ("battery", "battery " * 50))
    assert once[1] < often[1] < 2.2 * once[1]


def test_a_misspelt_word_is_found_by_its_grams(index):
    fill(index)
    assert found(index, "invioce")[0] == 6
    assert found(index, "invioce", weight=0.0) == []


def test_both_indexes_give_the_same_scores_and_order(tmp_path):
    lexical, plain = LexicalIndex.create(tmp_path / "view", origin=ORIGIN), PlainIndex()
    long = [f"{text} " + "gateway page settings pairing filler " * times for times, text in enumerate(TEXTS * 6)]
    recipe = Recipe()
    for index in (lexical, plain):
        with index.writing():
            index.apply(Batch(position=1, entries=entries_of(long, recipe=recipe)))
    for text in ("pair the gateway", "settings page", "sensor battery E-1042", "документы", "invoice card month"):
        left, right = ask(lexical, text, limit=30), ask(plain, text, limit=30)
        assert [hit.score for hit in left] == pytest.approx([hit.score for hit in right], rel=0.02)
        best = {hit.chunk.span for hit in left if hit.score > left[-1].score * 1.05}
        assert best <= {hit.chunk.span for hit in right}


def test_scores_fall_and_the_limit_holds(index):
    fill(index)
    hits = ask(index, "settings page pairing", limit=2)
    assert len(hits) == 2
    assert hits[0].score >= hits[1].score > 0
    assert ask(index, "settings", limit=0) == []


def test_a_hit_carries_its_chunk_and_its_words(index):
    fill(index)
    hit = ask(index, "E-1042")[0]
    assert hit.chunk.span.version == 2
    assert (hit.chunk.start, hit.chunk.end) == (0, len(TEXTS[1]))
    assert hit.terms == ("error", "e", "1042", "e-1042", "mean", "batteri", "sensor", "empti")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_can_be_searched_for(index, text):
    fill(index)
    for principal in (OWNER, member(["staff"])):
        assert isinstance(ask(index, text, principal=principal), list)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_can_be_indexed(index, text):
    fill(index, [text, "a quiet hub"])
    assert found(index, "quiet hub") == [2]


def test_an_empty_index_finds_nothing(index):
    assert ask(index, "gateway") == []
    assert index.position == 0
    assert index.size == 0


def test_only_readable_entries_are_found(index):
    with index.writing():
        index.apply(
            Batch(position=1, entries=[*entries_of(TEXTS[:1]), *_moved(entries_of(TEXTS[:1], groups=frozenset({"staff", "board"})), 9)])
        )
    assert found(index, "gateway", principal=OWNER) in ([1, 9], [9, 1])
    assert found(index, "gateway", principal=member()) == [1]
    assert sorted(found(index, "gateway", principal=member(["board"]))) == [1, 9]
    assert found(index, "gateway", principal=member(["boards"])) == [1]


@pytest.mark.parametrize("group", ["\ud800", "a\0b"])
def test_a_group_that_no_engine_holds_is_nobodys(index, group):
    fill(index)
    assert found(index, "gateway", principal=member([group])) == [1]
    assert index.opening(1, principal=member([group])) is not None
    assert found(index, "gateway", principal=Principal(groups=frozenset({group}))) == []


def test_groups_do_not_change_scores(index):
    fill(index)
    assert [hit.score for hit in ask(index, "gateway")] == pytest.approx([hit.score for hit in ask(index, "gateway", principal=member())])


def test_an_opening_is_a_documents_first_entry(index):
    text = "# One\n\n" + "gateway pairing settings " * 30 + "\n\n# Two\n\n" + "battery sensor " * 50
    made = list(Recipe().entries(version(text, number=3, document=3, groups=frozenset({"staff"})), text))
    assert len(made) > 1
    with index.writing():
        index.apply(Batch(position=1, entries=made))
    hit = index.opening(3, principal=OWNER)
    assert hit is not None
    assert hit.chunk == made[0].chunk
    assert index.opening(3, principal=member(["staff"])) is not None
    assert index.opening(3, principal=member()) is None
    assert index.opening(4, principal=OWNER) is None


def test_applying_a_batch_again_changes_nothing(index):
    batch = Batch(position=3, forget=frozenset(range(1, 9)), entries=entries_of(TEXTS))
    for _ in range(3):
        with index.writing():
            index.apply(batch)
        assert index.position == 3
        assert index.size == len(TEXTS)
        assert found(index, "E-1042").count(2) == 1


def test_a_forgotten_document_is_not_found(index):
    fill(index)
    with index.writing():
        index.apply(Batch(position=2, forget=frozenset({2, 99})))
    assert found(index, "E-1042") == []
    assert index.opening(2, principal=OWNER) is None
    assert index.size == len(TEXTS) - 1


def test_a_failed_batch_leaves_nothing_behind(index):
    fill(index)

    def broken():
        yield from entries_of(["a quiet hub"])
        raise LookupError("no more")

    with index.writing():
        with pytest.raises(LookupError):
            index.apply(Batch(position=2, forget=frozenset({1, 2}), entries=broken()))
        index.apply(Batch(position=3, forget=frozenset({3})))
    assert index.position == 3
    assert found(index, "quiet hub") == []
    assert found(index, "E-1042")[0] == 2
    assert index.size == len(TEXTS) - 1


def test_a_second_writer_is_refused_at_once(index):
    with index.writing(), pytest.raises(IndexBusy), index.writing():
        pass
    fill(index)
    assert index.size == len(TEXTS)


def test_rare_words_say_more(index):
    fill(index)
    weights = index.idf(["page", "e-1042", "unheard"])
    assert weights["unheard"] > weights["e-1042"] > weights["page"] > 0


def _moved(entries, document):
    from dataclasses import replace

    return [replace(entry, chunk=replace(entry.chunk, document=document, version=document)) for entry in entries]
