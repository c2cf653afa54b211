"""What people judged of a plan, in lines that stand beside those of other plans."""

from __future__ import annotations

from somerset_maps.scenarios.fund import lines, pounds
from somerset_maps.scenarios.review import principle_summary
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.words import counted

#: What the lines of the fund are called beside the principles.
FUND = "Fund: planned so far"


def judged(hand: Hand, plan_id: str) -> tuple[tuple[str, str], ...]:
    """Return each principle that somebody scored, how far people are apart, and the fund's use."""
    entries = hand.plans.store.entries(plan_id)
    scored = [
        (
            title,
            f"{found.mean:.1f} of 5 by {counted(found.voices, 'person', 'people')}"
            + (f", {found.lowest} to {found.highest}" if found.lowest != found.highest else ""),
        )
        for title, found in principle_summary(entries).items()
        if found.voices
    ]
    planned = lines(entries)
    if planned:
        total = pounds(sum(line.pence for line in planned))
        many = counted(len(planned), "line", "lines")
        scored.append((FUND, f"{total} in {many}"))
    return tuple(scored)
