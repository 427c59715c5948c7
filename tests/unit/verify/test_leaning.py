"""References that a quote leans on, and whether what they name was read."""

import pytest

from reading import passage
from untuned.rag.answer.decide import Decision, incomplete
from untuned.rag.verify.leaning import note_of, references, unread
from untuned.types.answers import Citation, Claim, Verdict
from untuned.types.documents import Span
from untuned.types.references import Reference


def named(quote):
    return [one.name for one in references(quote)]


def citation(quote, *, version=1, path="contract.md", headings=()):
    return Citation(
        version=version,
        number=1,
        path=path,
        start=0,
        end=len(quote),
        quote=quote,
        line=1,
        headings=headings,
        verdict=Verdict(kind="exact", spans=((0, len(quote)),)),
    )


def missing(quote, *texts, headings=(), under=()):
    """What a quote of document 1 leans on when these passages of it were read."""
    claim = Claim(text=quote, citations=(citation(quote, headings=headings),))
    return unread([claim], [passage(text, headings=under) for text in texts])


@pytest.mark.parametrize(
    ("quote", "names"),
    [
        ("Content, as defined in Section 4.2(b), is kept.", ["Section 4.2(b)"]),
        ("This is subject to Section 3.", ["Section 3"]),
        ("For the rates, see Appendix A.", ["Appendix A"]),
        ("It ends under Article IV of this Agreement.", ["Article IV"]),
        ("Fees are paid pursuant to Schedule 1 to the Agreement.", ["Schedule 1"]),
        ("The form is attached hereto as Exhibit A-1.", ["Exhibit A-1"]),
        ("For a breach of Section 7 or Section 8, the limit is the amount in Section 9.2.", ["Section 7", "Section 8", "Section 9.2"]),
        ("Except as provided in Sections 4.1, 8 and 11, it ends.", ["Section 4.1", "Section 8", "Section 11"]),
        ("Liability under Section 3, 4, 7 and 11 is limited.", ["Section 3", "Section 4", "Section 7", "Section 11"]),
        ("Its shares are sold in accordance with Section 13.11 of the LLC Agreement.", ["Section 13.11 of the LLC Agreement"]),
        ("The price is listed in Table 3.", ["Table 3"]),
        ("Оплата производится в соответствии с разделом 5.", ["раздел 5"]),
        ("Срок действия определяется согласно п. 4.2 Договора.", ["пункт 4.2"]),
        ("Штраф взимается в случаях, предусмотренных статьёй 7.", ["статья 7"]),
        ("Цены указаны в Приложении А.", ["Приложение А"]),
        ("Значения приведены в таблице 3.", ["таблица 3"]),
    ],
)
def test_a_reference_that_carries_meaning_is_found(quote, names):
    assert named(quote) == names


@pytest.mark.parametrize(
    "quote",
    [
        "See also Section 4.",
        "See Section 5 for more details.",
        "For more information, see Section 5.",
        "You can learn more in [Section 4](advanced/section-4.md).",
        "As discussed in Section 3, the model is small.",
        "The groups were alike (Table 3).",
        "The groups were alike (see Table 3).",
        "This Section 7 applies for 5 years.",
        "Sections 4.1, 8 and 9 survive the end of the Agreement.",
        "Article IV was signed first.",
        "It is exempt under Section 16 of the Exchange Act of 1934.",
        "It is rejected under Section 365(n) of the Bankruptcy Code.",
        "Ответственность наступает в соответствии со ст. 15 ГК РФ.",
        "Смотрите раздел ниже.",
        "The house in Section 8 years ago was small.",
        "Read the section about security.",
        "Use it in Python 3.11 or in part 2.",
        "Run `section 4` in the shell.",
        "",
    ],
)
def test_pointers_laws_and_the_section_itself_are_not_leaned_on(quote):
    assert named(quote) == []


QUOTE = "4.4 Provider keeps Content, as defined in Section 4.2(b), in the region."
CLAUSE = '4.2 In this Agreement:\n\n(a) "Data" means names;\n\n(b) "Content" means files.\n\n4.3 Provider may use data.'


def test_what_nobody_read_is_named():
    assert missing(QUOTE, "4.3 Provider may use data.\n\n" + QUOTE) == ["Section 4.2(b)"]


@pytest.mark.parametrize(
    "text",
    [
        CLAUSE,
        "## 4.2 Definitions\n\n(b) files.",
        "4.2(b) Content means files.",
        "Section 4.2. In this Agreement: (a) names; (b) files.",
        "… end of a sentence. 4.2 Definitions. (a) Names. (b) Files.",
        "   4.2   Definitions   (a) names   (b) files",
        "In the event that\n\n4.2  one party finds (a) names or (b) files, it tells the other.",
    ],
)
def test_a_clause_that_was_read_with_its_item_is_not(text):
    assert missing(QUOTE, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "4.2 In this Agreement:\n\n(a) names;",
        "4.2 In this Agreement:\n\n(a) names;\n\n4.3 Items are these:\n\n(b) cars.",
        "The definition in Section 4.2(b) was changed.",
        "4.22 Other things. (b) cars.",
        "14.2 Other things. (b) cars.",
        "4.2\n\n5.1\n\n(b)",
        "It is found in Section\n4.2 of this Agreement, which names (a) cars and (b) bicycles.",
    ],
)
def test_a_part_of_it_another_clause_or_a_mention_is_no_reading(text):
    assert missing(QUOTE, text) == ["Section 4.2(b)"]


