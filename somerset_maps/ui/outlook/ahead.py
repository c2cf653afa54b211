"""Five years of lists and GP time, drawn as fans."""

from __future__ import annotations

import streamlit as st

from somerset_maps.charts.fans import Fan, fans
from somerset_maps.outlook import Outlook, outlook
from somerset_maps.outlook.record import later_record
from somerset_maps.outlook.spans import when_above, when_below
from somerset_maps.outlook.trends import snapshot_day, years_between
from somerset_maps.plan import Group
from somerset_maps.ui import resources
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector, shows_what_followed
from somerset_maps.ui.words import counted, whole

LATEST = "2026"
_Record = dict[str, tuple[tuple[float, float], ...]]


def five_years(hand: Hand) -> None:
    """Show fans for the county and every group, and when a line may be passed."""
    state = hand.state
    ahead = outlook(hand.county, state.plan)
    held = [group for group in state.plan.groups if group.members]
    lists, mixed = _records(hand, "list_size")
    gps, _ = _records(hand, "gp_fte")
    st.header("Registered patients")
    charts = [Fan("The county", ahead.county_list.values, note="(no range)")]
    charts += [_fan(group, ahead.groups, lists) for group in held]
    show_figure(
        fans(charts, ahead.years, whole, projector=is_projector()), "fans-list",
        "Modelled; each on a scale of its own. The line is the forecast, the fan holds what came "
        "true four times in five (tested on groups of 30–50,000 and on single practices, Somerset "
        "2016 to 2025). "
        + _followed_words(lists, mixed),
    )  # fmt: skip
    st.header("Full-time GPs")
    if ahead.no_earlier_record:
        st.info(
            "In this snapshot there was **no earlier record** of GP time (one count only): the "
            "forecast is level, with the range that was tested later."
        )
    charts = [Fan("The county", ahead.county_gp_time.values, note="(no range)")]
    charts += [_fan(group, ahead.gp_time, gps) for group in held if len(group.members) > 1]
    show_figure(
        fans(charts, ahead.years, lambda value: f"{value:,.1f}", projector=is_projector()),
        "fans-gps",
        "Modelled: half the county's trend, the same for every group; a group's own trend does "
        "not last. For one practice no fan is drawn: five years on, it may have 39% less or 65% "
        "more GP time than forecast, which says very little.",
    )  # fmt: skip
    _spans(hand, ahead, held)
    if not is_projector():
        _one_practice(hand, ahead)


def _fan(group: Group, paths: dict, record: _Record) -> Fan:  # type: ignore[type-arg]
    path = paths[group.name]
    missing = path.values[0] != path.values[0]
    return Fan(
        f"{group.letter} {group.name}", path.values, path.low, path.high, group.colour,
        record.get(group.name, ()), "no GP return" if missing else "",
    )  # fmt: skip


def _records(hand: Hand, figure: str) -> tuple[_Record, dict[str, str]]:
    """Return what followed by group, as years after the snapshot's; nothing without hindsight."""
    state = hand.state
    if not shows_what_followed():
        return {}, {}
    table, mixed = later_record(hand.county, state.plan, resources.county(LATEST), figure)
    day = snapshot_day(hand.county)
    years = [int(day[:4]) + years_between(day, str(one)) for one in table.index]
    return {
        str(name): tuple(
            (year, float(value))
            for year, value in zip(years, table[name], strict=True)
            if value == value and year <= int(day[:4]) + 5.6
        )
        for name in table.columns
    }, mixed


def _followed_words(record: _Record, mixed: dict[str, str]) -> str:
    if not shows_what_followed():
        return ""
    if not any(record.values()):
        return "Nothing has followed this snapshot yet."
    said = "Dots: what followed."
    for name, reason in mixed.items():
        said += f" {name} has none: {reason}."
    return said


def _spans(hand: Hand, ahead: Outlook, held: list[Group]) -> None:
    if not held:
        return
    settings = hand.state.settings
    st.header("When lines may be passed")
    now = resources.scores(hand.state.snapshot, hand.state.plan, settings)
    rows = []
    for group in held:
        path = ahead.groups[group.name]
        size = now.groups.at[group.name, "band_status"]
        low, high = _range_of(hand, group)
        leaves = {
            "under": f"reaches {low:,}: {when_above(path, ahead.years, low)}",
            "in": f"passes {high:,}: {when_above(path, ahead.years, high)}; "
            f"falls below {low:,}: {when_below(path, ahead.years, low)}",
            "over": "above it already",
        }[size]
        per_gp = ahead.patients_per_gp(group.name)
        rows.append(
            {
                "Group": f"{group.letter} {group.name}",
                "Size range": leaves,
                f"More than {settings.breaking_point:,.0f} patients per full-time GP": when_above(
                    per_gp, ahead.years, settings.breaking_point
                )
                if len(group.members) > 1
                else "not said of one practice",
            }
        )
    st.dataframe(rows, hide_index=True)
    st.caption(
        "Years are spans: the first year in which the range reaches the line, and the last. "
        "Modelled; nobody's plan has to wait for them."
    )


def _range_of(hand: Hand, group: Group) -> tuple[int, int]:
    from somerset_maps.metrics.size import size_ranges

    state = hand.state
    found = size_ranges(hand.county, state.plan, state.settings)
    return found[[one.name for one in state.plan.groups].index(group.name)][0]


def _one_practice(hand: Hand, ahead: Outlook) -> None:
    names = hand.county.practices["name"].sort_values()
    with st.expander("The list of one practice"):
        code = st.selectbox(
            "Practice", list(map(str, names.index)), index=None,
            format_func=lambda one: str(names[one]), key=f"outlook-practice-{hand.state.snapshot}",
            placeholder="Choose",
        )  # fmt: skip
        if code is None:
            return
        path = ahead.practices[code]
        show_figure(
            fans([Fan(str(names[code]), path.values, path.low, path.high)], ahead.years, whole),
            "fan-practice",
            f"From {whole(path.values[0])} patients to about {whole(path.values[-1])} in "
            f"{ahead.years[-1]}; four times in five between {whole(path.low[-1])} and "
            f"{whole(path.high[-1])}. Its GP time is not forecast.",
        )
        gps = hand.county.practices.at[code, "gp_headcount"]
        if gps == gps:
            st.caption(f"It had {counted(round(float(gps)), 'GP', 'GPs')} in this snapshot.")
