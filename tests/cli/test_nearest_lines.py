"""Where there is no answer, the sections that are most like the question are named, as places."""

import pytest

RULES = """# House rules

## Keys

There are no spare keys to flats in the building at all.

## Noise

Drums are played in the cellar room beside the boiler.

## Bicycles

Bicycles stand in the yard and never in the cellar.
"""
TOLD = "Where else to look:"


@pytest.fixture
def house(tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/rules.md").write_text(RULES, encoding="utf-8")
    (tmp_path / "docs/board.md").write_text("# Board\n\nThe board keeps the key to the cellar of the building.\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text(
        '[sources]\npaths = ["docs"]\n\n[chunks]\nmin_words = 3\nmax_tokens = 30\n\n[search]\nwiden = false\n'
        '\n[[access]]\npath = "docs/board.md"\ngroups = ["board"]\n',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def places(out: str) -> list[str]:
    lines = out.splitlines()
    start = lines.index(TOLD) + 1
    return [line.strip() for line in lines[start : lines.index("", start)]]


def test_places_are_named_once_and_without_that_of_the_nearest_miss(untuned, house):
    assert untuned("sync").code == 0
    called = untuned("ask", "Why may the plumber of the insurance visit the cellar with a bicycle?")
    assert called.code == 3
    told = places(called.out)
    miss = called.out.split(TOLD)[0]
    assert 1 <= len(told) <= 3
    assert len(set(told)) == len(told)
    assert all(place.split()[0].startswith("docs/") and place.split()[0] not in miss for place in told)


def test_places_of_closed_documents_are_not_named(untuned, house):
    assert untuned("sync").code == 0
    question = "Why may the plumber of the insurance visit the cellar with a bicycle?"
    assert "board.md" in untuned("ask", question).out
    called = untuned("ask", question, "--as-group", "guests")
    assert TOLD in called.out
    assert "board.md" not in called.out


def test_none_are_named_beside_an_answer_or_where_nothing_is_like_the_question(untuned, house):
    assert untuned("sync").code == 0
    for question, code in (("Where are drums played?", 0), ("Quelle heure?", 3)):
        called = untuned("ask", question)
        assert (called.code, TOLD in called.out) == (code, False)


def test_they_are_told_in_the_language_of_the_question(untuned, house):
    (house / "docs/rules-ru.md").write_text(
        "# Правила\n\n## Подвал\n\nВ подвале играют на барабанах.\n\n## Двор\n\nДвор закрыт.\n", encoding="utf-8"
    )
    assert untuned("sync").code == 0
    assert "Где ещё посмотреть:" in untuned("ask", "Почему сантехник страховой закрыт в подвале с велосипедом во двор?").out


def test_of_a_document_without_headings_other_passages_are_named(untuned, house):
    paragraphs = (
        "There are no spare keys to flats in the building at all, nor to the cellar.",
        "Drums are played in the cellar room beside the boiler until ten.",
        "Bicycles stand in the yard and never in the cellar or on the stairs.",
    )
    (house / "docs/rules.md").unlink()
    (house / "docs/rules.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    assert untuned("sync").code == 0
    called = untuned("ask", "Why may the plumber of the insurance visit the cellar with a bicycle?", "--as-group", "guests")
    assert called.code == 3
    told = [place.split()[0] for place in places(called.out)]
    miss = called.out.split(TOLD)[0]
    assert told
    assert len(set(told)) == len(told)
    assert all(place.startswith("docs/rules.txt:") and f"{place}  " not in miss for place in told)
