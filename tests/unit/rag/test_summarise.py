"""A document becomes verified quotes of itself, with what they lean on and what was left out."""

from dataclasses import dataclass, field

import pytest

from summarising import CONTRACT, version_of
from untuned.errors import ModelTooSlow
from untuned.rag.summarise import NAME, summarise
from untuned.types.answers import Draft, Passage


def summary(source=CONTRACT, path="numbats.md", **options):
    version, text = version_of(source, path)
    return summarise(version, text, **options), text


def quotes(found):
    return [citation.quote for claim in found.claims for citation in claim.claim.citations]


def test_every_claim_is_the_documents_own_sentence_at_its_place():
    found, text = summary(sentences=6)
    assert 0 < len(found.claims) <= 6
    for claim in [*(one.claim for one in found.claims), *(one.claim for one in found.definitions)]:
        (citation,) = claim.citations
        assert claim.text == citation.quote == text[citation.start : citation.end]
        assert citation.verdict.accepted
        assert citation.version == 7
    starts = [claim.claim.citations[0].start for claim in found.claims]
    assert starts == sorted(set(starts))
    assert (found.model, found.number, found.path) == (NAME, 2, "numbats.md")


def test_what_is_struck_out_or_hidden_is_never_said_however_many_sentences_may_be():
    found, _ = summary(sentences=100)
    said = "\n".join(quotes(found))
    assert "in winter" not in said
    assert "twenty thousand" in said


def test_the_definitions_that_a_claim_leans_on_come_with_it():
    found, _ = summary(sentences=1, topic="delivers")
    (claim,) = found.claims
    assert claim.claim.text == "2.1 Provider delivers twenty thousand Termites every Day."
    assert set(claim.leans_on) == {"Termite", "Day", "Provider"}
    assert {one.term: one.claim.text[:13] for one in found.definitions} == {
        "Provider": "This agreemen",
        "Termite": '1.1 "Termite"',
        "Day": '(a) "Day" mea',
    }


def test_a_definition_that_is_quoted_already_is_not_repeated():
    found, _ = summary(sentences=100)
    assert found.definitions == ()
    assert any("Termite" in claim.leans_on for claim in found.claims)
    assert len(quotes(found)) == len(set(quotes(found)))


def test_a_reference_leads_to_its_place_in_the_document_or_nowhere():
    found, _ = summary(sentences=100)
    references = {reference.text: reference.target for claim in found.claims for reference in claim.references}
    assert references["Section 1.1"].quote.startswith('1.1 "Termite" means')
    assert references["Section 1.3(b)"].quote == '(b) "Season" means the months from March to May.'
    assert references["Section 9"] is None


def test_what_is_set_out_elsewhere_comes_with_the_claim_that_says_so():
    found, _ = summary(sentences=1, topic="closes every burrow")
    assert found.claims[0].claim.text.startswith("3.1 Keeper closes")
    said = {one.term: one.claim.text for one in found.definitions}
    assert said["Season"] == '(b) "Season" means the months from March to May.'


def test_coverage_is_told_for_every_section_and_what_is_left_out_is_listed():
    found, _ = summary(sentences=2)
    assert [section.name for section in found.sections] == [
        "Numbat agreement",
        "Numbat agreement › 1. Terms",
        "Numbat agreement › 2. Food",
        "Numbat agreement › 3. Rest",
    ]
    assert [section.sentences for section in found.sections] == [1, 5, 4, 3]
    for section in found.sections:
        assert (section.carried > 0) == (section.chosen > 0)
        assert 0 <= section.carried <= 1
    assert found.left_out == tuple(section for section in found.sections if section.chosen == 0)
    whole, _ = summary(CONTRACT.replace("~~", ""), sentences=100)
    assert [section.carried for section in whole.sections] == [1.0] * 4
    assert (whole.left_out, whole.carried) == ((), 1.0)
    assert whole.carried > found.carried


