"""Which plans are compared, brought to one snapshot and one set of settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from somerset_maps.county import County
from somerset_maps.errors import SomersetError
from somerset_maps.metrics import Scores, evaluate
from somerset_maps.plan import Plan
from somerset_maps.report.comparison import Option
from somerset_maps.report.matching import Matching, match_groups
from somerset_maps.scenarios.marks import Marks
from somerset_maps.settings import Settings
from somerset_maps.ui import resources
from somerset_maps.ui.comparing.compact import most_compact
from somerset_maps.ui.comparing.judgements import judged
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.other_plan import TODAY, choices, plan_of, today
from somerset_maps.ui.words import counted

MOST = 4
_COMPACT = "compact"


@dataclass(frozen=True, eq=False)
class Comparison:
    """The plans that are compared, the plan in hand first.

    Attributes:
        hand: the plan in hand.
        options: two to four plans of one snapshot.
    """

    hand: Hand
    options: list[Option]

    @property
    def county(self) -> County:
        """The snapshot of all plans."""
        return self.hand.county

    @property
    def settings(self) -> Settings:
        """The assumptions of the plan in hand."""
        return self.options[0].scores.settings

    @cached_property
    def matchings(self) -> list[Matching]:
        """How each plan's groups pair with those of the plan in hand."""
        return [self.matching(option) for option in self.options]

    def matching(self, option: Option) -> Matching:
        """Return how the groups of one plan pair with those of the plan in hand."""
        lists = resources.list_sizes(self.hand.state.snapshot)
        return match_groups(self.options[0].plan, option.plan, lists)

    @cached_property
    def nothing(self) -> Option:
        """Doing nothing: every practice alone; the option itself when it is among them."""
        alone = today(self.county)
        for option in self.options[1:]:
            if option.plan == alone:
                return option
        state = self.hand.state
        return Option("Today, every practice alone", _scores(state.snapshot, alone, self.settings))


def choose(hand: Hand) -> Comparison | None:
    """Let people choose what the plan in hand is set beside; None while there is nothing."""
    offered = _offered(hand)
    chosen = st.multiselect(
        "The plan in hand, set beside (up to three)", list(offered), default=[TODAY],
        format_func=lambda key: offered.get(key, "a plan that is gone"),
        max_selections=MOST - 1, key=f"compare-with-{hand.plan_id}",
    )  # fmt: skip
    state = hand.state
    mine = Option(
        state.name or "The plan in hand",
        _scores(state.snapshot, state.plan, state.settings),
        state.marks,
        judged=judged(hand, hand.plan_id),
    )
    least, options = None, [mine]
    for key in chosen:
        if key == _COMPACT:
            found = most_compact(hand)
            if found is not None:
                least, plan, told = found
                options.append(Option(offered[key], _plain(hand, plan), told=(told,)))
        else:
            option = _option(hand, key, offered[key])
            options += [option] if option else []
    if least is not None:
        options = [_with_compactness(hand, option, least) for option in options]
    if len(options) < 2:
        st.info("Choose at least one plan to set beside the plan in hand.")
        return None
    options = _named_apart(options)
    for option in options:
        _tell(option)
    if any(own.kind == "group" for own in state.settings.own_ranges):
        st.caption("Size ranges of single groups belong to the plan in hand and count there only.")
    return Comparison(hand, options)


def _offered(hand: Hand) -> dict[str, str]:
    found = {**choices(hand), _COMPACT: "The most compact grouping under these rules"}
    for card in hand.plans.store.plans():
        if card.snapshot != hand.state.snapshot and card.name and card.groups:
            found[f"other:{card.plan_id}"] = f"{card.name} (practices of {card.snapshot})"
    return found


def _option(hand: Hand, key: str, title: str) -> Option | None:
    """Return a plan of the list, or say why it cannot take part."""
    kind, _, plan_id = key.partition(":")
    try:
        if kind == "other":
            return _carried(hand, plan_id, title)
        scores = _plain(hand, plan_of(hand, key))
        if kind == "plan":
            marks = hand.plans.state(plan_id).marks
            return Option(title, scores, marks, judged=judged(hand, plan_id))
    except SomersetError as error:
        st.warning(f"{title} cannot be set beside the plan in hand. {error}")
        return None
    return Option(title, scores)


def _carried(hand: Hand, plan_id: str, title: str) -> Option:
    """Return a plan of another snapshot with its practices as they are in this one."""
    other = hand.plans.state(plan_id)
    there = resources.county(other.snapshot)
    carried = other.plan.carried(there, hand.county)
    codes = set(map(str, hand.county.practices.index))
    many = counted(len(carried.notes), "practice", "practices")
    told = (f"It was made for {there.about['title']}; {many} did not simply stay.", *carried.notes)
    return Option(
        title,
        _plain(hand, carried.plan),
        other.marks.of_practices(codes) if other.marks else Marks(),
        told,
        judged(hand, plan_id),
    )


def _plain(hand: Hand, plan: Plan) -> Scores:
    """Return measures under the settings in hand, without the own ranges of its groups."""
    settings = hand.state.settings
    shared = tuple(own for own in settings.own_ranges if own.kind == "locality")
    return _scores(hand.state.snapshot, plan, settings.model_copy(update={"own_ranges": shared}))


def _scores(snapshot: str, plan: Plan, settings: Settings) -> Scores:
    return resources.scores(snapshot, plan, settings)


def _with_compactness(hand: Hand, option: Option, least: float) -> Option:
    scores = evaluate(hand.county, option.plan, option.scores.settings, least)
    return Option(option.name, scores, option.marks, option.told, option.judged)


def _named_apart(options: list[Option]) -> list[Option]:
    """Return the plans with a number behind a name that comes again."""
    found: list[Option] = []
    for option in options:
        name, again = option.name, 2
        while name in [other.name for other in found]:
            name, again = f"{option.name} ({again})", again + 1
        found.append(Option(name, option.scores, option.marks, option.told, option.judged))
    return found


def _tell(option: Option) -> None:
    if not option.told:
        return
    st.text(f"{option.name}: {option.told[0]}")
    if len(option.told) > 1:
        with st.expander("What was carried, practice by practice"):
            for note in option.told[1:]:
                st.text(f"• {note}.")
