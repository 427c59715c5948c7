"""Where a sentence points to within its document."""

import pytest

from summarising import version_of
from untuned.rag.summary.outline import outline
from untuned.rag.summary.pointers import Places

SOURCE = """# Guide

## 3. Backup and restore

Copies are made at night.

## Section 4. Limits

4.2 No file is larger than 50 GB, except as follows:

(a) films;

(b) maps.

## Раздел 5. Сроки

5.1 Копии хранятся год.

## IV. Roman

Old numbers.

## Last words

{sentence}
"""


def leads_to(sentence):
    version, text = version_of(SOURCE.format(sentence=sentence))
    outlined = outline(version, text)
    places = Places(outlined, version, text)
    start = text.index(sentence)
    found = places.pointers(start, start + len(sentence))
    return [(text[one.start : one.end], None if one.target is None else text[one.target.start : one.target.end]) for one in found]


@pytest.mark.parametrize(
    ("sentence", "pointer", "target"),
    [
        ("See Section 3 for more.", "Section 3", "## 3. Backup and restore"),
        ("Under section 4.2 it is less.", "section 4.2", "4.2 No file is larger than 50 GB, except as follows:"),
        ("As in Clause 4.2(b), they count.", "Clause 4.2(b)", "(b) maps."),
        ("As in § 4.2 (a), they count.", "§ 4.2 (a)", "(a) films;"),
        ("Under Article IV it was so.", "Article IV", "## IV. Roman"),
        ("Смотрите пункт 5.1 ниже.", "пункт 5.1", "5.1 Копии хранятся год."),
        ("Согласно п. 5.1 это так.", "п. 5.1", "5.1 Копии хранятся год."),
        ("Это сказано в разделе 5.", "разделе 5", "## Раздел 5. Сроки"),
        ('This is described in "Backup and restore" above.', 'described in "Backup and restore"', "## 3. Backup and restore"),
        ("Read [about copies](#3-backup-and-restore) first.", "[about copies](#3-backup-and-restore)", "## 3. Backup and restore"),
        ("See Section 17 for more.", "Section 17", None),
        ("Read [more](#nowhere) first.", "[more](#nowhere)", None),
    ],
)
def test_a_pointer_leads_to_its_place(sentence, pointer, target):
    assert leads_to(sentence) == [(pointer, target)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It takes 3 days.",
        "Section leaders meet at 4.2 km.",
        "Under Section 3 of the Federal Food Act it is forbidden.",
        "Read [more](https://example.com/#3) first.",
        "The article 3D is sold.",
    ],
)
def test_other_numbers_and_links_are_no_pointers(sentence):
    assert leads_to(sentence) == []


def test_a_pointer_to_a_definition_is_told_from_a_mere_mention():
    version, text = version_of(SOURCE.format(sentence="Files, as defined in Section 4.2, and the rest of Section 3."))
    outlined = outline(version, text)
    places = Places(outlined, version, text)
    one, other = places.pointers(text.index("Files, as"), len(text))
    assert (one.defining, other.defining) == (True, False)
    said = places.says(other.target)
    assert text[said.start : said.end] == "Copies are made at night."
