"""Conversations at the command line: questions from a terminal or a pipe, one answer after another."""

import io
import json
import os
import signal

import pytest

from servers.openai_api import OpenAiServer

BUTTON = "How long do I hold the button of the hub?"
RETURNS = "Within how many days may I return a hardware product?"
MOONS = "Which planet has the most moons?"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def chat(untuned, monkeypatch):
    """A chat whose questions are these lines; `typed` comes from a terminal."""

    def call(*questions, options=(), typed=False):
        lines = "".join(f"{question}\n" for question in questions)
        monkeypatch.setattr("sys.stdin", (Terminal if typed else io.StringIO)(lines))
        return untuned("chat", *options)

    return call


def objects(called) -> list[dict]:
    return [json.loads(row) for row in called.out.splitlines()]


def test_each_line_of_a_pipe_is_a_question_of_one_conversation(project, untuned, chat):
    called = chat(BUTTON, RETURNS)
    assert called.code == 0
    rows = called.out.splitlines()
    assert rows[0].startswith("Conversation c1.")
    assert rows[-1] == "Kept as c1. Go on: untuned chat --resume c1"
    first, second = called.out.split(f"> {BUTTON}")[1].split(f"> {RETURNS}")
    assert "7 seconds" in first
    assert "untuned show a1" in first
    assert "60 days" in second
    assert untuned("show", "a2", "--json").json["conversation"] == "c1"


def test_on_a_terminal_there_is_a_prompt_and_the_question_is_not_repeated(project, chat):
    called = chat(BUTTON, typed=True)
    assert "\n> “Hold the round button for 7 seconds" in called.out
    assert BUTTON not in called.out


@pytest.mark.parametrize("end", ["", "exit", "EXIT", "quit"])
def test_an_empty_line_and_exit_end_it(project, untuned, chat, end):
    assert chat(BUTTON, end, RETURNS).code == 0
    assert [answer["question"] for answer in untuned("history", "--json").json] == [BUTTON]


@pytest.mark.parametrize("end", ["/exit", "/quit", "/QUIT", "/q", "/выход"])
def test_a_command_ends_it_too(project, untuned, chat, end):
    assert chat(BUTTON, end, RETURNS).code == 0
    assert [answer["question"] for answer in untuned("history", "--json").json] == [BUTTON]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/help", "/sources  the places that the last answer quotes"),
        ("/?", "/sources  the places"),
        ("/помощь", "/sources  the places"),
        ("/sources", "Nothing was asked yet."),
        ("/hlep", "/hlep is no command, and was not asked. Did you mean /help?"),
        ("/summarise", "To ask about it, put it into a question: What is /summarise?"),
    ],
)
def test_a_command_in_a_conversation_is_neither_asked_nor_a_gap(project, untuned, chat, typed, said):
    called = chat(typed)
    assert said in called.out
    assert "Nothing was asked; nothing is kept." in called.out
    assert untuned("history", "--json").json == []
    assert untuned("gaps", "--json").json["gaps"] == []


@pytest.mark.parametrize(
    "typed",
    [
        "/api/v1/users returns what?",
        "/returns.md",
        "/etc what does it hold?",
        "/2 of the customers",
        "/users/{id}",
        "/tmp is where the hub keeps logs",
        "/exit interview policy",
        "/help desk hours",
        "/login fails",
    ],
)
def test_a_question_that_begins_with_a_path_is_asked(project, untuned, chat, typed):
    chat(typed)
    assert [answer["question"] for answer in untuned("history", "--json").json] == [typed]


def test_the_sources_of_the_last_answer_are_listed_also_in_a_conversation_that_goes_on(project, chat):
    called = chat(BUTTON, "/sources", MOONS, "/sources")
    first, second = called.out.split("> /sources\n")[1:]
    assert first.startswith("  docs/pairing.md:")
    assert "All of it: untuned show a1" in first
    assert second.startswith("The last answer quotes nothing.")
    assert "untuned show a2" in chat("/sources", options=("--resume", "c1")).out


def test_a_command_is_an_object_of_its_own_in_json(project, chat):
    told, unknown = objects(chat("/help", "/foo", options=("--json",)))
    assert (told["command"], told["known"]) == ("/help", True)
    assert (unknown["command"], unknown["known"]) == ("/foo", False)


def test_a_conversation_goes_on_where_it_was(project, untuned, chat):
    chat(BUTTON)
    chat(MOONS)
    called = chat(RETURNS, options=("--resume", "c1"))
    assert called.out.startswith(f"Conversation c1, 1 question so far; an empty line or Ctrl-D ends.\n> {BUTTON}\n  Hold the round")
    assert [each["id"] for each in untuned("chat", "--list", "--json").json] == ["c1", "c2"]
    assert chat(RETURNS, options=("--resume", "last")).out.startswith("Conversation c1, 2 questions so far")


