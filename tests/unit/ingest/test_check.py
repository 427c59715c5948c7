"""What `check` says of one document and of several."""

from dataclasses import replace
from datetime import date

import pytest

from indexing import version
from ingesting import loaded_from
from untuned.ingest.check.kinds import KINDS, harm_of
from untuned.ingest.check.look import look
from untuned.text.instructions import NOTED
from untuned.types.findings import HARMS, Finding
from untuned.types.settings import CheckSettings

TODAY = date(2026, 11, 20)
LONG = "The gateway forgets its pairing after a power cut, so pair it again from the settings page of the application. " * 3
RUSSIAN = "Шлюз забывает сопряжение после отключения питания, поэтому сопрягите его снова на странице настроек приложения. " * 5


def document(text, *, path="page.md", number=1, **fields):
    """A document as the loader of its ending reads it."""
    loaded = loaded_from(text, path)
    made = version(loaded.text, number=number, document=number, blocks=loaded.blocks, title=loaded.title, language=loaded.language)
    known = {
        "path": path,
        "format": loaded.format,
        "metadata": loaded.metadata,
        "lines": loaded.lines,
        "text_sha256": loaded.text,
        **fields,
    }
    return replace(made, **known), loaded.text


def found(*documents, settings=None, **given):
    return look(documents, settings=settings or CheckSettings(), today=TODAY, **given).findings


def kinds(*documents, **given):
    return [one.kind for one in found(*documents, **given)]


def test_a_sound_page_has_no_finding():
    assert found(document(f"# Pairing\n\n{LONG}")) == ()


def test_every_kind_says_how_it_hurts_and_what_mends_it():
    assert list(dict.fromkeys(kind.harm for kind in KINDS.values())) == list(HARMS)
    assert all(kind.title and kind.remedy for kind in KINDS.values())


def test_the_worst_comes_first_and_of_one_kind_what_has_more_places():
    known = [
        Finding(kind="stale", path="a.md", detail="old"),
        Finding(kind="encoding", path="b.md", detail="one"),
        Finding(kind="encoding", path="c.md", detail="two", count=2),
        Finding(kind="conflict", path="d.md", detail="no"),
    ]
    assert [one.path for one in found(known=known)] == ["d.md", "c.md", "b.md", "a.md"]


def test_a_report_counts_what_hurts_so_much_or_more():
    report = look([], settings=CheckSettings(), today=TODAY, known=[Finding(kind=kind, path="a", detail="x") for kind in KINDS])
    assert [len(report.at_least(harm)) for harm in HARMS] == [5, 13, 14, 18]
    assert {harm_of(one) for one in report.at_least("wrong")} == {"wrong"}


def test_kinds_and_documents_can_be_left_out():
    page, other = document("# Soon\n\nComing.", path="soon.md"), document("# Later\n\nComing.", path="old/later.md", number=2)
    assert [one.path for one in found(page, other, settings=CheckSettings(exclude=("old/**",)))] == ["soon.md"]
    assert found(page, settings=CheckSettings(ignore=("thin",))) == ()


@pytest.mark.parametrize(
    ("text", "path", "says"),
    [
        ("# Soon\n\nComing.", "soon.md", "1 words below its headings, and no statement"),
        ("# Room\n\nRoom R101 has 7 seats and a screen. Book it a day before.\n", "room.md", None),
        ("# Rooms\n\nRooms, floors and more.\n", "rooms.md", "4 words below its headings, and no statement"),
        ("# Codes\n\n| code | meaning |\n| - | - |\n| E-1 | open |\n", "codes.md", None),
        ("A room has seats.", "room.txt", None),
        ("# Soon\n", "soon.md", "no words below its headings"),
        ("name,price\nPro,12\n", "plans.csv", None),
        ("東京都の設定を変更するときは、管理画面から操作してください。保存を忘れないように気をつけてください。", "ja.md", None),
        ("# Table\n\n" + "| a | b |\n| - | - |\n" + "| one two | three |\n" * 8, "table.md", None),
    ],
)
def test_a_page_with_hardly_any_words_is_thin_and_records_are_not(text, path, says):
    assert [one.detail for one in found(document(text, path=path))] == ([] if says is None else [says])


