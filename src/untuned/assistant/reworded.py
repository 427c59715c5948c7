"""A finished answer in another model's words, which nothing verifies: it is shown as such, with the text that it was made of."""

from __future__ import annotations

from dataclasses import replace

from untuned.assistant.desk import Desk, Replier
from untuned.errors import ModelError, UnknownModel
from untuned.rag.ask import Progress
from untuned.rag.metered import counted_in
from untuned.types.methods import Brief
from untuned.types.responses import Response

NOT_REWORDED = "The model that was to word the answer anew failed ({reason}); this is the answer as it was."


async def reworded(response: Response, *, desk: Desk, rewriter: Replier, progress: Progress) -> Response:
    """The response with its text worded anew and the text before as its `original`; the answer stays what it was.

    Where the rewriter fails, the response as it is, with a note, if the desk's parts fall back. Raises `ModelError`.
    """
    budget = counted_in(rewriter.budget(), progress.meter)
    work = rewriter.reply(response.question, (), task="restyle", brief=Brief(text=response.text), budget=budget)
    try:
        reply = await progress.stages.wait("reword", work)
    except ModelError as error:
        if isinstance(error, UnknownModel) or not desk.parts.falls_back:
            raise
        return replace(response, notes=(*response.notes, NOT_REWORDED.format(reason=error.reason)))
    return replace(
        response,
        text=reply.text,
        original=response.text,
        notes=tuple(dict.fromkeys((*response.notes, *reply.notes))),
        prompts=tuple(dict.fromkeys((*response.prompts, *reply.prompts))),
        truncated=response.truncated or reply.truncated,
        replayed=response.replayed or reply.replayed,
    )