def test_the_stored_conversations_are_listed_with_their_first_questions(project, untuned, chat):
    assert untuned("chat", "--list").out.startswith("No conversations yet")
    chat(BUTTON, RETURNS)
    listed = untuned("chat", "--list")
    assert f"c1  2 questions    {BUTTON}" in listed.out
    assert listed.out.endswith("untuned chat --resume c1\n")
    assert untuned("chat", "--list", "--json").json[0]["questions"] == 2


def test_a_deleted_conversation_is_gone_with_its_answers(project, untuned, chat):
    chat(BUTTON, RETURNS)
    assert untuned("chat", "--delete", "c1").out == "Deleted c1 with 2 answers.\n"
    assert untuned("chat", "--delete", "c1").code == 1
    assert untuned("show", "a1").code == 1
    assert untuned("chat", "--resume", "c1").code == 1


def test_a_conversation_in_which_nothing_was_asked_is_not_kept(project, untuned, chat):
    assert "Nothing was asked" in chat().out
    assert untuned("chat", "--list", "--json").json == []


def test_as_json_there_is_one_object_for_each_question(project, chat):
    called = chat(BUTTON, MOONS, options=("--json",))
    answers = objects(called)
    assert [answer["state"] for answer in answers] == ["answered", "abstained"]
    assert {answer["conversation"] for answer in answers} == {"c1"}
    assert "7 seconds" in answers[0]["text"]


def test_an_error_of_one_question_does_not_end_it(documents, untuned, chat):
    untuned("init")
    called = chat(BUTTON, RETURNS)
    assert called.code == 1
    assert called.err.count("error: ") == 2
    assert called.err.count("untuned sync") == 2
    failed = objects(chat(BUTTON, RETURNS, options=("--json",)))
    assert [each["error"]["kind"] for each in failed] == ["NothingSynced", "NothingSynced"]


def test_a_conversation_in_which_no_question_was_answered_is_not_kept(documents, untuned, chat):
    untuned("init")
    assert "No answer was recorded; nothing is kept." in chat(BUTTON, RETURNS).out
    assert untuned("chat", "--list", "--json").json == []


def test_a_conversation_that_goes_on_stays_also_where_nothing_is_answered(project, untuned, chat):
    chat(BUTTON)
    assert "Kept as c1" in chat(options=("--resume", "c1")).out
    assert [each["id"] for each in untuned("chat", "--list", "--json").json] == ["c1"]


def test_only_one_of_the_three_can_be_done_at_once(project, untuned):
    assert untuned("chat", "--list", "--delete", "c1").code == 2


@pytest.mark.parametrize("reference", ["last", "c9", "nothing"])
def test_an_unknown_conversation_is_told_with_what_to_do(project, untuned, reference):
    called = untuned("chat", "--resume", reference)
    assert called.code == 1
    assert "untuned chat --list" in called.err


def test_a_group_neither_lists_nor_resumes_nor_deletes_the_owners_conversation(project, untuned, chat):
    chat(BUTTON)
    assert untuned("chat", "--list", "--json", "--as-group", "support").json == []
    for option in ("--resume", "--delete"):
        called = untuned("chat", option, "c1", "--as-group", "support", "--json")
        assert (called.code, json.loads(called.err)["error"]["kind"]) == (1, "UnknownConversation")
    assert len(untuned("chat", "--list", "--json").json) == 1


class Interrupted(OpenAiServer):
    """Its first request never ends, and brings a Ctrl-C to this process."""

    def plan(self, body):
        if len(self.seen) == 1:
            os.kill(os.getpid(), signal.SIGINT)
            return "stalls", ""
        return super().plan(body)


@pytest.mark.skipif(os.name == "nt", reason="a process there cannot send itself a Ctrl-C alone")
def test_ctrl_c_stops_the_answer_at_hand_and_no_other(project, untuned, chat, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    with Interrupted() as server:
        (project / "untuned.toml").write_text(f'[model]\nname = "openai:test-model"\nbase_url = "{server.url}"\n', encoding="utf-8")
        called = chat(BUTTON, RETURNS)
    assert called.code == 0
    stopped, answered = called.out.split(f"> {RETURNS}")
    assert "Stopped." in stopped
    assert "60 days" in answered
    assert [answer["question"] for answer in untuned("history", "--json").json] == [RETURNS]


def test_a_model_is_given_what_was_asked_and_shown_before(project, chat, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    with OpenAiServer() as server:
        (project / "untuned.toml").write_text(f'[model]\nname = "openai:test-model"\nbase_url = "{server.url}"\n', encoding="utf-8")
        called = chat(BUTTON, RETURNS)
        prompts = [json.dumps(seen.body["messages"]) for seen in server.seen]
    assert "tokens in" in called.out
    assert (BUTTON in prompts[-1], BUTTON in prompts[0], RETURNS in prompts[0]) == (True, True, False)
