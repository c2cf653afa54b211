"""Why no plan can keep the rules: which rule, for which practices, and the nearest way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Event

import numpy as np

from somerset_maps.suggest.arrays import Ints
from somerset_maps.suggest.candidates import Candidates, TooManyGroups, as_words
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.partition import solve
from somerset_maps.suggest.pool import pool_under
from somerset_maps.suggest.problem import Problem, SideRow
from somerset_maps.suggest.rules import KeptApart, KeptTogether, LeftAlone, LockedGroups, Rule
from somerset_maps.suggest.terms import Terms
from somerset_maps.suggest.watch import Stopped, Trial, Watch

#: Seconds for all reasons, for more of them once there is one, and for one trial of weaker terms.
_IN_ALL = 20.0
_AFTER_THE_FIRST = 4.0
_A_TRIAL = 2.0
#: Groups that a trial may list, and ways out that one rule need name.
_GROUPS_OF_A_TRIAL = 1_500_000
_WAYS_OUT = 2
_GUIDE = (("travel", 1.0),)


@dataclass(frozen=True)
class Reason:
    """One rule that stands in the way.

    Attributes:
        rule: the rule.
        sentence: the rule in words.
        practices: codes of the practices that it keeps out, as far as is known.
        relaxation: what would help, in words, without a full stop; "" when nothing alone would.
        instead: the nearest rule under which there is a plan, all else the same; None to leave
            the rule out, or when no relaxation of it alone helps.
    """

    rule: Rule
    sentence: str
    practices: tuple[str, ...]
    relaxation: str
    instead: Rule | None


def conflicts(ground: Ground, terms: Terms) -> tuple[Reason, ...]:
    """Return rules that contradict what is locked or left alone, before any search."""
    locked = terms.one(LockedGroups)
    group_of = {code: name for name, codes in (locked.groups if locked else ()) for code in codes}
    found: list[Reason] = []

    def clash(rule: Rule, codes: Sequence[str], way_out: str) -> None:
        found.append(Reason(rule, rule.sentence(ground), tuple(codes), way_out, None))

    for rule in terms.rules:
        if isinstance(rule, LeftAlone):
            for code in sorted(set(rule.practices) & set(group_of)):
                clash(rule, [code], f"unlock “{group_of[code]}”, or let {ground.named([code])} in")
        elif isinstance(rule, KeptApart):
            for pair in rule.pairs_of_codes:
                ground.positions(pair)
                if pair[0] in group_of and group_of[pair[0]] == group_of.get(pair[1]):
                    clash(rule, pair, f"unlock “{group_of[pair[0]]}”")
        elif isinstance(rule, KeptTogether):
            for pair in rule.pairs_of_codes:
                ground.positions(pair)
                first, second = (_place(code, group_of, terms.left_alone) for code in pair)
                if first != second:
                    names = ground.named(pair)
                    clash(rule, pair, f"let {names} be in different groups, or free both of them")
    return tuple(found)


def _place(code: str, group_of: dict[str, str], left_alone: frozenset[str]) -> tuple[str, str]:
    if code in left_alone:
        return ("left alone", code)
    return ("locked", group_of[code]) if code in group_of else ("free", "")


def reasons_against(
    ground: Ground, terms: Terms, problem: Problem, watch: Watch
) -> tuple[Reason, ...]:
    """Return the rules of which one alone, relaxed, would make a plan possible.

    Each comes with its nearest relaxation. When no single rule is at fault, the size range is
    named, with the practices that cannot all be in a group.
    """
    watch = watch.within(_IN_ALL)
    practices = tuple(ground.codes[row] for row in left_out(ground, problem, watch))
    found: list[Reason] = []
    # What is possible does not hang on the aim; the most compact plan is found soonest.
    terms = replace(terms, weights=_GUIDE)
    # What was asked for last first, and the size range last: trying wider ones takes longest.
    others = [rule for rule in reversed(terms.rules) if rule is not terms.size]
    for rule in (*others, terms.size):
        ways_out = 0
        for series in rule.relaxations(ground):
            try:
                weaker = _nearest(ground, terms, rule, series, watch)
            except Stopped:
                break
            if weaker is not _NONE_HELPS:
                words = rule.relaxed_sentence(weaker, ground)
                found.append(Reason(rule, rule.sentence(ground), practices, words, weaker))
                watch = watch.within(_AFTER_THE_FIRST)
                ways_out += 1
            if ways_out == _WAYS_OUT:
                break
    if found:
        return tuple(found)
    size = terms.size
    return (Reason(size, size.sentence(ground), practices, "", None),)


class _NoneHelps(Rule):
    """Stands for: no rule of the series helps."""


_NONE_HELPS = _NoneHelps()


def _nearest(
    ground: Ground, terms: Terms, rule: Rule, series: Sequence[Rule | None], watch: Watch
) -> Rule | None:
    """Return the first rule of a series of ever weaker ones that makes a plan possible.

    If the weakest does not help, none does. If it does, or if that could not be told, looks at
    the first, fourth, sixteenth and so on, then halves the stretch between.
    """
    low, high, last = -1, 0, len(series) - 1
    if last > 0 and _possible(ground, terms.instead(rule, series[last]), watch) is False:
        return _NONE_HELPS
    while not _possible(ground, terms.instead(rule, series[high]), watch):
        if high == last:
            return _NONE_HELPS
        low, high = high, min(last, 4 * high + 3)
    while high - low > 1:
        middle = (low + high) // 2
        if _possible(ground, terms.instead(rule, series[middle]), watch):
            high = middle
        else:
            low = middle
    return series[high]


def _possible(ground: Ground, terms: Terms, watch: Watch) -> bool | None:
    """Whether there is a plan under some terms; None when a trial is too short to tell."""
    watch.check()
    if conflicts(ground, terms):
        return False
    found = Event()
    trial = Trial(_A_TRIAL, watch, found)

    def report(chosen: Ints | None, cost: float, bound: float) -> None:
        if chosen is not None or watch.cancelled:
            found.set()

    try:
        problem = pool_under(ground, terms, trial.check, _GROUPS_OF_A_TRIAL)
    except (Stopped, TooManyGroups):
        return None
    outcome = solve(problem, trial, report)
    return True if outcome.chosen is not None else False if outcome.proved else None


def left_out(ground: Ground, problem: Problem, watch: Watch) -> list[int]:
    """Return positions of the practices, fewest patients in all, that no plan can take in.

    Every practice may be left out for a price by its patients so high that no other cost counts.
    """
    rows = problem.practices
    alone = np.zeros((len(rows), len(ground)), dtype=np.bool_)
    alone[np.arange(len(rows)), rows] = True
    candidates = Candidates(
        np.concatenate([problem.candidates.words, as_words(alone)]), len(ground)
    )
    patients = ground.lists[rows].astype(float)
    dear = 10 * float(problem.costs.max(initial=1.0)) / float(patients.min(initial=1.0))
    costs = np.concatenate([problem.costs, patients * dear])
    sides = tuple(
        SideRow(
            np.concatenate([side.coefficients.astype(float), np.zeros(len(rows))]),
            -np.inf,
            side.high,
        )
        for side in problem.sides
    )
    trial = Trial(_A_TRIAL, watch, Event())
    outcome = solve(Problem(candidates, costs, problem.free, sides), trial)
    if outcome.chosen is None:
        return []
    return [int(rows[one - len(problem)]) for one in outcome.chosen if one >= len(problem)]
