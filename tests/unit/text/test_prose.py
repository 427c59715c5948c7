from untuned.text.prose import prose
from untuned.text.sentences import sentences

ANSWER = """## Returns in 2024

Two things count:

1. The term is 60 days
2. The box is complete

| Plan | Days |
|---|---|
| Pro | 90 |

```
x = 15
```
Run `fastapi dev` now.
---
> a quoted block of it
The end."""


def said(text: str, **options) -> list[str]:
    readable = prose(text, **options)
    assert len(readable) == len(text)
    return [readable[start:end] for start, end in sentences(readable)]


def test_headings_rules_and_code_are_not_said_and_items_and_rows_are_sentences():
    block = (ANSWER.index(">"), ANSWER.index("The end"))
    assert [" ".join(sentence.split()) for sentence in said(ANSWER, without=[(block[0], block[1] - 1)])] == [
        "Two things count:",
        "The term is 60 days",
        "The box is complete",
        "| Plan | Days |",
        "| Pro | 90 |",
        "Run fastapi dev now.",
        "The end.",
    ]


def test_the_number_of_a_list_item_is_no_number_of_the_claim():
    assert said("3. Wait for 5 minutes.") == ["Wait for 5 minutes."]


def test_what_is_left_out_ends_the_sentence_before_it_only_at_a_line_end():
    assert said("It holds [1] for all.", without=[(9, 12)]) == ["It holds     for all."]


def test_a_text_without_structure_stays_as_it_is():
    assert prose("Plain text, 2*3 and a - b.") == "Plain text, 2*3 and a - b."