def test_a_page_that_is_half_translated_is_found_at_the_first_block_of_the_second_language():
    (one,) = found(document(f"# Сопряжение\n\n{RUSSIAN * 2}\n\n{LONG} {LONG}"))
    assert (one.kind, one.line) == ("mixed_languages", 5)
    assert "'en'" in one.detail
    assert kinds(document(f"# Сопряжение\n\n{RUSSIAN}\n\nClick *Settings*.")) == []


def test_what_has_expired_is_worse_than_what_is_old():
    expired = document(f"# A\n\n{LONG}", effective_from=date(2020, 1, 1), effective_to=date(2025, 1, 1))
    assert kinds(expired) == ["expired"]
    assert kinds(document(f"# A\n\n{LONG}", effective_from=date(2020, 1, 1))) == ["stale"]
    assert kinds(document(f"# A\n\n{LONG}", effective_from=date(2020, 1, 1)), settings=CheckSettings(stale_days=None)) == []
    assert kinds(document(f"# A\n\n{LONG}", effective_from=date(2026, 1, 1), effective_to=TODAY)) == []


@pytest.mark.parametrize(
    "damaged",
    ["cafÃ© au lait", "donâ€™t", "ÐŸÑ€Ð¸Ð²ÐµÑ‚", "РџСЂРёРІРµС‚", "caf\ufffd", "Ïðèâåò", "пРИВЕТ"],
)
def test_letters_of_another_encoding_are_found(damaged):
    (one,) = found(document(f"# A\n\n{LONG}\n\nIt says {damaged} here."))
    assert (one.kind, one.line) == ("encoding", 5)


@pytest.mark.parametrize(
    "sound",
    [
        "Ça va, naïve Ångström façade",
        "«Привет», — сказал он. РСФСР, СССР, РФ",
        "Âme, Ãvila, São João",
        "größer als äöüß",
        "ÀÉÎ",
        "iOS и macOS",
    ],
)
def test_words_with_accents_and_capitals_are_no_damage(sound):
    assert found(document(f"# A\n\n{LONG}\n\nIt says {sound} here.")) == ()


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Write to jane.roe@northwind.org today.", "e-mail address"),
        ("Call +49 30 1234 5678 at night.", "telephone number"),
        ("Звоните 8 (495) 123-45-67.", "telephone number"),
        ("Anna: 0170 555 0134, at night.", "telephone number"),
        ("Das Büro hat die 030 12345678.", "telephone number"),
        ("Herr Maier (030/12345678) hilft.", "telephone number"),
        ("Reach him on (0221) 471 2345 or 0049 170 5550134.", "telephone number"),
        ("Mme Petit, 06 12 34 56 79", "telephone number"),
        ("Ask at (415) 834-1506, or 415.834.1506.", "telephone number"),
        ("Марина: 8 912 345-67-89.", "telephone number"),
        ("Тел.: 345-67-89, Марина.", "telephone number"),
        ("Mobile number: 01705550134", "telephone number"),
        ("Her phone is 834 1506.", "telephone number"),
        ("Card 4111 1111 1111 1234 is no card, 4539 1488 0343 6467 is.", "payment card"),
        ("Pay to DE89 3704 0044 0532 0130 00 now.", "bank account"),
        ("СНИЛС 112-233-445 95.", "insurance account"),
        ("SSN 536-22-1234.", "social security number"),
    ],
)
def test_personal_data_is_found_and_never_shown(text, sort):
    (one,) = found(document(f"# A\n\n{LONG}\n\n{text}"))
    assert (one.kind, one.line) == ("personal_data", 5)
    assert one.detail.startswith(f"{sort} ")
    assert one.detail.endswith("•")


