from pathlib import Path

import pytest

from untuned.config import find, read
from untuned.errors import NoProject, UnknownSetting, UnreadableConfig, WrongSetting
from untuned.types.settings import AccessRule, Secret, Settings

POSTGRES = "postgresql://kim:hunter2@db.example/handbook"


def written(folder: Path, text: str) -> Path:
    file = folder / "untuned.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_dotted_key_below_another_table_is_told_to_belong_to_that(tmp_path):
    file = tmp_path / "untuned.toml"
    file.write_text('[router]\n#structural = ""\nsources.encoding = "windows-1251"\n', encoding="utf-8")
    with pytest.raises(UnknownSetting) as caught:
        read(file)
    assert caught.value.key == "router.sources.encoding"
    assert caught.value.file.endswith("untuned.toml:3")
    assert caught.value.remedy == "it stands below [router], and so belongs to it: write 'encoding = ...' below [sources] instead"


def test_an_empty_file_gives_the_defaults(tmp_path):
    assert read(written(tmp_path, ""), environ={}) == Settings()


def test_every_kind_of_value_is_read(tmp_path):
    text = """
    name = "handbook"
    search.candidates = 50
    [sources]
    paths = ["docs", "policies/*.md"]
    [index]
    stem = false
    [answer]
    threshold = 1
    [extensions]
    loaders = { ".rst" = "a.b:c" }
    [retention]
    traces_days = "none"
    [[access]]
    path = "contracts/**"
    groups = ["legal", "board"]
    """
    settings = read(written(tmp_path, text), environ={})
    assert settings.name == "handbook"
    assert settings.search.candidates == 50
    assert settings.sources.paths == ("docs", "policies/*.md")
    assert settings.index.stem is False
    assert settings.answer.threshold == 1.0
    assert settings.extensions.loaders == ((".rst", "a.b:c"),)
    assert settings.retention.traces_days is None
    assert settings.access == (AccessRule(path="contracts/**", groups=frozenset({"legal", "board"})),)


def test_the_file_is_found_upward(tmp_path):
    file = written(tmp_path, "")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find(inner) == file.resolve()


def test_a_folder_without_a_file_above_is_no_project(tmp_path):
    with pytest.raises(NoProject, match="untuned init") as caught:
        find(tmp_path)
    assert caught.value.folder == tmp_path.resolve()


