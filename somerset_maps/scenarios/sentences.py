"""What was done, in one plain sentence that a facilitator can read out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from somerset_maps.errors import PlanError
from somerset_maps.plan import Plan
from somerset_maps.scenarios.actions import Action, clean_text
from somerset_maps.scenarios.changes import moved_practices
from somerset_maps.settings import Settings

LONGEST_PLAN_NAME = 80
_MOST_NAMED = 3


def describe(before: Plan, after: Plan, action: Action, names: Mapping[str, str]) -> str:
    """Return the sentence that says what ``action`` did, without a full stop.

    Args:
        before: the plan before it.
        after: the plan after it.
        action: what was asked.
        names: practice code to readable name; a code without one stands for itself.
    """
    match action.kind:
        case "move":
            return _moved(before, after, action, names)
        case "start":
            made = after.groups[-1]
            return f"{_listed(made.members, names)} started a new group, {made.name}"
        case "rename":
            return f"{before.group(action.group).name} is now called {action.name}"
        case "recolour":
            return f"{after.group(action.group).name} has another colour"
        case "lock":
            return f"{after.group(action.group).name} is locked"
        case "unlock":
            return f"{after.group(action.group).name} is unlocked"
        case "add_group":
            return f"{action.name} is a new group, still empty"
        case "remove_group":
            gone = before.group(action.group)
            return f"{gone.name} was removed{_freed(gone.members, names)}"
        case "combine":
            gone, kept = before.group(action.group), after.group(action.into)
            return f"{gone.name} was combined with {kept.name}"
        case "clear":
            kept_groups = [group.name for group in after.groups]
            stay = f"; {_and(kept_groups)} stayed, locked" if kept_groups else ""
            return "All groups were cleared away" + stay
        case "replace" if action.group:
            return f"{action.group} was taken from {action.source}"
        case "replace":
            return f"The plan now starts from {action.source}"
        case "stance":
            return f"{_listed(action.codes, names)}: {action.stance}, noted by {action.by}"
        case "note":
            done = "kept" if action.text else "taken away"
            return f"The note on {_listed(action.codes, names)} was {done}"
        case _:
            return ""


def agreed_to_stay(codes: Sequence[str], plan: Plan, names: Mapping[str, str]) -> str:
    """Return why practices that have agreed stay where they are.

    Args:
        codes: the practices.
        plan: the plan they are in groups of.
        names: practice code to readable name.
    """
    have = "has" if len(codes) == 1 else "have"
    groups = _and(dict.fromkeys(plan.assignment[code] for code in codes))
    return (
        f"{_listed(codes, names)} {have} agreed to be in {groups}: nothing was moved. Confirm the "
        "move, or change what was agreed"
    )


def undone(sentence: str) -> str:
    """Return the sentence for taking back what ``sentence`` says."""
    return f"Undone: {sentence}"


def agreed_again(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Return what to add when undo gives practices back what they had agreed to; "" for none."""
    if not codes:
        return ""
    has, its = ("has", "its") if len(codes) == 1 else ("have", "their")
    return f"; {_listed(codes, names)} {has} {its} agreement back"


def done_again(sentence: str) -> str:
    """Return the sentence for doing again what ``sentence`` says."""
    return f"Done again: {sentence}"


def moved_meanwhile(
    codes: Sequence[str],
    went_to: str | None,
    now_in: str | None,
    names: Mapping[str, str],
) -> str:
    """Return the notice that another window had moved the same practices.

    Args:
        codes: the practices.
        went_to: where the other window had put them; None for out of their groups.
        now_in: where they are now; None for not in a group.
        names: practice code to readable name.
    """
    was, it_is = ("was", "it is") if len(codes) == 1 else ("were", "they are")
    other = f"moved to {went_to}" if went_to else "taken out of the group"
    now = f"in {now_in}" if now_in else "not in a group"
    return f"In another window {_listed(codes, names)} {was} {other} meanwhile; {it_is} now {now}."


def settings_changed(before: Settings, after: Settings) -> str:
    """Return the sentence for other settings of a plan."""
    if before.band != after.band:
        low, high = after.band
        return f"The size range is now {low:,} to {high:,}"
    if before.own_ranges != after.own_ranges:
        return "The size ranges of single groups or localities were changed"
    return "The plan's assumptions were changed"


def clean_plan_name(name: str) -> str:
    """Return a plan's name with its white space tidied.

    Raises:
        PlanError: if nothing is left or it is too long.
    """
    shown = " ".join(
        "".join(sign if sign.isprintable() else " " for sign in clean_text(name, "name")).split()
    )
    if not shown:
        raise PlanError("The plan needs a name to be saved under")
    if len(shown) > LONGEST_PLAN_NAME:
        raise PlanError(f"A plan's name can have {LONGEST_PLAN_NAME} characters")
    return shown


def _moved(before: Plan, after: Plan, action: Action, names: Mapping[str, str]) -> str:
    moved = list(moved_practices(before, after))
    who = _listed(moved, names)
    left = _and(dict.fromkeys(before.assignment[c] for c in moved if c in before.assignment))
    if action.to is None:
        are = "is" if len(moved) == 1 else "are"
        return f"{who} left {left} and {are} not in a group"
    joined = f"joined {after.group(action.to).name}"
    return f"{who} left {left} and {joined}" if left else f"{who} {joined}"


def _freed(codes: Collection[str], names: Mapping[str, str]) -> str:
    if not codes:
        return ""
    are = "is" if len(codes) == 1 else "are"
    return f": {_listed(codes, names)} {are} not in a group"


def _listed(codes: Collection[str], names: Mapping[str, str]) -> str:
    """Name up to three practices; of more, name two and count the others."""
    shown = [names.get(code, code) for code in codes]
    if len(shown) > _MOST_NAMED:
        shown = [*shown[:2], f"{len(shown) - 2} others"]
    return _and(shown)


def _and(words: Collection[str]) -> str:
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
