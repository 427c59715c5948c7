"""What several models take for one answer, counted together."""

from __future__ import annotations

from dataclasses import replace

from untuned.models.chat.budget import Budget, Meter


def counted_in(budget: Budget, meter: Meter) -> Budget:
    """The budget, whose requests are counted in `meter` too, also those before an error."""
    return replace(budget, meter=Meter(meter))
