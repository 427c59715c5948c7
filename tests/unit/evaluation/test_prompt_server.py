"""The simulated model does what it says: its answers depend on what it receives, and its counts on what was delivered."""

from __future__ import annotations

import json
import socket
import struct
import urllib.error
import urllib.request
from collections import Counter

import pytest

from servers.prompt_server import (
    CLASSES,
    MARK,
    STOCK,
    UNKNOWN,
    Faults,
    Manner,
    PromptProcess,
    PromptServer,
    class_of,
    discordant,
    fact_of,
    say,
)

FACTS = [fact_of(number) for number in range(2_000)]


def body(fact, *, context="", shots=0, words="", **fields):
    solved = "".join(f"Question: q\nAnswer: a{nth}\n\n" for nth in range(shots))
    text = f"<solved>\n{solved}\n</solved>\n{context}\n{words}\n<question>\n{fact.question}\n</question>"
    return {"model": "simulated", "messages": [{"role": "user", "content": text}], **fields}


def passage(fact, *, number=2):
    return f'<passage number="{number}" source="a.md">\nBefore. {fact.sentence}\n</passage>'


def share(manner, **given):
    """How often the model is right about so many facts."""
    read = given.pop("read", True)
    return sum(say(body(fact, context=passage(fact) if read else "", **given), manner).right for fact in FACTS) / len(FACTS)


def test_every_code_has_a_fact_of_its_own():
    assert len({fact.question for fact in FACTS}) == len(FACTS)


def test_facts_are_known_when_they_stand_in_the_context():
    manner = Manner(seed=1, knows=0.2, reads=0.9)
    assert abs(share(manner) - 0.9) < 0.03
    assert abs(share(manner, read=False) - 0.2) < 0.03


def test_the_format_holds_only_from_so_many_examples_on():
    manner = Manner(seed=2, reads=1.0, format_shots=3, format_without=0.2)
    for shots, kept in ((0, 0.2), (2, 0.2), (3, 1.0), (4, 1.0)):
        said = [say(body(fact, context=passage(fact), shots=shots), manner).text.startswith("Answer: ") for fact in FACTS]
        assert abs(sum(said) / len(said) - kept) < 0.03


def test_a_planted_effect_changes_how_often_it_is_right_and_nothing_else_does():
    manner = Manner(seed=3, reads=0.7, effects=(("step by step", 0.2),))
    assert abs(share(manner, words="Think step by step.") - 0.9) < 0.03
    assert abs(share(manner, words="Think.") - 0.7) < 0.03


def test_a_planted_style_shows_in_the_text_alone():
    manner = Manner(seed=4, style=(("Be warm", 0.6),))
    warm = [say(body(fact, context=passage(fact), words="Be warm."), manner) for fact in FACTS]
    plain = [say(body(fact, context=passage(fact)), manner) for fact in FACTS]
    assert abs(sum(STOCK in one.text for one in warm) / sum(one.text != UNKNOWN for one in warm) - 0.6) < 0.04
    assert not any(STOCK in one.text for one in plain)
    assert abs(sum(one.right for one in warm) - sum(one.right for one in plain)) / len(FACTS) < 0.03


def test_two_requests_about_a_question_differ_as_often_as_predicted():
    manner = Manner(seed=5, reads=0.7, effects=(("Way two", 0.1),), shared=0.8)
    pairs = Counter(
        (
            say(body(fact, context=passage(fact), words="Way one"), manner).right,
            say(body(fact, context=passage(fact), words="Way two"), manner).right,
        )
        for fact in FACTS
    )
    first, second = discordant(0.7, 0.8, shared=0.8)
    assert abs(pairs[True, False] / len(FACTS) - first) < 0.02
    assert abs(pairs[False, True] / len(FACTS) - second) < 0.02


def test_the_same_request_gets_the_same_answer_and_another_seed_another_one():
    requests = [body(fact) for fact in FACTS[:200]]
    once, again, other = ([say(one, Manner(seed=seed)).text for one in requests] for seed in (6, 6, 7))
    assert once == again != other


def test_claims_quote_the_passage_that_holds_the_fact():
    said = say(body(FACTS[0], context=passage(FACTS[0], number=4)), Manner(seed=8, reads=1.0))
    assert said.claims == ((FACTS[0].sentence, 4, FACTS[0].sentence),)
    assert say(body(FACTS[0]), Manner(seed=8, knows=1.0)).claims == ()


def test_what_is_known_is_not_always_recalled():
    manner = Manner(seed=9, knows=0.5, recalls=0.8)
    assert abs(share(manner, read=False) - 0.4) < 0.03


