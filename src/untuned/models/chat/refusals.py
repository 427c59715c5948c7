"""What went wrong at an endpoint, as one of our errors; never with a key in it."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from json import JSONDecodeError
from typing import Any, cast

from pydantic_ai.exceptions import ContentFilterError, ModelHTTPError, ModelTimeoutError, UnexpectedModelBehavior, UserError

from untuned.errors import ModelError, ModelTooSlow, ModelUnavailable, UntunedError
from untuned.models.chat.names import Named, key_variables
from untuned.text.regex import regex

_FORM_REFUSED = frozenset({400, 405, 415, 422, 501})
_KEY_LIKE = regex(r"\b(?:sk|pk|key|AIza)[-_A-Za-z0-9*.]{12,}|(?i:bearer)\s+\S+")
_LONGEST = 200
_LOOKED_AT = 2_000
"""Characters of an error's body."""
_TOO_LONG = regex(r"context[ _](?:length|size|window)|prompt is too long|maximum number of tokens", re.IGNORECASE)
"""What endpoints say of a request that is longer than they take, each in its own words."""
_NO_KEY = "api-key-not-set"
"""What pydantic-ai sends where there is no key; an endpoint may repeat it."""

ELSEWHERE = "see that 'base_url' below [model] is the address of the API itself, which often ends in /v1"

_FALLS_OVER = (AttributeError, LookupError, TypeError, ValueError, RecursionError)
"""What pydantic-ai raises over a response such as `{"choices": []}`, which the providers' clients hand on unread."""


class ErrorInPlace(UnexpectedModelBehavior):
    """An endpoint answered HTTP 200 with an error in the place of a response, as gateways do for the provider behind them."""

    def __init__(self, body: object) -> None:
        super().__init__("an error in the place of a response")
        self.said = body


def misshapen(error: UnexpectedModelBehavior, *, named: Named) -> str:
    """What is wrong with a response, in words; never with a key in it."""
    said = scrubbed(_message(error.said), named=named) if isinstance(error, ErrorInPlace) else ""
    return f"the endpoint answers with an error: {said}" if said else "the endpoint's response is not of its own API's shape"


@contextmanager
def in_shape() -> Generator[None]:
    """Raises `UnexpectedModelBehavior` where a provider's client falls over a response that is not of its API's shape."""
    try:
        yield
    except _FALLS_OVER as error:
        raise UnexpectedModelBehavior(f"{type(error).__name__} over the response") from error


def form_refused(error: Exception, *, forced: bool) -> bool:
    """True when another form of output may be taken; a `forced` one (by a schema) also where the endpoint breaks on it (HTTP 500).

    Not where the request is too long: every form would be.
    """
    if isinstance(error, ModelHTTPError):
        if _too_long(error):
            return False
        return error.status_code in _FORM_REFUSED or (forced and error.status_code == 500)
    return isinstance(error, UserError)


def translated(error: Exception, *, named: Named, timeout_s: float) -> UntunedError:
    """The error that says what happened and what to do: a `ModelError`, or our own that stopped the request on its way."""
    own = _own(error)
    if own is not None:
        return own
    if isinstance(error, ModelHTTPError):
        return _by_status(error, named)
    if isinstance(error, ModelTimeoutError):
        remedy = "raise 'timeout_s' below [model], or name a fallback"
        return ModelTooSlow(named.name, reason=f"no whole response in {timeout_s:g} s", remedy=remedy)
    if isinstance(error, ContentFilterError):
        return ModelUnavailable(named.name, reason="the endpoint's content filter refused the question")
    cause = _cause(error)
    if isinstance(cause, JSONDecodeError):
        return ModelUnavailable(named.name, reason=_no_json(cause.doc), remedy=ELSEWHERE)
    reason = f"{named.base_url or named.provider} failed: {scrubbed(str(cause) or type(cause).__name__, named=named)}"
    return ModelUnavailable(named.name, reason=reason, remedy="see that the endpoint runs and 'base_url' below [model] is right")


def scrubbed(text: str, *, named: Named) -> str:
    """The text on one short line, without the key or anything like one."""
    key = named.key.reveal()
    if key:
        text = text.replace(key, "***")
    text = _KEY_LIKE.sub("***", " ".join(text.split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _own(error: BaseException | None) -> UntunedError | None:
    """Our own error that stopped a request on its way through the provider's client."""
    while error is not None and not isinstance(error, UntunedError):
        error = error.__cause__ or error.__context__
    return error


def _cause(error: BaseException) -> BaseException:
    """What the connection itself said, where the provider's client only says that it failed."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _no_json(body: str) -> str:
    """What a response is that should have been JSON."""
    what = "empty" if not body.strip() else "a page of HTML" if body.lstrip().startswith("<") else "no JSON"
    return f"the endpoint's response is {what}"


def _by_status(error: ModelHTTPError, named: Named) -> ModelError:
    status, said = error.status_code, scrubbed(_message(error.body), named=named)
    tail = f": {said}" if said else ""
    if status in (401, 403) and not named.key.reveal():
        unset = f"{named.key.reference} of 'api_key' is not set" if named.key.reference else "none is set"
        remedy = "set that variable" if named.key.reference else "give 'api_key' below [model]"
        tail = "" if _NO_KEY in said else tail
        return ModelUnavailable(named.name, reason=f"the endpoint asks for a key (HTTP {status}), and {unset}{tail}", remedy=remedy)
    if status in (401, 403):
        from_settings = named.key.reveal() and not named.key.reference
        variables = named.key.reference or " or ".join(key_variables(named.provider))
        remedy = "check 'api_key' below [model]" if from_settings else f"check the key in {variables}, or set 'api_key' below [model]"
        return ModelUnavailable(named.name, reason=f"the endpoint refuses the key (HTTP {status}){tail}", remedy=remedy)
    if status == 404:
        remedy = "check 'name' and 'base_url' below [model]"
        return ModelUnavailable(named.name, reason=f"the endpoint does not know it (HTTP 404){tail}", remedy=remedy)
    if _too_long(error):
        remedy = "give it a longer context, or lower 'max_output_tokens' below [model] and, for questions, 'budget_tokens' below [search]"
        return ModelUnavailable(named.name, reason=f"the request is longer than its context (HTTP {status}){tail}", remedy=remedy)
    if status == 429:
        remedy = "wait, ask for a higher limit at the provider, or name a fallback below [model]"
        return ModelUnavailable(named.name, reason=f"the endpoint is asked too often (HTTP 429){tail}", remedy=remedy)
    remedy = "try again later, or name a fallback below [model]" if status >= 500 else "see what the endpoint takes with 'untuned doctor'"
    return ModelUnavailable(named.name, reason=f"the endpoint answers HTTP {status}{tail}", remedy=remedy)


def _too_long(error: ModelHTTPError) -> bool:
    return error.status_code in (400, 413, 422, 500) and _TOO_LONG.search(_message(error.body)[:_LOOKED_AT]) is not None


def _message(body: object) -> str:
    """The sentence in an error's body, where it has one; a page of HTML has none."""
    if isinstance(body, dict):
        fields = cast("dict[str, Any]", body)
        return _message(fields.get("message") or fields.get("error") or fields.get("detail"))
    return body if isinstance(body, str) and not body.lstrip().startswith("<") else ""
