"""The schema in a real editor's language server, driven over its standard input as an editor would.

Run by `make test-editor`, which fetches the server (yaml-language-server); it needs node, so its name keeps it out of the
ordinary run.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from practice_rules.vocabulary.load import load_vocabulary

ROOT = Path(__file__).parents[2]
SERVER = Path(os.environ.get("EDITOR_SERVER", ROOT / ".venv" / "editor"))
PACK = (ROOT / "tests" / "checks" / "good_pack.yaml").read_text(encoding="utf-8")
MODELINE = f"# yaml-language-server: $schema={(ROOT / 'src/practice_rules/schemas/pack.json').as_uri()}\n"


class Editor:
    """An editor with one pack open."""

    def __init__(self) -> None:
        program = SERVER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
        self.server = subprocess.Popen(
            ["node", str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.number = 0
        self.told: dict[str, list[dict[str, Any]]] = {}
        capabilities = {
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
                "hover": {"contentFormat": ["markdown"]},
            },
            "workspace": {"configuration": True},
        }
        self.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": capabilities})
        self.say("initialized", {})

    def say(self, method: str, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        self.number += 1
        self._send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def problems(self, uri: str) -> list[dict[str, Any]]:
        while uri not in self.told:
            self._take()
        return self.told[uri]

    def _send(self, message: dict[str, Any]) -> None:
        assert self.server.stdin is not None
        body = json.dumps(message).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def _take(self) -> dict[str, Any]:
        assert self.server.stdout is not None
        length = 0
        while line := self.server.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self.server.stdout.read(length))
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif method == "workspace/configuration":
            settings = [
                {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
                if item.get("section") == "yaml" else {}
                for item in message["params"]["items"]
            ]  # fmt: skip
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": settings})
        elif method is not None and "id" in message:
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        return message

    def open(self, text: str, name: str) -> str:
        uri = (ROOT / "tests" / "schemas" / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.say("textDocument/didOpen", {"textDocument": document})
        return uri

    def close(self) -> None:
        self.server.kill()
        self.server.communicate()


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    opened = Editor()
    yield opened
    opened.close()


def place_after(text: str, marker: str) -> dict[str, int]:
    before = text[: text.index(marker) + len(marker)]
    return {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}


def test_a_good_pack_is_not_marked(editor: Editor) -> None:
    uri = editor.open(MODELINE + PACK, "good.yaml")
    assert editor.problems(uri) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("do: core_group.held", "do: core_group.hold"),
        ("within: 10 working days", "withn: 10 working days"),
        ("form: quota", "form: quotta"),
        ("responsible: team_manager", "responsible: team_manger"),
        ("{joint: true", "{jiont: true"),
    ],
)
def test_a_typo_is_marked_on_its_line(editor: Editor, right: str, wrong: str) -> None:
    text = MODELINE + PACK.replace(right, wrong, 1)
    line = place_after(text, wrong)["line"]
    uri = editor.open(text, f"{wrong.partition(':')[2].strip().replace(' ', '_')}.yaml")
    assert line in {problem["range"]["start"]["line"] for problem in editor.problems(uri)}


def test_completion_offers_the_event_types_after_a_key(editor: Editor) -> None:
    text = MODELINE + PACK.replace("after: {event: icpc.held, where: {outcome: child_protection_plan}}", "after: ", 1)
    uri = editor.open(text, "completion.yaml")
    at = place_after(text, "    after: ")
    found = editor.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": at})
    offered = {item["label"]: item for item in found["items"]}
    events = load_vocabulary().event_meanings
    assert set(events) <= set(offered)
    said = offered["icpc.held"]["documentation"]
    assert events["icpc.held"] in (said if isinstance(said, str) else said["value"])


def test_hover_shows_what_an_event_type_means(editor: Editor) -> None:
    text = MODELINE + PACK
    uri = editor.open(text, "hover.yaml")
    at = place_after(text, "do: core_group.he")
    found = editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": at})
    assert load_vocabulary().event_meanings["core_group.held"] in found["contents"]["value"].replace("\\", "")


def test_hover_shows_what_a_key_means(editor: Editor) -> None:
    text = MODELINE + PACK
    uri = editor.open(text, "key.yaml")
    at = place_after(text, "    withi")
    found = editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": at})
    assert "time allowed" in found["contents"]["value"].replace("\\", "")