def test_a_question_for_a_class_gets_a_class_and_in_its_form_nothing_else():
    manner = Manner(seed=10, knows=1.0, recalls=0.5, declines=0.0)
    asked = [class_of(number) for number in range(200)]
    said = [say(body(one, shots=4), manner) for one in asked]
    assert {one.text.removeprefix("Class: ") for one in said} == set(CLASSES)
    assert all((one.text == f"Class: {fact.answer}") == one.right for one, fact in zip(said, asked, strict=True))
    assert 60 < sum(one.right for one in said) < 140


def test_thoughts_come_before_the_mark_that_is_asked_for():
    before, mark, after = say(body(FACTS[0], words=f"Write {MARK}"), Manner(knows=1.0, format_without=1.0)).text.partition(MARK)
    assert (bool(before), mark, after) == (True, MARK, f" Answer: {FACTS[0].answer}")


@pytest.mark.parametrize(("loses", "figures"), [(0.0, True), (1.0, False)])
def test_a_text_is_worded_anew_with_or_without_its_figures(loses, figures):
    asked = body(FACTS[0]) | {"messages": [{"role": "user", "content": "<given_answer>\nIt is 84 days.\n</given_answer>"}]}
    said = say(asked, Manner(loses=loses)).text
    assert ("84" in said, said.endswith("days.")) == (figures, True)


@pytest.mark.parametrize(("quote", "verdict"), [("It keeps 84 days.", "yes"), ("It keeps 85 days.", "no")])
def test_a_claim_is_denied_whose_figures_stand_in_no_quote(quote, verdict):
    shown = f'<exhibit name="quote">\n{quote}\n</exhibit>\n<exhibit name="claim">\n84 days.\n</exhibit>'
    asked = {"messages": [{"role": "user", "content": shown}]}
    assert json.loads(say(asked, Manner()).text)["verdict"] == verdict


def test_a_fickle_model_answers_the_same_request_by_another_chance_each_time():
    asked = [body(fact) for fact in FACTS[:300]]
    for fickle in (False, True):
        manner = Manner(seed=11, knows=1.0, recalls=0.5, shared=0.0, fickle=fickle)
        first, second = ([say(one, manner, nth=nth).right for one in asked] for nth in (1, 2))
        assert (first != second) == fickle


def ask(url, asked):
    request = urllib.request.Request(f"{url}/chat/completions", json.dumps(asked).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return response.read()


def test_both_forms_are_spoken_and_every_request_is_counted():
    with PromptServer(Manner(reads=1.0)) as server:
        asked = body(FACTS[0], context=passage(FACTS[0]))
        text = json.loads(ask(server.url, asked))["choices"][0]["message"]["content"]
        call = json.loads(ask(server.url, asked | {"tools": [{"function": {"name": "answer"}}]}))["choices"][0]["message"]["tool_calls"][0]
        streamed = ask(server.url, asked | {"stream": True})
        assert FACTS[0].answer in text
        assert json.loads(call["function"]["arguments"])["claims"][0]["quotes"] == [{"passage": 2, "text": FACTS[0].sentence}]
        assert streamed.endswith(b"data: [DONE]\n\n")
        assert (server.counts.requests, server.counts.per_question[FACTS[0].question]) == (3, 3)


def test_each_address_has_faults_of_its_own():
    with PromptServer() as server:
        server.behave(bad=Faults(broken=1.0), slow=Faults(busy=1.0, retry_after="7"))
        for place, status in (("bad", 500), ("slow", 429)):
            with pytest.raises(urllib.error.HTTPError) as error:
                ask(server.at(place), body(FACTS[0]))
            assert error.value.code == status
            error.value.close()
        assert ask(server.url, body(FACTS[0]))
        assert server.counts.delivered == 1


def test_what_lay_unread_when_its_reader_died_was_not_delivered_to_it():
    with PromptServer() as server:
        payload = json.dumps(body(FACTS[0])).encode()
        head = f"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: {len(payload)}\r\n\r\n".encode()
        for reads in (True, False):
            with socket.create_connection(("127.0.0.1", server.port)) as client:
                client.sendall(head + payload)
                assert client.recv(1 << 16) if reads else client.recv(1, socket.MSG_PEEK)
                if not reads:  # as the system does it for a process that is killed
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        (count,) = server.counts.by_content.values()
        while count.unread == 0:
            server.turn()
        assert (count.requests, count.delivered, count.unread) == (2, 1, 1)


def test_a_server_of_its_own_process_counts_the_same():
    with PromptProcess(Manner(reads=1.0, effects=(("x", 0.1),))) as server:
        assert FACTS[0].answer.encode() in ask(server.url, body(FACTS[0], context=passage(FACTS[0])))
        server.behave(main=Faults(broken=1.0))
        with pytest.raises(urllib.error.HTTPError) as error:
            ask(server.url, body(FACTS[0]))
        error.value.close()
        assert (server.counts.requests, server.counts.delivered) == (2, 1)
        server.forget()
        assert server.counts.requests == 0
