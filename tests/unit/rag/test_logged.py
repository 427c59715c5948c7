import json

import pytest

from untuned.errors import SourceError
from untuned.rag.logged import logged
from untuned.types.checks import GivenQuote, SourceText


def read(**record):
    return logged(json.dumps(record), place="log.jsonl:3")


OWN = {"question": "How long?", "answer": "Sixty days.", "contexts": ["Returns: 60 days.", {"text": "Other.", "name": "b.md"}]}
RAGAS = {"user_input": "How long?", "response": "Sixty days.", "retrieved_contexts": ["Returns: 60 days."], "reference": "60"}
DEEPEVAL = {"input": "How long?", "actual_output": "Sixty days.", "retrieval_context": ["Returns: 60 days."], "context": ["ideal"]}
LANGCHAIN = {
    "query": "How long?",
    "result": "Sixty days.",
    "source_documents": [{"page_content": "Returns: 60 days.", "metadata": {"source": "a.md"}, "type": "Document"}],
}
LANGSMITH = {
    "inputs": {"question": "How long?"},
    "outputs": {"answer": "Sixty days.", "documents": [{"page_content": "Returns: 60 days."}]},
}
LLAMAINDEX = {
    "query": "How long?",
    "response": {"response": "Sixty days."},
    "source_nodes": [{"node": {"id_": "n1", "text": "Returns: 60 days.", "metadata": {"file_name": "a.md"}}, "score": 0.9}],
}
MAPPING = {"output": "Sixty days.", "context": {"a.md": "Returns: 60 days.", "b.md": "Other."}}


@pytest.mark.parametrize("record", [OWN, RAGAS, DEEPEVAL, LANGCHAIN, LANGSMITH, LLAMAINDEX, MAPPING])
def test_the_shapes_that_people_have_are_read(record):
    found = read(**record)
    assert found.answer == "Sixty days."
    assert found.sources[0].text == "Returns: 60 days."
    assert found.question == (None if record is MAPPING else "How long?")


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (RAGAS, ("response", "retrieved_contexts", "user_input")),
        (DEEPEVAL, ("actual_output", "retrieval_context", "input")),
        (LANGSMITH, ("outputs.answer", "outputs.documents", "inputs.question")),
    ],
)
def test_it_says_which_fields_were_taken(record, fields):
    assert read(**record).fields == tuple(zip(("answer", "contexts", "question"), fields, strict=True))


@pytest.mark.parametrize(
    ("record", "names"), [(OWN, ["", "b.md"]), (LANGCHAIN, ["a.md"]), (LLAMAINDEX, ["a.md"]), (MAPPING, ["a.md", "b.md"])]
)
def test_sources_have_the_names_that_the_log_gives_them(record, names):
    assert [source.name for source in read(**record).sources] == names


def test_quotes_may_name_their_source():
    found = read(**OWN, quotes=["60 days", {"quote": "Returns: 60 days.", "source": "b.md"}, {"text": "Other.", "index": 1}, 7])
    assert found.quotes == (
        GivenQuote(text="60 days"),
        GivenQuote(text="Returns: 60 days.", source="b.md"),
        GivenQuote(text="Other.", source=1),
    )


def test_no_context_was_found_is_not_no_contexts_were_logged():
    assert read(answer="I do not know.", contexts=[]).sources == ()
    with pytest.raises(SourceError, match=r"no contexts among its fields \(answer\)"):
        read(answer="I do not know.")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON: "),
        ("[1]", "a list, not an object"),
        ("null", "a null, not an object"),
        ('"x"', "a string, not an object"),
        ("[" * 100_000, "nested too deeply"),
        ('{"contexts": ["a"]}', "no answer among its fields (contexts)"),
        ('{"answer": 3, "contexts": ["a"]}', "field 'answer' holds no text to take as answer"),
        ('{"answer": "a", "contexts": [1, 2]}', "field 'contexts' holds no text to take as contexts"),
        ('{"answer": null, "contexts": null}', "no answer among its fields (answer, contexts)"),
        ("{}", "no answer among its fields (it has none)"),
    ],
)
def test_a_bad_line_says_where_and_why(line, reason):
    with pytest.raises(SourceError, match=r"log\.jsonl:9") as raised:
        logged(line, place="log.jsonl:9")
    assert raised.value.reason.startswith(reason)
    assert raised.value.remedy


def test_half_a_surrogate_pair_is_replaced():
    assert read(answer="a \ud800 b", contexts=["c \udfff"]).answer == "a \ufffd b"


def test_a_source_text_is_not_printed_with_its_record():
    assert "secret" not in repr(SourceText(name="a.md", text="secret"))


def taken(**fields):
    return logged(json.dumps({"answer": "24 months", "contexts": ["It lasts 24 months."], **fields}), place="log:1")


DUMPED = {"lc": 1, "type": "constructor", "id": ["langchain", "schema", "document", "Document"]}


@pytest.mark.parametrize(
    ("contexts", "expected"),
    [
        ([{**DUMPED, "kwargs": {"page_content": "It lasts.", "metadata": {"source": "a.md"}}}], [("a.md", "It lasts.")]),
        ([[{"page_content": "It lasts.", "metadata": {"source": "a.md"}}, 0.8]], [("a.md", "It lasts.")]),
        ([["It lasts.", 0.8], ["Or not.", 0.5]], [("", "It lasts."), ("", "Or not.")]),
        ([["It lasts.", "Or not."]], [("", "It lasts."), ("", "Or not.")]),
        ([["It lasts."], ["Or not."]], [("", "It lasts."), ("", "Or not.")]),
        ([{"content": [{"type": "text", "text": "It "}, {"type": "text", "text": "lasts."}], "title": "A"}], [("A", "It lasts.")]),
        ([{"type": "text", "text": "It lasts."}, {"type": "text", "text": "Or not."}], [("", "It lasts."), ("", "Or not.")]),
        (["It lasts.", None, "Or not."], [("", "It lasts."), ("", ""), ("", "Or not.")]),
    ],
)
def test_contexts_of_dumps_scores_and_nested_lists_are_read_each_at_its_place(contexts, expected):
    assert [(source.name, source.text) for source in taken(contexts=contexts).sources] == expected


@pytest.mark.parametrize("contexts", [[None], ["It lasts.", {"id": 7}], [{"id": 7}, "It lasts."], [0.8]])
def test_a_context_without_a_text_is_not_left_out_in_silence(contexts):
    with pytest.raises(SourceError, match="field 'contexts' holds no text to take as contexts"):
        taken(contexts=contexts)


@pytest.mark.parametrize(
    "answer",
    [
        {"lc": 1, "type": "constructor", "id": ["langchain", "schema", "messages", "AIMessage"], "kwargs": {"content": "24 months"}},
        [{"type": "reasoning", "summary": []}, {"type": "text", "text": "24 "}, {"type": "output_text", "text": "months"}],
    ],
)
def test_an_answer_may_be_a_message_or_its_content_blocks(answer):
    assert taken(answer=answer).answer == "24 months"
