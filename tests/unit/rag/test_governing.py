"""What stands above a quote and turns it comes with it: introductions of lists and headings that deny."""

import pytest

from ingesting import version_of
from untuned.ingest.load import load, loaders_for
from untuned.rag.verify.claims import Bench, check
from untuned.rag.verify.desk import Source
from untuned.types.answers import Draft, Hit, Passage
from untuned.types.documents import Chunk
from untuned.types.settings import SourceSettings

ITEMS = ("damage caused by war and riots", "loss of cash from an unlocked room", "theft of bicycles from a shared courtyard")
RUSSIAN = ("ущерб от войны и беспорядков", "пропажа наличных из незапертой комнаты", "кража велосипедов из общего двора")


def page(lead, items, *, heading="Cover", mark="- "):
    return f"# Household\n\nThe guide is short.\n\n## {heading}\n\n{lead}\n\n" + "".join(f"{mark}{item}\n" for item in items)


def checked(text, quote, *, claim=None, path="page.md", question="What is covered?"):
    """What becomes of one draft; worded by a model where there is a claim."""
    loaded = load(path, text.encode(), settings=SourceSettings(), loaders=loaders_for(SourceSettings()))
    version = version_of(loaded, path, id=1, language="en")
    chunk = Chunk(document=1, version=1, ordinal=0, start=0, end=len(loaded.text), headings=())
    held = Source(
        version=version, text=loaded.text, passages=(Passage(hit=Hit(chunk=chunk, score=1.0), version=version, text=loaded.text),)
    )
    draft = Draft(text=claim or quote, quotes=((1, quote),))
    wording = "own" if claim else "source"
    return check([draft], bench=Bench(question=question, sources={1: held}, frequency=lambda _word: 0.0, wording=wording))


def quotes(outcome):
    return [citation.quote for claim in outcome.claims for citation in claim.citations]


@pytest.mark.parametrize(
    ("lead", "items"),
    [
        ("The following are not covered by the policy:", ITEMS),
        ("Excluded from cover are", ITEMS),
        ("If you have the Plus plan, we also pay for:", ITEMS),
        ("Полис не покрывает:", RUSSIAN),
        ("Только на тарифе «Плюс» мы оплачиваем:", RUSSIAN),
    ],
)
@pytest.mark.parametrize("mark", ["- ", "1. "])
def test_an_item_is_quoted_with_an_introduction_that_denies_or_limits_it(lead, items, mark):
    outcome = checked(page(lead, items, mark=mark), items[2])
    assert quotes(outcome) == [lead, mark + items[2]]
    assert outcome.claims[0].text == f"{lead}\n{mark}{items[2]}"


@pytest.mark.parametrize(("lead", "items"), [("The policy covers:", ITEMS), ("Полис покрывает:", RUSSIAN)])
def test_an_item_is_quoted_alone_where_its_introduction_only_introduces(lead, items):
    assert quotes(checked(page(lead, items), items[2])) == [f"- {items[2]}"]


def test_a_sentence_before_a_list_that_introduces_nothing_is_not_quoted_with_it():
    assert quotes(checked(page("Not everything can be insured.", ITEMS), ITEMS[2])) == [f"- {ITEMS[2]}"]


@pytest.mark.parametrize(
    ("lead", "items", "claim"),
    [
        ("The following are not covered by the policy:", ITEMS, "Theft of bicycles from a shared courtyard is covered."),
        ("We do not pay for", ITEMS, "We pay for theft of bicycles from a shared courtyard."),
        ("Полис не покрывает:", RUSSIAN, "Полис покрывает кражу велосипедов из общего двора."),
    ],
)
def test_a_models_claim_that_turns_a_denied_item_is_not_shown_in_its_words(lead, items, claim):
    outcome = checked(page(lead, items), items[2], claim=claim)
    assert [one.text for one in outcome.claims] in ([], [f"{lead}\n- {items[2]}"])


@pytest.mark.parametrize(
    ("lead", "items", "claim"),
    [
        ("The following are not covered by the policy:", ITEMS, "Theft of bicycles from a shared courtyard is excluded."),
        ("Полис не покрывает:", RUSSIAN, "Кража велосипедов из общего двора исключена."),
    ],
)
def test_a_models_claim_that_denies_a_denied_item_stands_in_its_words(lead, items, claim):
    (shown,) = checked(page(lead, items), items[2], claim=claim).claims
    assert shown.text == claim
    assert [citation.quote for citation in shown.citations] == [lead, f"- {items[2]}"]


