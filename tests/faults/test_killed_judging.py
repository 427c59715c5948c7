"""A process that is killed while a judge is asked: resumed, it asks only for what it had not asked."""

import subprocess
import sys

import pytest

import untuned
from rating import make
from servers.judge import JudgeServer
from untuned.models.chat.relay import can_relay
from untuned.project.comparing import Order


@pytest.mark.skipif(not can_relay(), reason="without a relay, what is on its way when a process is killed is lost")
@pytest.mark.parametrize("at", [2, 40])
def test_a_verdict_that_was_asked_for_is_not_asked_for_again(tmp_path, monkeypatch, at):
    folder = make(tmp_path / "places")
    monkeypatch.setenv("OPENAI_API_KEY", "test")
    with JudgeServer() as server:
        settings = f'\n[evaluation]\njudge = "openai:judge"\nconcurrency = 3\n\n[model]\nbase_url = "{server.url}"\nhttp_retries = 0\n'
        with (folder / "untuned.toml").open("a", encoding="utf-8") as stream:
            stream.write(settings)
        command = [sys.executable, "-m", "untuned", "eval", "default", "--quiet", "--project", str(folder)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            server.wait_for(at)
            process.kill()
        with untuned.open(folder) as project:
            ended = project.measure(Order(variants=("default",), resume="m2"))
        assert ended.missing == 0
        assert ended.report.columns[0].figure("judged_right").n == 24
        assert server.requests == 24 * 4