def test_the_rest_of_a_clause_counts_when_its_heading_or_the_next_clause_tells_whose_it_is():
    rest = '(b) "Content" means files.\n\n'
    assert missing(QUOTE, rest, under=("Agreement", "4. Data")) == []
    assert missing(QUOTE, rest + "4.3 Provider may use data.") == []
    assert missing(QUOTE, rest + "9.3 Provider may use data.") == ["Section 4.2(b)"]
    assert missing(QUOTE, rest, under=("Agreement", "9. Notices")) == ["Section 4.2(b)"]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("It ends under Article IV.", "ARTICLE 4\n\nTermination of this Agreement."),
        ("It ends under Article 4.", "ARTICLE IV\n\nTermination of this Agreement."),
        ("It ends under Section 4.", "4.3 A party may end it."),
        ("It ends under Clause 7.", "## 7. Termination\n\nAt any time."),
        ("For the rates, see Appendix A.", "APPENDIX A: RATES\n\nFive a day."),
        ("Цены указаны в Приложении А.", "Приложение A\n\nПять в день."),
        ("Оплата производится в соответствии с разделом 5.", "5. Оплата\n\nВ срок."),
        ("The price is listed in Table 3.", "Table 3. Prices\n\n| a | 1 |"),
        ("Цены указаны в Приложении № 2.", "Приложение № 2. Цены"),
    ],
)
def test_a_part_is_known_by_any_of_its_spellings(quote, text):
    assert missing(quote, text) == []


def test_a_heading_above_what_was_read_counts_and_so_does_the_quotes_own():
    assert missing("It ends under Section 7.", "At any time.", under=("Agreement", "7. Termination")) == []
    assert missing("It ends under Section 7.", headings=("Agreement", "Section 7. Termination")) == []


def test_another_documents_clause_of_the_same_number_is_not_it():
    claim = Claim(text="x", citations=(citation("It ends under Section 4.", version=1),))
    assert unread([claim], [passage("4. Termination", number=2)]) == ["Section 4"]


def test_an_attachment_may_be_a_document_of_its_own():
    claim = Claim(text="x", citations=(citation("For the rates, see Appendix A.", version=1),))
    assert unread([claim], [passage("Five a day.", number=2, title="Appendix A: Rates")]) == []


def test_with_several_documents_it_says_whose_part_it_is():
    cited = (citation("It ends under Section 4.", path="a.md"), citation("Nothing else.", version=2, path="b.md"))
    assert unread([Claim(text="x", citations=cited)], []) == ["Section 4 of a.md"]


def test_a_claim_of_the_source_without_references_leans_on_nothing():
    assert missing("You may return a product within 30 days of delivery.") == []


def test_the_note_names_what_was_not_read():
    assert note_of(["Section 4.2(b)"]) == "It leans on Section 4.2(b), which was not read."
    assert note_of(["Section 7", "Section 8"]) == "It leans on Section 7 and Section 8, which were not read."
    many = [f"Section {number}" for number in range(1, 8)]
    assert note_of(many) == "It leans on Section 1, Section 2, Section 3, Section 4 and 3 more, which were not read."


def test_only_an_answer_in_full_becomes_partial():
    claim = Claim(text="x", citations=(citation("x"),))
    assert incomplete(Decision(state="answered", claims=(claim,))) == Decision(state="partial", claims=(claim,))
    for state in ("partial", "conflict", "needs_human", "abstained"):
        assert incomplete(Decision(state=state)).state == state


@pytest.mark.parametrize(
    "quote", ["Rent is due on the first day unless Section 7 applies.", "Оплата вносится первого числа, если раздел 7 не применяется."]
)
def test_a_condition_that_names_a_section_leans_on_it(quote):
    assert [reference.name for reference in references(quote)]


def stored(quote, words, *, key="", kind="part", target=None):
    """What is kept of a reference of document 1 that a quote has in these words."""
    at = quote.index(words)
    status = "unresolved" if target is None else "resolved"
    return Reference(version=1, start=at, end=at + len(words), kind=kind, status=status, target=target, key=key)


def test_a_passage_that_was_read_because_it_is_referred_to_is_not_missing():
    quote = "The fee is as defined in Section 4.2(b)."
    known = [stored(quote, "Section 4.2(b)", target=Span(version=2, start=0, end=10))]
    claim = Claim(text=quote, citations=(citation(quote),))
    assert unread([claim], [passage("Ten euros.", number=2)], stored=known) == []
    assert unread([claim], [passage("Ten euros.", number=3)], stored=known) == ["Section 4.2(b)"]


def test_a_heading_that_is_named_and_was_not_read_is_missing():
    quote = 'The fee is as defined in the section "Late returns".'
    claim = Claim(text=quote, citations=(citation(quote),))
    known = [stored(quote, '"Late returns"', kind="heading", target=Span(version=2, start=0, end=10))]
    assert unread([claim], [], stored=known) == ['"Late returns"']
    assert unread([claim], [passage("Ten euros.", number=2)], stored=known) == []