@pytest.mark.parametrize(
    ("lead", "items", "claim"),
    [
        ("The following are not covered by the policy:", ITEMS, "Theft of bicycles from a shared courtyard is not covered."),
        ("Полис не покрывает:", RUSSIAN, "Кража велосипедов из общего двора не покрывается."),
    ],
)
def test_a_model_that_denies_a_denied_item_by_a_word_of_its_own_is_told_in_the_sources_words(lead, items, claim):
    (shown,) = checked(page(lead, items), items[2], claim=claim).claims
    assert shown.text == f"{lead}\n- {items[2]}"


@pytest.mark.parametrize(
    ("text", "quote", "claim"),
    [
        (
            "# Server options\n\nThe legacy option is deprecated.\n\n## Port\n\nThe port option accepts a number on Linux and macOS.\n",
            "The port option accepts a number on Linux and macOS.",
            "On Linux and macOS a number is not accepted by the port option.",
        ),
        (
            "# Never lose a file again\n\n- Backups run nightly at 3:00 on the main server.\n",
            "Backups run nightly at 3:00 on the main server.",
            "On the main server no backups run nightly at 3:00.",
        ),
        (
            "# Planned downtime\n\n- Backups run nightly at 3:00 on the main server.\n",
            "Backups run nightly at 3:00 on the main server.",
            "On the main server, nightly at 3:00, backups do not run.",
        ),
    ],
)
def test_what_stands_above_makes_no_denial_of_a_model_true(text, quote, claim):
    assert claim not in [one.text for one in checked(text, quote, claim=claim).claims]


@pytest.mark.parametrize(
    ("lead", "head", "row"),
    [
        ("The following events are not covered:", "| Event | Limit |\n|---|---|", "| Theft of a parcel | 300 EUR |"),
        ("Полис не покрывает:", "| Случай | Сумма |\n|---|---|", "| Кража посылки | 300 EUR |"),
    ],
)
def test_a_row_is_quoted_with_the_line_above_its_table_that_denies_it(lead, head, row):
    assert quotes(checked(f"# Parcels\n\n{lead}\n\n{head}\n| Rain | 50 EUR |\n{row}\n", row)) == [lead, row]
    assert quotes(checked(f"# Parcels\n\nThese are the limits:\n\n{head}\n{row}\n", row)) == [row]


@pytest.mark.parametrize(
    ("heading", "items", "claim"),
    [
        ("Not covered", ITEMS, "Theft of bicycles from a shared courtyard is covered."),
        ("Exclusions", ITEMS, "Theft of bicycles from a shared courtyard is covered."),
        ("Что не входит", RUSSIAN, "Кража велосипедов из общего двора входит в полис."),
    ],
)
def test_an_item_is_quoted_with_a_heading_that_denies_it(heading, items, claim):
    text = f"# Household\n\n## {heading}\n\n" + "".join(f"- {item}\n" for item in items)
    assert quotes(checked(text, items[2])) == [f"## {heading}", f"- {items[2]}"]
    (shown,) = checked(text, items[2], claim=claim).claims
    assert shown.text == f"## {heading}\n- {items[2]}"


def test_the_introduction_of_a_list_tells_more_than_its_heading():
    assert quotes(checked(page("Instead, we offer:", ITEMS, heading="Not covered"), ITEMS[2])) == [f"- {ITEMS[2]}"]


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("Deprecated endpoints", "The endpoint /v1/export returns all orders as a file."),
        ("Устаревшие методы", "Метод export возвращает все заказы одним файлом."),
    ],
)
def test_a_sentence_is_quoted_with_a_heading_that_withdraws_it(heading, sentence):
    text = f"# Orders\n\n## {heading}\n\n{sentence}\n\n## Others\n\nNothing else is here.\n"
    assert quotes(checked(text, sentence)) == [f"## {heading}", sentence]


def test_a_nested_item_is_quoted_with_the_item_that_denies_it():
    text = page("The policy pays for damage:", ["by storms, but not:\n  - to fences and garden sheds\n  - to parked cars", "by fire"])
    assert quotes(checked(text, "to fences and garden sheds")) == ["- by storms, but not:", "- to fences and garden sheds"]


def test_lettered_clauses_are_quoted_with_the_clause_that_denies_them():
    text = "TERMS\n\n4. The Provider shall not be liable for:\n\n(a) loss of profits of the Customer;\n\n(b) loss of data on its servers;\n"
    assert quotes(checked(text, "(b) loss of data on its servers;", path="terms.txt")) == [
        "4. The Provider shall not be liable for:",
        "(b) loss of data on its servers;",
    ]


def test_a_page_of_html_tells_its_lists_too():
    text = f"<h1>Cover</h1><p>The following are not covered:</p><ul>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ul>"
    assert quotes(checked(text, ITEMS[2], path="page.html")) == ["The following are not covered:", ITEMS[2]]


