"""A question asked for a day: what held then answers, in both languages, on both axes, to those who may read it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from untuned.errors import NotAllowed
from untuned.project import Project
from untuned.store.answer_encoding import to_as_of
from untuned.types.principal import OWNER, member
from untuned.types.versions import AsOf

ENGLISH = "---\neffective_from: {day}\n---\n# Refunds\n\nA refund is possible within {days} days of the purchase.\n"
RUSSIAN = "# Возврат\n\nДействует с {day}\n\nВернуть товар можно в течение {days} дней после покупки.\n"
ASKED = {"en": "Within how many days is a refund possible?", "ru": "В течение скольких дней можно вернуть товар?"}
TODAY = datetime.now(UTC).date()


@pytest.fixture
def root(tmp_path):
    (tmp_path / "untuned.toml").write_text('[versions]\nsupersede = ["prices-{date}.md"]\n', encoding="utf-8")
    return tmp_path


def write(root, **texts):
    for name, text in texts.items():
        (root / f"{name.replace('_', '-')}.md").write_text(text, encoding="utf-8")


def both(root, *, first):
    write(
        root,
        refunds=ENGLISH.format(day="2024-01-01" if first else "2025-01-01", days=14 if first else 30),
        vozvrat=RUSSIAN.format(day="1 января 2024 г." if first else "01.01.2025", days=14 if first else 30),
    )


@pytest.fixture
def synced(root):
    both(root, first=True)
    with Project.open(root) as project:
        project.sync()
        both(root, first=False)
        project.sync()
        yield project


@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_answer_is_that_of_the_day_and_says_so(synced, language):
    then = synced.ask_sync(ASKED[language], as_of=date(2024, 6, 1))
    now = synced.ask_sync(ASKED[language])
    assert ("14" in then.text, "30" in then.text) == (True, False)
    assert ("30" in now.text, "14" in now.text) == (True, False)
    assert then.notes[0] == "This holds as of 2024-06-01."
    assert f"untuned diff {then.citations[0].path} 1" in then.notes[1]
    assert (then.citations[0].number, now.citations[0].number, now.notes) == (1, 2, ())


def test_a_day_before_a_document_was_removed_says_that_it_is_gone(root, synced):
    (root / "refunds.md").unlink()
    synced.sync()
    then = synced.ask_sync(ASKED["en"], as_of=date(2024, 6, 1))
    assert then.notes == (
        "This holds as of 2024-06-01.",
        "refunds.md was removed since: this is its version 1; see 'untuned history refunds.md'.",
    )


def test_a_document_whose_place_is_taken_on_a_day_to_come_is_not_said_to_have_lost_it(root):
    coming = (TODAY + timedelta(days=30)).isoformat()
    refund = "# Refunds\n\nA refund is possible within {} days of the purchase.\n"
    write(root, old=f"---\neffective_from: 2024-01-01\n---\n{refund.format(14)}")
    write(root, new=f"---\neffective_from: {coming}\nsupersedes: old.md\n---\n{refund.format(30)}")
    with Project.open(root) as project:
        project.sync()
        answer = project.ask_sync(ASKED["en"], as_of=date(2024, 6, 1))
        assert answer.citations[0].path == "old.md"
        assert f"new.md takes the place of old.md from {coming} on; see '--as-of {coming}'." in answer.notes
        assert not any("has taken the place" in note for note in answer.notes)


@pytest.mark.parametrize("moment", [datetime(2024, 6, 1, 9, 30), datetime(2024, 6, 2, 1, tzinfo=timezone(timedelta(hours=3)))])  # noqa: DTZ001 - what a caller may give
def test_a_moment_stands_for_its_day_and_the_answer_can_be_read_again(synced, moment):
    answer = synced.ask_sync(ASKED["en"], as_of=moment)
    assert answer.as_of == AsOf(day=date(2024, 6, 1))
    assert synced.answer(answer.id).as_of == answer.as_of
    assert synced.status().answers == 1


@pytest.mark.parametrize("day", ["2024-06-01", 20240601])
def test_what_is_no_day_is_refused_with_how_one_is_made(synced, day):
    with pytest.raises(TypeError, match=r"a day is a datetime\.date, not (?:str|int): date\.fromisoformat\("):
        synced.ask_sync(ASKED["en"], as_of=day)
    assert synced.status().answers == 0


@pytest.mark.parametrize("where", [{"product": "Pro"}, [("product", "Pro")], [None]])
def test_what_is_no_filter_is_refused_with_what_one_looks_like(synced, where):
    with pytest.raises(TypeError, match="a filter is typed as 'product=Pro'"):
        synced.ask_sync(ASKED["en"], where=where)
    with pytest.raises(TypeError, match="a filter is typed as 'product=Pro'"):
        synced.search(ASKED["en"], where=where)


def test_an_answer_that_was_kept_with_a_moment_is_read_as_of_its_day():
    assert to_as_of('{"as_of": ["2024-06-01T09:30:00", "known"]}') == AsOf(day=date(2024, 6, 1), axis="known")


def test_a_stream_is_of_the_day_too(synced):
    *claims, answer = synced.ask_stream_sync(ASKED["en"], as_of=date(2024, 6, 1))
    assert ("14" in claims[0].text, answer.as_of) == (True, AsOf(day=date(2024, 6, 1)))


def test_what_was_not_in_force_yet_is_not_answered_from(synced):
    early = synced.ask_sync(ASKED["en"], as_of=date(2023, 6, 1))
    assert (early.state, early.claims) == ("abstained", ())
    assert "Asked as of 2023-06-01" in early.notes[0]


def test_what_was_known_is_another_axis(synced):
    assert synced.search(ASKED["en"], as_of=AsOf(day=date(2024, 6, 1), axis="known")) == []
    (found,) = [one for one in synced.search(ASKED["en"], as_of=AsOf(day=TODAY, axis="known")) if one.version.path == "refunds.md"]
    assert found.version.number == 2


def test_the_day_is_kept_with_the_answer(synced):
    asked = AsOf(day=date(2024, 6, 1))
    answer = synced.ask_sync(ASKED["en"], as_of=asked)
    assert synced.answer(answer.id).as_of == asked
    assert synced.answer(synced.ask_sync(ASKED["en"]).id).as_of is None


def test_superseded_text_is_not_retrieved_unless_it_is_asked_for(root):
    prices = "# Prices\n\nThe Pro plan costs {} euros a month.\n\nEffective from {}\n"
    write(root, prices_2024=prices.format(20, "1 January 2024"), prices_2025=prices.format(30, "1 January 2025"))
    asked = "What does the Pro plan cost a month?"
    with Project.open(root) as project:
        project.sync()
        assert [one.version.path for one in project.search(asked)] == ["prices-2025.md"]
        assert [one.version.path for one in project.search(asked, as_of=date(2024, 6, 1))] == ["prices-2024.md"]
        answer = project.ask_sync(asked, as_of=date(2024, 6, 1))
        assert any("prices-2025.md has taken the place of prices-2024.md" in note for note in answer.notes)
        (root / "prices-2025.md").unlink()
        project.sync()
        assert [one.version.path for one in project.search(asked)] == ["prices-2024.md"]


def test_a_successor_that_is_not_in_force_yet_hides_nothing(root):
    later = (TODAY + timedelta(days=30)).isoformat()
    write(root, old="# Old\n\nThe fee is 20 euros.\n", new=f"---\nsupersedes: old.md\neffective_from: {later}\n---\nThe fee is 30 euros.\n")
    with Project.open(root) as project:
        project.sync()
        assert [one.version.path for one in project.search("What is the fee?")] == ["old.md"]


def test_a_document_that_ended_is_quoted_with_a_warning(root):
    write(root, old="---\neffective_to: 2020-12-31\n---\n# Fees\n\nThe fee for the locker is 20 euros.\n")
    with Project.open(root) as project:
        project.sync()
        assert project.ask_sync("What is the fee for the locker?").notes == ("old.md says that it held until 2020-12-31.",)


def test_the_past_is_never_more_open_than_it_was_or_is(root):
    (root / "untuned.toml").write_text('[[access]]\npath = "secret.md"\ngroups = ["hr"]\n', encoding="utf-8")
    write(root, secret="# Pay\n\nThe bonus of the year is 900 euros.\n", open="# Pay\n\nThe bonus of the month is 50 euros.\n")
    with Project.open(root) as project:
        project.sync()
    (root / "untuned.toml").write_text('[[access]]\npath = "open.md"\ngroups = ["hr"]\n', encoding="utf-8")
    write(root, secret="# Pay\n\nThe bonus of the year is told to all.\n", open="# Pay\n\nThe bonus of the month is 60 euros.\n")
    with Project.open(root) as project:
        project.sync()

    def read(principal):
        with Project.open(root, principal=principal) as project:
            return {
                one.version.path for axis in ("effective", "known") for one in project.search("bonus", as_of=AsOf(day=TODAY, axis=axis))
            }

    assert read(member()) == {"secret.md"}
    assert read(OWNER) == {"secret.md", "open.md"}
    with Project.open(root, principal=member()) as project:
        assert project.ask_sync("What is the bonus of the year?", as_of=TODAY).text.count("900") == 0
        with pytest.raises(NotAllowed):
            project.settle(["a1"])


def test_a_purge_takes_the_past_too(synced):
    assert synced.search(ASKED["en"], as_of=date(2024, 6, 1))
    views = synced.root / ".untuned" / "index"
    assert len([path for path in views.iterdir() if path.is_dir()]) == 2
    synced.purge("refunds.md@1")
    assert len([path for path in views.iterdir() if path.is_dir()]) == 1
    assert [one.version.path for one in synced.search(ASKED["en"], as_of=date(2024, 6, 1))] == []
    assert [one.version.number for one in synced.search(ASKED["en"], as_of=date(2025, 6, 1)) if one.version.path == "refunds.md"] == [2]


def test_the_view_of_the_past_is_made_when_it_is_first_asked_for_and_follows(root):
    write(root, a="# A\n\nThe limit is 5 boxes.\n")
    with Project.open(root) as project:
        project.sync()
        views = root / ".untuned" / "index"
        assert len([path for path in views.iterdir() if path.is_dir()]) == 1
        assert len(project.search("limit", as_of=TODAY)) == 1
        write(root, b="# B\n\nThe limit is 7 bags.\n")
        project.sync()
        assert len(project.search("limit", as_of=TODAY)) == 2


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_day_before_everything_is_told_since_when_there_is_anything(synced, language):
    early = synced.ask_sync(ASKED[language], as_of=date(2023, 6, 1))
    assert "No document was in force on 2023-06-01: the first one counts from 2024-01-01 on." in early.notes
    path = "refunds.md" if language == "en" else "vozvrat.md"
    assert f"{path} speaks of this, but counts only from 2024-01-01 on; see '--as-of 2024-01-01'." in early.notes
    known = synced.ask_sync(ASKED[language], as_of=AsOf(day=date(2024, 6, 1), axis="known"))
    assert f"No document was known on 2024-06-01: the first one was synced on {TODAY}." in known.notes
    assert f"{path} speaks of this, but counts only from {TODAY} on; see '--as-known-on {TODAY}'." in known.notes


@pytest.mark.parametrize("first", ["Goods come back.", "The refund of a returned lamp takes days."])
def test_a_document_that_held_on_the_day_is_not_told_to_count_from_a_later_day_on(root, first):
    told = "---\neffective_from: {day}\n---\n# Returns\n\n{said}\n"
    with Project.open(root) as project:
        for day, said in (("2020-01-01", first), ("2025-01-01", "The refund of a returned lamp takes nine days by bank transfer.")):
            write(root, returns=told.format(day=day, said=said))
            project.sync()
        asked = "Who pays the bank transfer of the refund of a returned lamp?"
        assert not any("counts only from" in note for note in project.ask_sync(asked, as_of=date(2022, 1, 1)).notes)
        since = "2020-01-01" if "lamp" in first else "2025-01-01"
        assert any(f"counts only from {since}" in note for note in project.ask_sync(asked, as_of=date(2019, 1, 1)).notes)


def test_a_search_of_a_day_that_finds_nothing_says_what_came_later(synced):
    asked = AsOf(day=date(2023, 6, 1))
    assert synced.passed_over(ASKED["en"], as_of=asked) == (
        "No document was in force on 2023-06-01: the first one counts from 2024-01-01 on.",
        "refunds.md speaks of this, but counts only from 2024-01-01 on; see '--as-of 2024-01-01'.",
    )
    assert synced.passed_over("Which planet has the most moons?", as_of=AsOf(day=TODAY)) == ()


def test_since_when_there_is_anything_is_told_of_what_the_asker_may_read_alone(root):
    write(root, old=ENGLISH.format(day="2020-01-01", days=14), new=ENGLISH.format(day="2024-01-01", days=30))
    (root / "untuned.toml").write_text(
        '[[access]]\npath = "old.md"\ngroups = ["board"]\n[[access]]\npath = "new.md"\ngroups = ["all"]\n', encoding="utf-8"
    )
    with Project.open(root) as project:
        project.sync()
    with Project.open(root, principal=member({"all"})) as project:
        notes = project.ask_sync(ASKED["en"], as_of=date(2019, 1, 1)).notes
    assert any("counts from 2024-01-01 on" in note for note in notes)
    assert not any("2020" in note or "old.md" in note for note in notes)
