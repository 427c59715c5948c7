"""Questions that are routed, from the file of examples to the recorded answer and the measured variant."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime

import pytest

import untuned.assistant.router
from answering import QUESTION, small_project
from routing import examples, written
from untuned.errors import BadVariant, IndexUnwritable, NotAllowed, Refused, UnknownVariant, UnreadableQuestions, WrongSetting
from untuned.project import Project
from untuned.project.comparing import Order
from untuned.project.routing import read_examples
from untuned.types.answers import Answer
from untuned.types.measures import Question
from untuned.types.principal import member
from untuned.types.routes import RouteExample

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ACTION, STRANGE, KNOWN = "order me a new parcel ticket", "who won the marathon of Lisbon and Oslo", "what does the gateway ticket cost"
ROUTES = """
[router]
{enabled}structural = "short"
reasoning = "short"
action = "short"

[variants.short]
answer.max_sentences = 1

[variants.bare]
wording = "text"

[variants.circle]
routed = true

[variants.guest]
groups = ["nobody"]
"""


@pytest.fixture(scope="module")
def learnt(tmp_path_factory):
    """A synced project with a router that was learnt once."""
    root = small_project(tmp_path_factory.mktemp("routed"))
    settings(root, enabled=True)
    written(root / "routes.jsonl", examples())
    with Project.open(root) as project:
        project.train_router()
    return root


@pytest.fixture
def root(learnt):
    settings(learnt, enabled=True)
    return learnt


def settings(root, *, enabled=False, more=""):
    file = root / "untuned.toml"
    before = file.read_text(encoding="utf-8").split("\n[router]\n")[0] if file.is_file() else ""
    file.write_text(before.rstrip() + "\n" + ROUTES.format(enabled="enabled = true\n" if enabled else "") + more, encoding="utf-8")


def test_each_question_is_answered_by_the_variant_of_its_kind_and_the_note_says_so(root):
    with Project.open(root) as project:
        told = {text: project.ask_sync(text) for text in (ACTION, STRANGE, KNOWN)}
        assert "answered by 'short'" in told[ACTION].notes[0]
        assert "answered by 'default'" in told[KNOWN].notes[0]
        assert (told[STRANGE].state, told[STRANGE].reason) == ("abstained", "out_of_scope")
        for answer in told.values():
            kept = project.answer(answer.id)
            assert (kept.notes, kept.reason) == (answer.notes, answer.reason)
            assert "route" in answer.stages


def test_a_stream_of_what_is_refused_ends_in_the_recorded_abstention(root):
    with Project.open(root) as project:
        (answer,) = project.ask_stream_sync(STRANGE)
        assert isinstance(answer, Answer)
        assert project.answer(answer.id).reason == "out_of_scope"


def test_without_the_setting_nobodys_question_is_routed(root):
    settings(root)
    with Project.open(root) as project:
        answer = project.ask_sync(ACTION)
        assert not any(note.startswith("Routed") for note in answer.notes)


def test_a_router_is_kept_and_learnt_anew_when_its_examples_or_settings_change(root):
    with Project.open(root) as project:
        (kept,) = (root / ".untuned" / "router").glob("*.bin")
        stamp = kept.stat().st_mtime_ns
        assert project.route(ACTION).variant == "short"
        assert kept.stat().st_mtime_ns == stamp
        before = project.router_digest()
    settings(root, more="")
    file = root / "untuned.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("[router]\n", "[router]\nmax_misrouting = 0.02\n"), encoding="utf-8")
    with Project.open(root) as project:
        assert project.router_digest() != before


def test_a_kept_router_that_is_damaged_is_learnt_anew(root):
    (kept,) = (root / ".untuned" / "router").glob("*.bin")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:1_000])
    with Project.open(root) as project:
        assert project.route(ACTION).variant == "short"
    assert kept.read_bytes() == whole


def test_a_text_may_hold_any_end_of_a_line_that_json_lets_stand(tmp_path):
    file = tmp_path / "routes.jsonl"
    text = "one\u2028two\x85three"
    file.write_text(f'{{"text": "{text}", "kind": "action", "cluster": "c"}}\r\n\n', encoding="utf-8")
    assert read_examples(file) == (RouteExample(text=text, kind="action", cluster="c"),)


def test_where_nothing_can_be_written_a_router_is_learnt_once_and_held_in_memory(root, tmp_path):
    before = root / ".untuned" / "router"
    aside = before.rename(tmp_path / "aside")
    before.write_text("in the folder's place", encoding="utf-8")
    try:
        with Project.open(root) as project:
            assert project.route(ACTION).variant == "short"
            assert project.router() is project.router()
            with pytest.raises(IndexUnwritable):
                project.train_router()
            assert "answered by 'short'" in project.ask_sync(ACTION).notes[0]
    finally:
        before.unlink()
        aside.rename(before)


def test_questions_that_wait_for_a_router_get_one_that_is_learnt_once_and_leave_nothing_beside_it(root):
    with Project.open(root) as project:
        project.drop_routers()
        found = []
        asking = [threading.Thread(target=lambda: found.append(project.router())) for _ in range(4)]
        for one in asking:
            one.start()
        for one in asking:
            one.join()
        assert len(found) == 4
        assert len({id(one) for one in found}) == 1
        assert [one.suffix for one in (root / ".untuned" / "router").iterdir()] == [".bin"]


def test_a_desk_is_had_without_learning_and_the_router_is_learnt_outside_the_event_loop(root):
    with Project.open(root) as project:
        project.drop_routers()
        project.desk()
        assert list((root / ".untuned" / "router").iterdir()) == []
        learnt_in = []
        learn = project._learn
        project._learn = lambda examples: learnt_in.append(threading.current_thread()) or learn(examples)

        async def asked():
            await project.ask(ACTION)
            return threading.current_thread()

        assert asyncio.run(asked()) not in learnt_in
        assert len(learnt_in) == 1


def test_the_digest_is_made_anew_only_when_examples_change(tmp_path, monkeypatch):
    root = small_project(tmp_path)
    settings(root)
    written(root / "routes.jsonl", examples(60, 30, 10))
    made = []
    digest_of = untuned.assistant.router.digest_of
    monkeypatch.setattr(untuned.assistant.router, "digest_of", lambda parts: made.append(1) or digest_of(parts))
    with Project.open(root) as project:
        assert len({project.router_digest() for _ in range(5)}) == len(made) == 1
        written(root / "routes.jsonl", examples(60, 30, 9))
        project.router_digest()
        assert len(made) == 2


def test_texts_without_a_word_make_no_router_and_questions_are_looked_up(tmp_path):
    root = small_project(tmp_path)
    settings(root, enabled=True)
    written(root / "routes.jsonl", [RouteExample(text="!!!", kind="knowledge"), RouteExample(text="???", kind="action")])
    with Project.open(root) as project:
        assert "has a letter or a digit" in project.ask_sync(QUESTION).notes[0]
        with pytest.raises(Refused, match="told apart"):
            project.route("anything")


def test_the_file_of_examples_is_no_document(root):
    with Project.open(root) as project:
        report = project.sync()
        assert report.added == 0
        assert all(one.path != "routes.jsonl" for one in project.documents.listing(principal=project.principal))


def test_what_a_member_asks_is_answered_with_the_members_rights_wherever_it_is_sent(root):
    with Project.open(root, principal=member(["nobody"])) as project:
        desk = project.desk()
        assert desk.routing is not None
        assert {one.parts.library.principal for one in desk.routing.desks.values()} == {project.principal}
        with pytest.raises(NotAllowed):
            project.route_check()
        with pytest.raises(NotAllowed):
            project.train_router()


def test_questions_of_a_conversation_are_looked_up(root):
    with Project.open(root) as project:
        talk = project.start_conversation()
        project.ask_sync(QUESTION, conversation=talk)
        answer = project.ask_sync(STRANGE, conversation=talk)
        assert answer.reason != "out_of_scope"
        assert "follow-ups are looked up" in answer.notes[0]


def test_without_examples_questions_are_looked_up_with_a_note_and_the_router_says_what_it_lacks(tmp_path):
    root = small_project(tmp_path)
    settings(root, enabled=True)
    with Project.open(root) as project:
        answer = project.ask_sync(QUESTION)
        assert answer.notes[0].startswith("Not routed: there is no example of a kind of question")
        with pytest.raises(Refused, match=r"routes\.jsonl"):
            project.route("anything")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "no JSON"),
        ("[]", "no object"),
        ('{"kind": "action"}', "no 'text'"),
        ('{"text": "a", "kind": "chat"}', "'chat' is no kind"),
        ('{"text": "a", "kind": "action", "intent": 3}', "'intent' is no text"),
        ('{"text": "a", "kind": "action", "cluster": []}', "'cluster' is no text"),
    ],
)
def test_a_line_that_is_no_example_is_named(tmp_path, line, told):
    root = small_project(tmp_path)
    (root / "routes.jsonl").write_text('{"text": "a", "kind": "out of scope"}\n\n' + line + "\n", encoding="utf-8")
    with Project.open(root) as project, pytest.raises(UnreadableQuestions, match=told) as caught:
        project.route("anything")
    assert caught.value.place.endswith("routes.jsonl:3")


@pytest.mark.parametrize(
    ("name", "error", "told"),
    [
        ("bare", BadVariant, "verified claims alone"),
        ("circle", BadVariant, "routed itself"),
        ("guest", BadVariant, "asks as others do"),
        ("nowhere", UnknownVariant, "unknown"),
    ],
)
def test_a_variant_that_may_not_answer_people_is_refused_by_name(root, name, error, told):
    file = root / "untuned.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('action = "short"', f'action = "{name}"'), encoding="utf-8")
    with Project.open(root) as project, pytest.raises(error, match=told):
        project.ask_sync(ACTION)


def test_telling_by_meaning_without_an_embedder_is_a_wrong_setting(root):
    file = root / "untuned.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("[router]\n", "[router]\nsemantic = true\n"), encoding="utf-8")
    with Project.open(root) as project, pytest.raises(WrongSetting, match=r"router\.semantic"):
        project.route(ACTION)


def test_a_purge_takes_the_routers_too(tmp_path):
    root = small_project(tmp_path)
    settings(root, enabled=True)
    written(root / "routes.jsonl", examples(60, 30, 10))
    with Project.open(root) as project:
        project.train_router()
        for left in ("0a.bin.4711", "0a.x1.part"):
            (root / ".untuned" / "router" / left).write_bytes(b"what one that was ended left")
        project.purge(project.documents.listing(principal=project.principal)[0].path)
        assert list((root / ".untuned" / "router").iterdir()) == []


def test_routing_is_measured_as_a_variant_against_the_default(root):
    settings(root)
    with Project.open(root) as project:
        asked = [
            Question(id="k", text=KNOWN, answers=("Nothing.",)),
            Question(id="a", text=ACTION, answers=("Nothing.",), kind="action"),
            Question(id="s", text=STRANGE, must_abstain=True, kind="refusal"),
        ]
        project.questions.add(asked, now=NOW)
        outcome = project.measure(Order(variants=("default", "routed")))
        hashed = dict(project.runs.get(outcome.measurement.id).variants)["routed"]
        runs = {one.question: one for one in project.runs.of(outcome.measurement.id) if one.variant == hashed}
        assert runs["s"].reason == "out_of_scope"
        assert "answered by 'short'" in runs["a"].notes[0]
        assert "answered by 'default'" in runs["k"].notes[0]
        assert all("route" in one.stages for one in runs.values())
        assert project.runs.variants([hashed])[hashed]["choices"]["routed"] == "true"


def test_other_examples_make_another_variant(tmp_path):
    root = small_project(tmp_path)
    settings(root)
    found = examples(60, 30, 10)
    hashes = set()
    with Project.open(root) as project:
        project.questions.add([Question(id="k", text=KNOWN, answers=("Nothing.",))], now=NOW)
        for count in (len(found), len(found) - 1, len(found)):
            written(root / "routes.jsonl", found[:count])
            wanted, _ = project._wanted(Order(variants=("default", "routed")))
            hashes.add(wanted.variants[1].hash)
            assert sorted(one.name for one in wanted.variants[1].routed_to) == ["default", "short"]
    assert len(hashes) == 2


def test_confirmed_development_questions_are_examples_where_the_settings_want_it(tmp_path):
    root = small_project(tmp_path)
    settings(root)
    file = root / "untuned.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("[router]\n", "[router]\nquestions = true\n"), encoding="utf-8")
    asked = [
        Question(id=f"q{nth}", text=one.text, answers=("Nothing.",), kind="action" if one.kind == "action" else "knowledge")
        for nth, one in enumerate(examples(30, 30, 0))
    ]
    asked += [Question(id="locked", text="never seen", kind="action", answers=("No.",), split="locked")]
    asked += [Question(id="named", text="say it in verse", answers=("No.",), route="out-of-scope")]
    with Project.open(root) as project:
        project.questions.add(asked, now=NOW)
        check = project.route_check()
        assert check.examples == len(asked) - 2  # the locked one is none, and nothing else of its kind stands beside the named one
        assert project.route(ACTION).kind == "action"
