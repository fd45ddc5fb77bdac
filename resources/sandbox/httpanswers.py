"""What the sandbox's servers of identity answer: JSON, pages with a form, refusals."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, field
from typing import Any


class Refusal(Exception):
    def __init__(self, kind: str, error: str, status: int = 400) -> None:
        super().__init__(kind)
        self.kind, self.error, self.status = kind, error, status


@dataclass(frozen=True)
class Answer:
    body: str
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def json_answer(value: Any) -> Answer:
    return Answer(json.dumps(value))


def refusal_answer(refusal: Refusal) -> Answer:
    text = {"error": refusal.error, "error_description": refusal.error, "message": refusal.error}
    return Answer(json.dumps(text), refusal.status, headers={"x-amzn-ErrorType": refusal.kind})


def page(title: str, body: str, status: int = 200) -> Answer:
    return Answer(f"<!doctype html><meta charset=utf-8><title>{title}</title><body style='font:16px sans-serif;"
                  f"max-width:34em;margin:4em auto'><h1>{title}</h1>{body}", status, "text/html; charset=utf-8")


def form_page(action: str, hidden: dict[str, str], text: str) -> Answer:
    inputs = "".join(f'<input type=hidden name="{html.escape(name)}" value="{html.escape(value)}">'
                     for name, value in hidden.items())
    return page("Sandbox sign-in", f"<p>{text}</p><form method=post action={action}>{inputs}"
                "<button name=decision value=allow>Allow</button> "
                "<button name=decision value=deny>Deny</button></form>")