def test_a_topic_keeps_the_rest_out():
    found, _ = summary(topic="burrow noise", sentences=2)
    assert any("Noise near a Burrow" in quote for quote in quotes(found))
    assert not any("twenty thousand" in quote for quote in quotes(found))
    assert found.topic == "burrow noise"


def test_a_topic_that_is_only_in_a_heading_brings_its_section():
    found, _ = summary(topic="rest", sentences=1)
    assert found.claims[0].section == 3


def test_a_topic_that_the_document_does_not_have_says_so():
    found, _ = summary(topic="volcanoes")
    assert (found.claims, found.definitions) == ((), ())
    assert found.notes == ("Nothing in the document is about 'volcanoes'.",)
    assert len(found.left_out) == len(found.sections) == 4


def test_a_document_of_code_alone_has_no_summary():
    found, _ = summary("```\nprint('numbat')\n```\n")
    assert (found.claims, found.sections) == ((), ())
    assert found.notes == ("The document has no sentence that may be quoted.",)


def test_clauses_divide_a_text_that_has_no_headings():
    source = (
        "THE AGREEMENT\n\n1. Food\n\nNumbats eat termites by day.\n\n1.1 Water Supply. Numbats drink little.\n\n"
        "2. Rest\n\nThey sleep in burrows; see Section 1.1.\n"
    )
    found, _ = summary(source, "a.txt", sentences=10)
    assert [section.name for section in found.sections] == ["1. Food", "1. Food › 1.1 Water Supply", "2. Rest"]
    (reference,) = found.claims[-1].references
    assert reference.target.quote == "1.1 Water Supply."


def test_a_numbered_list_in_a_text_is_no_row_of_sections():
    found, _ = summary("How to feed numbats.\n\n1. Open the box slowly.\n\n2. Pour out the termites.\n", "a.txt")
    assert [section.name for section in found.sections] == ["(beginning)"]


def test_russian_terms_and_pointers_are_found():
    source = (
        "# Договор\n\n## 1. Термины\n\n1.1 «Намбат» означает сумчатое животное с полосами.\n\n"
        "## 2. Корм\n\n2.1 Хранитель кормит Намбатов, указанных в пункте 1.1, каждый день.\n"
    )
    found, _ = summary(source, sentences=1, topic="кормит")
    (claim,) = found.claims
    assert claim.leans_on == ("Намбат",)
    assert claim.references[0].target.quote.startswith("1.1 «Намбат» означает")
    assert [one.term for one in found.definitions] == ["Намбат"]


@dataclass
class Proposing:
    """A model that proposes what it was told to."""

    drafts: tuple[Draft, ...]
    name: str = "fake"
    seen: list[tuple[Passage, ...]] = field(default_factory=list)

    def __call__(self, passages, *, topic, sentences):
        self.seen.append(tuple(passages))
        return self.drafts


GOOD = Draft(text="Provider brings 20,000 Termites a Day.", quotes=((7, "Provider delivers twenty thousand Termites every Day."),))
WRONG = Draft(text="Provider brings 30,000 Termites a Day.", quotes=((7, "Provider delivers twenty thousand Termites every Day."),))
INVENTED = Draft(text="Numbats are striped.", quotes=((7, "Every numbat has white stripes on its back."),))


def test_a_models_claims_stand_where_their_quotes_are_verified_and_carry_them():
    model = Proposing((INVENTED, GOOD, WRONG))
    found, _ = summary(proposer=model)
    assert [claim.claim.text for claim in found.claims] == [GOOD.text]
    assert [dropped.draft for dropped in found.dropped] == [INVENTED, WRONG]
    assert found.model == "fake"
    assert set(found.claims[0].leans_on) == {"Provider", "Termite", "Day"}
    assert [passage.hit.chunk.headings[-1] for passage in model.seen[0]] == ["Numbat agreement", "1. Terms", "2. Food", "3. Rest"]