@pytest.mark.parametrize(
    "text",
    [
        "Write to support@northwind.org or to you@example.com.",
        "Call +1 212 555 0123.",
        "Call (212) 555-0123, 020 7946 0958 or 0800 330 1000.",
        "Order 0170 555 0134, invoice no. 0815-471-1234, Bestellnummer 030 12345678, заказ 8 912 345-67-89.",
        "Due 01.02.2024 12:30, from 05/12/2024 1530, 2023-2024, 2024-11-22 10 15, 0900-1700, steps 01 02 03 04 05.",
        "It costs 8 800 000 or 1 234 567.89, weighs 0.170 555, and is 10 000 000 000.",
        "ISBN 978-0-13-110362-7, ISSN 0378-5955, DOI 10.1000/0170.555.0134, 1.2.3-04, 192.168.001.012, Boston, MA 02110-1301.",
        "Phones since 2019-2024, a phone of 12345 days, telephone 5 of 20.",
        "Values +9981396317E-182 and +12.07938445j, part 01705550134, 4-0170 555 0134.",
        "Order 4539 1488 0343 6468, version 2024.01.02.03, id 12345678901234567.",
        "The gene RV12 ACGT ACGT ACGT ACGT and DE00 3704 0044 0532 0130 00.",
        "СНИЛС 112-233-445 96, number 000-12-3456.",
        "`git@github.com:owner/name.git` and mail@localhost.localdomain.test",
    ],
)
def test_roles_examples_and_numbers_whose_check_digits_fail_are_no_personal_data(text):
    assert found(document(f"# A\n\n{LONG}\n\n{text}")) == ()


def test_personal_data_can_be_left_alone():
    assert found(document(f"# A\n\n{LONG} jane.roe@northwind.org"), settings=CheckSettings(personal_data=False)) == ()


def test_copies_and_near_copies_are_found_against_the_first():
    body = "\n\n".join(f"Step {nth}: {LONG} Then note the number {nth * 7} of the sensor on the sheet." for nth in range(12))
    changed = body.replace("number 14 of", "number 15 of")
    first, copy, near = (
        document(f"# A\n\n{body}", path="a.md"),
        document(f"# A\n\n{body}", path="b.md", number=2),
        document(f"# A\n\n{changed}", path="c.md", number=3),
    )
    same, alike = found(first, copy, near)
    assert (same.kind, same.path, same.other, same.detail) == ("near_duplicate", "b.md", "a.md", "the same text as a.md")
    assert (alike.path, alike.other) == ("c.md", "a.md")
    assert found(first, document(f"# B\n\n{RUSSIAN * 10}", path="d.md", number=4)) == ()


def test_a_copy_of_a_short_page_is_told_and_a_short_page_that_is_nearly_another_is_not():
    text = "# Lift\n\nThe lift is out of order on Fridays; take the stairs."
    (copy,) = found(document(text, path="one.md"), document(text, path="two.md", number=2))
    assert (copy.kind, copy.path, copy.detail) == ("near_duplicate", "two.md", "the same text as one.md")
    assert found(document(text, path="one.md"), document(text.replace("Lift", "Hoist"), path="two.md", number=2)) == ()


def test_front_matter_that_all_neighbours_have_is_missed():
    pages = [document(f"---\nproduct: Pro\n---\n# {nth}\n\n{LONG} {nth}", path=f"docs/{nth}.md", number=nth) for nth in range(1, 6)]
    (one,) = found(
        *pages, document(f"# 9\n\nOf its own. {LONG}", path="docs/9.md", number=9), settings=CheckSettings(ignore=("near_duplicate",))
    )
    assert (one.kind, one.path) == ("missing_metadata", "docs/9.md")
    assert "'product'" in one.detail
    assert "missing_metadata" not in kinds(*pages, document(f"# 9\n\n{LONG}", path="blog/9.md", number=9))


def test_instructions_that_were_noted_are_told():
    (one,) = found(document(f"# A\n\n{LONG}", metadata={NOTED: [{"where": "hidden", "line": 5}, {"where": "hidden", "line": 9}]}))
    assert (one.kind, one.line, one.count) == ("instructions", 5, 2)