@pytest.mark.parametrize(
    ("text", "key", "line", "remedy"),
    [
        ("[search]\ncandidate = 50", "search.candidate", 2, "did you mean 'search.candidates'"),
        ("\n\ncandidates = 50", "candidates", 3, "did you mean 'search.candidates'"),
        ("[serach]\ncandidates = 50", "serach", 1, "did you mean 'search'"),
        ("[search]\nqzx = 50", "search.qzx", 2, "untuned guide settings"),
        ('[[access]]\npath = "a"\ngroups = ["b"]\n[[access]]\npth = "a"', "access[1].pth", 5, "'path' and 'groups'"),
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
    ("text", "key", "remedy"),
    [
        ('[search]\ncandidates = "50"', "search.candidates", "whole number"),
        ("[search]\ncandidates = 5.5", "search.candidates", "whole number"),
        ("[search]\ncandidates = true", "search.candidates", "whole number"),
        ("[search]\ncandidates = 0", "search.candidates", "from 1 to 1,000"),
        ("[search]\ngram_weight = -0.1", "search.gram_weight", "from 0 to 10"),
        ("[search]\ngram_weight = nan", "search.gram_weight", "give a number"),
        ("[search]\nrerank = 1", "search.rerank", "true or false"),
        ("[chunks]\nmin_words = 0", "chunks.min_words", "from 1"),
        ("[answer]\nthreshold = 1.2", "answer.threshold", "from 0 to 1"),
        ("search = 5", "search", "[search]"),
        ("name = 5", "name", "text in quotes"),
        ('[sources]\npaths = "docs"', "sources.paths", "list of texts"),
        ('[sources]\npaths = [""]', "sources.paths", "list of texts"),
        ('[sources]\nencoding = "cp9999"', "sources.encoding", "cp1251"),
        ('[sources]\nencoding = "base64"', "sources.encoding", "cp1251"),
        ('[sources]\nlanguages = ["english"]', "sources.languages", "two-letter"),
        ("[sources]\nlanguages = []", "sources.languages", "two-letter"),
        ('[extensions]\nembedder = "no colon"', "extensions.embedder", "module:object"),
        ('[extensions]\nloaders = { "rst" = "a:b" }', "extensions.loaders", '".rst"'),
        ("[extensions]\nscorers = { a = 1 }", "extensions.scorers", "table of texts"),
        ('[extensions]\ntools = { a = "" }', "extensions.tools", "module:object"),
        ('[[access]]\npath = "a"\ngroups = []', "access[0].groups", "everyone"),
        ('[[access]]\npath = "a"', "access[0]", "add 'groups'"),
        ('[access]\npath = "a"', "access", "[[access]]"),
        ('[store]\nurl = "mysql://x/y"', "store.url", "postgresql://"),
        ('[store]\nurl = "sqlite://"', "store.url", "sqlite:///FILE"),
        ("[store]\nurl = 5", "store.url", "url in quotes"),
        ('[store]\nurl = { env = "A", file = "b" }', "store.url", "one place"),
        ('[store]\nurl = { env = "HANDBOOK_DB" }', "store.url", "set the environment variable HANDBOOK_DB"),
        ('[store]\nurl = { file = "missing.txt" }', "store.url", "missing.txt"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_would(tmp_path, text, key, remedy):
    with pytest.raises(WrongSetting) as caught:
        read(written(tmp_path, text), environ={})
    assert caught.value.key == key
    assert remedy in caught.value.remedy


def test_text_that_is_not_toml_is_unreadable_with_its_place(tmp_path):
    with pytest.raises(UnreadableConfig, match="line 2") as caught:
        read(written(tmp_path, "[search]\ncandidates 5"), environ={})
    assert caught.value.file == str(tmp_path / "untuned.toml")


@pytest.mark.parametrize(
    ("text", "told", "remedy"),
    [
        ("[router]\n#enabled = true\n[web]\n[router]\nenabled = true\n", "[router] stands twice, in lines 1 and 4", "below line 4"),
        ("[router]\n[ 'router' ]\nenabled = true\n", "[router] stands twice, in lines 1 and 2", "take line 2 out"),
        ("[variants.a]\n[variants.b]\n[variants.a]\n", "[variants.a] stands twice, in lines 1 and 3", "below line 1"),
        ("[a]\nb.c = 1\n[a.b]\n", "[a.b] stands twice, in lines 2 and 3", "below line 2"),
        ('name = "a"\nname = "b"\n', "'name' stands twice, in lines 1 and 2", "keep one of the two"),
        ("[sources]\npaths = []\npaths = [\n'b']\n", "'sources.paths' stands twice, in lines 2 and 3", "keep one of the two"),
        ("[[access]]\npath = 'a'\n[access]\n", "[access] stands twice, in lines 1 and 3", "below line 1"),
        ("facts = { file = 'a', file = 'b' }\n", "it is not TOML: Duplicate inline table key", "mend the file"),
    ],
)
def test_what_stands_twice_is_named_with_both_lines(tmp_path, text, told, remedy):
    with pytest.raises(UnreadableConfig) as caught:
        read(written(tmp_path, text), environ={})
    assert caught.value.reason.startswith(told)
    assert remedy in str(caught.value.remedy)


def test_a_file_that_is_not_utf_8_is_unreadable(tmp_path):
    file = tmp_path / "untuned.toml"
    file.write_bytes(b'name = "\xff"')
    with pytest.raises(UnreadableConfig, match="byte 8 is not UTF-8"):
        read(file, environ={})


def test_a_missing_file_is_unreadable(tmp_path):
    with pytest.raises(UnreadableConfig):
        read(tmp_path / "untuned.toml", environ={})


def test_the_environment_overrides_the_file_by_the_type_of_the_setting(tmp_path):
    file = written(tmp_path, "[search]\ncandidates = 5")
    environ = {
        "UNTUNED_NAME": "12",
        "UNTUNED_SEARCH__CANDIDATES": "50",
        "UNTUNED_SEARCH__GRAM_WEIGHT": "0.5",
        "UNTUNED_INDEX__STEM": "false",
        "UNTUNED_SOURCES__PATHS": "docs, notes",
        "UNTUNED_SOURCES__EXCLUDE": '["a, b"]',
        "UNTUNED_ANSWER__THRESHOLD": "none",
        "UNTUNED_EXTENSIONS__SCORERS": '{ length = "a:b" }',
        "UNTUNED_ACCESS": '[{ path = "x/**", groups = ["y"] }]',
        "UNTUNED_FAULT": "after_commit",
        "PATH": "/bin",
    }
    settings = read(file, environ=environ)
    assert settings.name == "12"
    assert settings.search.candidates == 50
    assert settings.search.gram_weight == 0.5
    assert settings.index.stem is False
    assert settings.sources.paths == ("docs", "notes")
    assert settings.sources.exclude == ("a, b",)
    assert settings.answer.threshold is None
    assert settings.extensions.scorers == (("length", "a:b"),)
    assert settings.access == (AccessRule(path="x/**", groups=frozenset({"y"})),)


def test_an_unknown_variable_is_named_with_the_nearest(tmp_path):
    with pytest.raises(UnknownSetting) as caught:
        read(written(tmp_path, ""), environ={"UNTUNED_SEARCH__CANDIDATE": "50"})
    assert caught.value.file == "environment"
    assert "UNTUNED_SEARCH__CANDIDATES" in caught.value.remedy
    with pytest.raises(UnknownSetting) as caught:
        read(written(tmp_path, ""), environ={"UNTUNED_DATABASE": POSTGRES})  # of another project, whose settings name it
    assert "unset it, or give what is no setting another name" in caught.value.remedy


def test_a_variable_of_the_wrong_type_is_named(tmp_path):
    with pytest.raises(WrongSetting, match="whole number") as caught:
        read(written(tmp_path, ""), environ={"UNTUNED_SEARCH__CANDIDATES": "many"})
    assert (caught.value.key, caught.value.value) == ("UNTUNED_SEARCH__CANDIDATES", "many")


def test_a_secret_is_read_from_the_environment_and_never_shown(tmp_path):
    file = written(tmp_path, '[store]\nurl = { env = "UNTUNED_DB" }')
    settings = read(file, environ={"UNTUNED_DB": POSTGRES})
    assert isinstance(settings.store.url, Secret)
    assert settings.store.address == "postgresql+psycopg://kim:hunter2@db.example/handbook"
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in f"{settings.store.url} {settings.store.url!s}"


def test_a_secret_is_read_from_a_file_beside_the_settings(tmp_path):
    (tmp_path / "url.txt").write_text(POSTGRES + "\n", encoding="utf-8")
    settings = read(written(tmp_path, '[store]\nurl = { file = "url.txt" }'), environ={})
    assert settings.store.address.endswith("@db.example/handbook")


def test_a_url_with_a_password_may_come_from_its_variable(tmp_path):
    settings = read(written(tmp_path, ""), environ={"UNTUNED_STORE__URL": POSTGRES})
    assert isinstance(settings.store.url, Secret)
    assert settings.store.url.reveal().startswith("postgresql+psycopg://kim:hunter2@")


@pytest.mark.parametrize("url", [POSTGRES, "postgresql://db.example/handbook?user=kim&password=hunter2"])
def test_a_password_in_the_file_is_refused_and_not_repeated(tmp_path, url):
    with pytest.raises(WrongSetting, match=r"env = ") as caught:
        read(written(tmp_path, f'[store]\nurl = "{url}"'), environ={})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("url", ["https://kim:hunter2@proxy.example/v1", "https://kim:hunter2@[bad/v1"])
def test_a_password_in_the_address_of_a_model_is_refused_and_not_repeated(tmp_path, url):
    with pytest.raises(WrongSetting, match=r"address") as caught:
        read(written(tmp_path, f'[model]\nname = "openai:m"\nbase_url = "{url}"'), environ={})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("end", ["?api_key=hunter2", "/?x=1&Subscription-Key=hunter2", "?key=hunter2#top"])
@pytest.mark.parametrize("setting", ['[model]\nname = "openai:m"\nbase_url', "[meaning]\nreranker_url"])
def test_the_address_of_an_api_has_no_options_and_their_keys_are_not_repeated(tmp_path, setting, end):
    with pytest.raises(WrongSetting, match=r"leave away what begins with \? or #; a key") as caught:
        read(written(tmp_path, f'{setting} = "https://proxy.example/v1{end}"'), environ={})
    assert "hunter2" not in str(caught.value)
    assert "https://proxy.example/v1" in str(caught.value)


@pytest.mark.parametrize("text", ['[store]\npassword = "hunter2"', '[store]\nurk = "postgresql://kim:hunter2@h/d"'])
def test_an_unknown_key_does_not_give_a_secret_away(tmp_path, text):
    with pytest.raises(UnknownSetting) as caught:
        read(written(tmp_path, text), environ={})
    assert "hunter2" not in str(caught.value)


def test_a_count_of_tokens_is_no_secret(tmp_path):
    with pytest.raises(WrongSetting, match=r"'model\.max_output_tokens' cannot be 20"):
        read(written(tmp_path, "[model]\nmax_output_tokens = 20"), environ={})


def test_a_relative_database_is_below_the_file(tmp_path):
    settings = read(written(tmp_path, '[store]\nurl = "sqlite:///data/truth.db"'), environ={})
    assert settings.store.address == f"sqlite:///{(tmp_path.resolve() / 'data/truth.db').as_posix()}"


def test_an_absolute_database_stays_where_it_is(tmp_path):
    url = f"sqlite:///{(tmp_path / 'elsewhere.db').as_posix()}"
    assert read(written(tmp_path, f'[store]\nurl = "{url}"'), environ={}).store.url == url


def test_a_key_is_named_and_never_written(tmp_path):
    with pytest.raises(WrongSetting, match="keep the key out of the file") as caught:
        read(written(tmp_path, '[model]\napi_key = "hunter2"'), environ={})
    assert "hunter2" not in str(caught.value)
    settings = read(written(tmp_path, '[model]\napi_key = { env = "MY_KEY" }'), environ={"MY_KEY": "hunter2"})
    assert isinstance(settings.model.api_key, Secret)
    assert settings.model.api_key.reveal() == "hunter2"
    assert "hunter2" not in repr(settings)


def test_a_rerankers_key_is_named_and_never_written_or_shown(tmp_path):
    with pytest.raises(WrongSetting, match="keep the key out of the file") as caught:
        read(written(tmp_path, '[meaning]\nreranker_key = "hunter2"'), environ={})
    assert "hunter2" not in str(caught.value)
    by_name = read(written(tmp_path, '[meaning]\nreranker_key = { env = "MY_KEY" }'), environ={"MY_KEY": "hunter2"})
    by_variable = read(written(tmp_path, ""), environ={"UNTUNED_MEANING__RERANKER_KEY": "hunter2"})
    assert by_name.meaning.reranker_key == by_variable.meaning.reranker_key == Secret("hunter2")
    assert "hunter2" not in repr((by_name, by_variable))


@pytest.mark.parametrize(
    "text",
    [
        'languages = ["english"]',
        'reranker_url = "rank.example"',
        'reranker_url = "https://kim:hunter2@rank.example"',
        "weight = -1",
        "rerank_candidates = 0",
        "threads = -1",
    ],
)
def test_what_cannot_be_meant_below_meaning_is_refused(tmp_path, text):
    with pytest.raises(WrongSetting) as caught:
        read(written(tmp_path, f"[meaning]\n{text}"), environ={})
    assert "hunter2" not in str(caught.value)


def test_a_key_in_its_own_variable_is_a_secret(tmp_path):
    settings = read(written(tmp_path, ""), environ={"UNTUNED_MODEL__API_KEY": "hunter2"})
    assert isinstance(settings.model.api_key, Secret)
    assert "hunter2" not in repr(settings)


def test_a_key_whose_variable_is_not_set_stops_nothing_but_the_model(tmp_path):
    settings = read(written(tmp_path, '[model]\napi_key = { env = "MY_KEY" }'), environ={})
    assert isinstance(settings.model.api_key, Secret)
    assert (settings.model.api_key.reveal(), settings.model.api_key.reference) == ("", '{ env = "MY_KEY" }')


@pytest.mark.parametrize(
    "text",
    [
        '[model]\nname = "gpt"',
        '[model]\noutput = "xml"',
        '[model]\nfallbacks = ["gpt"]',
        '[facts]\ntimezone = "Mars/Olympus"',
        '[web]\nurls = ["ftp://example.com"]',
        '[web]\nurls = ["https://kim:hunter2@example.com"]',
        '[web]\nsitemaps = ["https://[bad"]',
    ],
)
def test_a_value_of_the_wrong_form_is_refused_with_the_right_one(tmp_path, text):
    with pytest.raises(WrongSetting) as caught:
        read(written(tmp_path, text), environ={})
    assert caught.value.remedy