def test_without_any_verified_claim_the_documents_own_sentences_are_said():
    found, _ = summary(proposer=Proposing((INVENTED,)), sentences=3)
    assert len(found.claims) == 3
    assert found.model == NAME
    assert found.notes[0] == "Nothing that the model proposed could be verified (1 left out); these are the document's own sentences."
    assert (found.fell_back, [one.draft for one in found.dropped]) == ("no_verified_claim", [INVENTED])
    assert summary(proposer=Proposing((GOOD,)))[0].fell_back is None
    assert summary()[0].fell_back is None


def test_a_model_that_proposes_nothing_is_told_as_such():
    found, _ = summary(proposer=Proposing(()), sentences=3)
    assert (found.fell_back, found.notes[0]) == ("nothing_proposed", "The model proposed nothing; these are the document's own sentences.")


def test_no_sentence_is_announced_where_the_document_has_none_either():
    found, _ = summary(proposer=Proposing((INVENTED,)), topic="volcanoes")
    assert found.claims == ()
    assert found.notes[0].endswith("; the document's own sentences say nothing of it either.")


def test_a_model_that_fails_leaves_the_documents_own_sentences_and_a_note():
    def failing(_passages, *, topic, sentences):
        raise ModelTooSlow("fake", reason=f"no answer about '{topic}' before the deadline")

    found, _ = summary(proposer=failing, sentences=3)
    assert (len(found.claims), found.model, found.fell_back) == (3, NAME, "model_failed")
    assert found.notes == (
        "The model gave no usable summary (no answer about '' before the deadline); these are the document's own sentences.",
    )


SENTENCES = (
    '1.1 "Termite" means an insect of the order Blattodea that a numbat eats.',
    "1.2 Burrow means the place where a numbat sleeps at night.",
    '(a) "Day" means the time from sunrise to sunset.',
    '(b) "Season" means the months from March to May.',
    "2.1 Provider delivers twenty thousand Termites every Day.",
    "2.3 Keeper counts the Termites, as defined in Section 1.1, before the numbats wake.",
    "2.4 Weather is not the fault of anybody.",
    "3.1 Keeper closes every Burrow after the Season as set out in Section 1.3(b).",
    "3.2 Noise near a Burrow is forbidden; see Section 9.",
)
NINE = tuple(Draft(text=sentence, quotes=((7, sentence),)) for sentence in SENTENCES)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_no_more_is_said_than_was_asked_for(count):
    found, _ = summary(sentences=count)
    assert len(found.claims) == count
    assert len(summary(sentences=count, proposer=Proposing(NINE))[0].claims) == count


def test_a_model_that_proposes_too_much_is_heard_to_the_documents_end():
    found, _ = summary(sentences=3, proposer=Proposing(NINE))
    assert [claim.claim.text for claim in found.claims] == [SENTENCES[nth] for nth in (0, 3, 6)]


def test_what_a_model_says_twice_is_said_once():
    found, _ = summary(sentences=5, proposer=Proposing((GOOD, GOOD)))
    assert [claim.claim.text for claim in found.claims] == [GOOD.text]


@pytest.mark.parametrize(
    ("lead", "items"),
    [
        ("The policy does not cover:", ["theft of twenty bicycles from a shared courtyard", "loss of cash from an unlocked room"]),
        ("Полис не покрывает:", ["кража двадцати велосипедов из общего двора", "пропажа наличных из незапертой комнаты"]),
    ],
)
def test_an_item_is_said_with_the_introduction_that_denies_it(lead, items):
    page = f"# Cover\n\n{lead}\n\n" + "".join(f"- {item}\n" for item in items)
    found, _ = summary(page, sentences=2, topic=" ".join(items))
    assert [one.claim.text.split("\n")[-1] for one in found.claims] == [f"- {item}" for item in items]
    assert all(one.claim.text.startswith(lead) for one in found.claims)
    assert quotes(found)[::2] == [lead, lead]
