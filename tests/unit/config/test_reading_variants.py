"""The tables `[variants.NAME]`: what they may say, and what is said about what they may not."""

import pytest

from untuned.config import read
from untuned.errors import UnknownSetting, WrongSetting
from untuned.types.settings import Secret, VariantSettings


def written(folder, text):
    file = folder / "untuned.toml"
    file.write_text(text, encoding="utf-8")
    return file


def variants_of(folder, text, environ=None):
    return read(written(folder, text), environ=environ or {}).variants


def test_a_file_without_variants_has_none(tmp_path):
    assert variants_of(tmp_path, "[search]\nrerank = false") == ()


def test_dotted_keys_nested_tables_and_inline_tables_say_the_same(tmp_path):
    dotted = '[variants.a]\nsearch.rerank = false\nchunks.strategy = "fixed"\nthinking = true'
    nested = '[variants.a]\nthinking = true\n[variants.a.search]\nrerank = false\n[variants.a.chunks]\nstrategy = "fixed"'
    inline = '[variants]\na = { thinking = true, search = { rerank = false }, chunks = { strategy = "fixed" } }'
    expected = (
        VariantSettings(name="a", method=(("thinking", True),), overrides=(("chunks.strategy", "fixed"), ("search.rerank", False))),
    )
    assert [variants_of(tmp_path, text) for text in (dotted, nested, inline)] == [expected] * 3


def test_the_order_of_a_tables_keys_says_nothing(tmp_path):
    lines = ["search.rerank = false", "chunks.max_tokens = 100", "thinking = true", 'context = "oracle"', "search.widen = false"]
    made = [variants_of(tmp_path, "\n".join(["[variants.a]", *order])) for order in (lines, lines[::-1])]
    assert made[0] == made[1]


def test_every_part_of_a_variant_is_read(tmp_path):
    text = """
    [variants.first]
    extends = "naive"
    description = "what it is for"
    groups = ["support"]
    context = "oracle"
    wording = "text"
    steps = []
    model.name = "openai:gpt-5-mini"
    model.temperature = 0
    facts.timezone = "Europe/Berlin"
    extensions.reranker = "a.b:c"
    [variants.second]
    """
    first, second = variants_of(tmp_path, text)
    assert (first.extends, first.description, first.groups) == ("naive", "what it is for", ("support",))
    assert first.method == (("context", "oracle"), ("steps", ()), ("wording", "text"))
    assert dict(first.overrides) == {
        "model.name": "openai:gpt-5-mini",
        "model.temperature": 0.0,
        "facts.timezone": "Europe/Berlin",
        "extensions.reranker": "a.b:c",
    }
    assert second == VariantSettings(name="second")


def test_a_key_of_a_model_is_a_secret_by_reference(tmp_path):
    text = '[variants.a]\nmodel.api_key = { env = "OTHER_KEY" }'
    (one,) = variants_of(tmp_path, text, {"OTHER_KEY": "hunter2"})
    key = dict(one.overrides)["model.api_key"]
    assert isinstance(key, Secret)
    assert key.reveal() == "hunter2"
    assert "hunter2" not in repr(one)
    with pytest.raises(WrongSetting, match="keep the key out of the file") as caught:
        variants_of(tmp_path, '[variants.a]\nmodel.api_key = "hunter2"')
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "key", "line", "remedy"),
    [
        ("[variants.a]\nsearch.rerenk = false", "variants.a.search.rerenk", 2, "did you mean 'search.rerank'"),
        ("[variants.a]\n\nthinkin = true", "variants.a.thinkin", 3, "did you mean 'thinking'"),
        ("[variants.a]\nrerank = true", "variants.a.rerank", 2, "did you mean 'search.rerank'"),
        ("[variants.a.chunks]\nstratgy = 1", "variants.a.chunks.stratgy", 2, "did you mean 'chunks.strategy'"),
        ("[variants.a]\nsearch = { rerenk = false }", "variants.a.search.rerenk", 2, "did you mean 'search.rerank'"),
        ('[variants.a]\nsources.paths = ["x"]', "variants.a.sources.paths", 2, "share the documents"),
        ("[variants.a]\nevaluation.concurrency = 2", "variants.a.evaluation.concurrency", 2, "share the documents"),
        ("[variants.a]\nserach.rerank = true", "variants.a.serach.rerank", 2, "did you mean 'search.rerank'"),
        ("[variants.a]\nserach = {}", "variants.a.serach", 2, "remove it"),
        ("[variants.a.sources]\n", "variants.a.sources", 1, "share the documents"),
        ('[variants.a]\nname = "x"', "variants.a.name", 2, "share the documents"),
        ('[variants.a]\nextensions.loaders = { ".x" = "a:b" }', "variants.a.extensions.loaders", 2, "share the documents"),
    ],
)
def test_an_unknown_key_is_named_with_its_line_and_the_nearest(tmp_path, text, key, line, remedy):
    file = written(tmp_path, text)
    with pytest.raises(UnknownSetting) as caught:
        read(file, environ={})
    assert caught.value.key == key
    assert caught.value.file == f"{file}:{line}"
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "key", "line", "remedy"),
    [
        ('[variants.a]\nsearch.rerank = "no"', "variants.a.search.rerank", 2, "true or false"),
        ("[variants.a]\nsearch.candidates = 0", "variants.a.search.candidates", 2, "from 1 to 1,000"),
        ('[variants.a]\nchunks.strategy = "random"', "variants.a.chunks.strategy", 2, "structure or fixed"),
        ('[variants.a]\ncontext = "web"', "variants.a.context", 2, "retrieved, oracle or none"),
        ('[variants.a]\nsteps = ["quotes"]', "variants.a.steps", 2, "any of scope, agreement and leaning"),
        ("[variants.a]\nshots = -1", "variants.a.shots", 2, "from 0 to 64"),
        ('[variants.a]\nrewriter = "gpt"', "variants.a.rewriter", 2, "provider:model"),
        ('[variants.a]\ngroups = "support"', "variants.a.groups", 2, "list of texts"),
        ("[variants.a]\nsearch = 5", "variants.a.search", 2, "such as variants.a.search."),
        ("[variants.a]\nmodel = { temperature = 3 }", "variants.a.model.temperature", 2, "from 0 to 2"),
        ('[variants]\nlines = "short"', "variants", 1, "[variants.NAME]"),
        ("[[variants]]\nthinking = true", "variants", None, "[variants.NAME]"),
        ('[variants."two words"]\nthinking = true', "variants.two words", None, "letters, digits"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_line_and_what_would(tmp_path, text, key, line, remedy):
    file = written(tmp_path, text)
    with pytest.raises(WrongSetting) as caught:
        read(file, environ={})
    assert caught.value.key == key
    assert remedy in caught.value.remedy
    if line is not None:
        assert caught.value.file == f"{file}:{line}"


def test_the_name_of_a_shipped_variant_is_refused_with_its_line(tmp_path):
    with pytest.raises(WrongSetting, match=r"untuned\.toml:3") as caught:
        variants_of(tmp_path, '[search]\nrerank = false\n[variants.naive]\ndescription = "mine"')
    assert 'extends = "naive"' in caught.value.remedy
