"""What the settings of `[router]` mean."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from untuned.config.meaning import Meaning

ROUTER: Mapping[str, Meaning] = MappingProxyType(
    {
        "router.enabled": Meaning(text="What people ask is routed too; otherwise only the variant `routed` does it.", example="true"),
        "router.examples": Meaning(
            text='A file of lines `{"text": ..., "kind": ...}`, each with an `intent` where it has one, relative to this file.',
            example='"support/routes.jsonl"',
        ),
        "router.questions": Meaning(text="Confirmed development questions are examples too, by their `route` or `kind`.", example="true"),
        "router.knowledge": Meaning(text="The variant that answers what is looked up; also whatever is not sure.", example='"careful"'),
        "router.structural": Meaning(text="The variant that answers what only has a form.", example='"tuned"'),
        "router.reasoning": Meaning(text="The variant that answers what is worked out.", example='"thinking"'),
        "router.action": Meaning(text="The variant that answers what is to be done.", example='"tuned"'),
        "router.out_of_scope": Meaning(
            text="The variant that answers what this assistant is not for; `abstain`: it is not answered.", example='"default"'
        ),
        "router.max_misrouting": Meaning(
            text="The most, as a share of knowledge questions and by the upper end of its 95 % interval, that another variant answers.",
            least=0.001,
            most=0.5,
            example="0.02",
        ),
        "router.max_refused": Meaning(
            text="The same for knowledge questions that are taken for out of scope and not answered.", least=0.001, most=0.5, example="0.02"
        ),
        "router.semantic": Meaning(
            text="Questions are told apart by what they mean, too, as the project's embedder has it.", example="true"
        ),
    }
)