def test_an_introduction_that_was_quoted_is_quoted_once():
    lead = "The following are not covered by the policy:"
    text = page(f"This is short. {lead}", ITEMS)
    loaded = checked(text, f"This is short. {lead}")
    assert quotes(loaded) == [f"This is short. {lead}"]


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Myth: You must drain the battery before every charge.", "You must drain the battery before every charge."),
        ("Миф: перед зарядкой батарею нужно разрядить.", "Перед зарядкой батарею нужно разрядить."),
    ],
)
def test_a_models_claim_does_not_leave_out_the_label_that_makes_it_untrue(quote, claim):
    (shown,) = checked(f"# Batteries\n\n{quote}\n", quote, claim=claim).claims
    assert shown.text == quote


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("This section is outdated and no longer applies.", "Customers have 60 days to return a product."),
        ("Этот раздел устарел.", "Покупатель может вернуть товар за 60 дней."),
    ],
)
def test_a_sentence_is_quoted_with_the_note_that_withdraws_its_section(note, sentence):
    text = f"# Returns\n\n## Window\n\n{note}\n\n{sentence}\n\n## Others\n\n{sentence[:-1]} now.\n"
    assert quotes(checked(text, sentence)) == [note, sentence]
    assert quotes(checked(text, f"{sentence[:-1]} now.")) == [f"{sentence[:-1]} now."]
    (shown,) = checked(text, sentence, claim=sentence).claims
    assert shown.text == f"{note}\n{sentence}"


def test_a_note_in_the_same_paragraph_withdraws_what_follows_it():
    note, sentence = "This page has been superseded.", "Customers have 60 days to return a product."
    assert quotes(checked(f"# Returns\n\n{note} {sentence}\n", sentence)) == [note, sentence]
    assert quotes(checked(f"# Returns\n\n{sentence} {note}\n", sentence)) == [sentence]
    assert quotes(checked(f"# Returns\n\n{note} {sentence}\n", note)) == [note]


def test_an_item_that_says_all_itself_introduces_no_nested_one():
    text = page("The policy pays for damage:", ["by storms, if there was no warning.\n  - We send a person at once.", "by fire"])
    assert quotes(checked(text, "We send a person at once.")) == ["- We send a person at once."]


CONTRACT = (
    "Policy of cover\n\n1. The tenant is not liable for:\n\n(a) broken windows\n\n(b) lost keys\n\n2. The fee is 10 euros a month.\n\n"
    "3. The following are not covered:\n\n3.1 Flood damage.\n\n3.2 Storm damage:\n\n(i) of roofs\n\n(ii) of cellars\n\n"
    "4. Duties\n\n4.1 The owner paints the walls.\n\n4.2 The owner heats the hall.\n"
)


@pytest.mark.parametrize("quote", ["2. The fee is 10 euros a month.", "4.1 The owner paints the walls.", "4.2 The owner heats the hall."])
def test_what_a_clause_denies_of_its_own_items_is_not_denied_of_the_next_clause(quote):
    assert quotes(checked(CONTRACT, quote, path="policy.txt")) == [quote]


@pytest.mark.parametrize(
    ("quote", "lead"),
    [
        ("(b) lost keys", "1. The tenant is not liable for:"),
        ("3.1 Flood damage.", "3. The following are not covered:"),
        ("(ii) of cellars", "3. The following are not covered:"),
    ],
)
def test_a_numbered_paragraph_is_quoted_with_the_line_that_denies_it(quote, lead):
    assert quotes(checked(CONTRACT, quote, path="policy.txt")) == [lead, quote]


FRAMES = "Carbon frames, suspension forks and batteries. For batteries we send you to the maker."


@pytest.mark.parametrize("heading", ["What we do not repair", "Things we can't mend", "Что мы не чиним"])
def test_what_a_heading_denies_that_asks_for_it_is_quoted_with_the_heading(heading):
    outcome = checked(f"# Workshop\n\n## {heading}\n\n{FRAMES}\n", FRAMES, question="Can you fix carbon frames?")
    assert quotes(outcome)[0].lstrip("# ") == heading
    assert FRAMES in quotes(outcome)


NOT_DENYING = [
    "What we repair",
    "Why we do not repair frames",
    "When something is not repaired",
    "What you should not miss",
    "What to do if the printer does not start",
    "What happens when you do not pay",
    "Things you can't do without",
    "Что нельзя забыть",
]


@pytest.mark.parametrize("heading", NOT_DENYING)
def test_below_any_other_heading_a_paragraph_is_quoted_alone(heading):
    assert quotes(checked(f"# Workshop\n\n## {heading}\n\n{FRAMES}\n", FRAMES)) == [FRAMES]


def test_a_later_sentence_is_quoted_without_what_a_heading_denies_of_the_first():
    later = "For batteries we send you to the maker."
    assert quotes(checked(f"# Workshop\n\n## What we do not repair\n\n{FRAMES}\n", later)) == [later]
