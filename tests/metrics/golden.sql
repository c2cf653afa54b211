-- The core measures straight from the tables of one snapshot, by joins instead of arrays.
-- Parameters: snapshot, size range (low, high), minutes. The plan is the table "plan".
-- name: groups
with member as (
    select p.practice_code, g."group", p.list_size, p.gp_fte, p.gp_headcount, p.locality
    from practices p join plan g using (practice_code)
    where p.snapshot = $snapshot
),
drive as (
    select practice_a a, practice_b b, minutes from practice_minutes where snapshot = $snapshot
    union all
    select practice_b, practice_a, minutes from practice_minutes where snapshot = $snapshot
    union all
    select practice_code, practice_code, 0 from practices where snapshot = $snapshot
),
hub as (
    select h."group", h.practice_code, sum(m.list_size * d.minutes) travel
    from member h join member m on m."group" = h."group"
    join drive d on d.a = m.practice_code and d.b = h.practice_code
    group by all
),
best as (
    select "group", arg_min(practice_code, (travel, practice_code)) hub, min(travel) travel
    from hub group by all
),
spread as (
    select x."group", max(d.minutes) spread_minutes
    from member x join member y on x."group" = y."group"
    join drive d on d.a = x.practice_code and d.b = y.practice_code
    group by all
),
loss as (
    select x."group", max(x.gp_fte / nullif(rest.fte, 0)) worst_loss
    from member x
    join lateral (
        select sum(y.gp_fte) fte from member y
        where y."group" = x."group" and y.practice_code <> x.practice_code
    ) rest on true
    group by all
),
reach as (
    select g."group", m.lsoa_code, min(m.minutes) as minutes
    from sites s join plan g using (practice_code) join site_minutes m using (site_id)
    where s.snapshot = $snapshot and s.open_at_snapshot
    group by all
),
living as (
    select g."group", r.lsoa_code, sum(r.patients) patients
    from registrations r join plan g using (practice_code)
    where r.snapshot = $snapshot
    group by all
),
covered as (
    select "group", sum(patients) filter (minutes <= $minutes) / sum(patients) coverage
    from living join reach using ("group", lsoa_code)
    group by all
),
largest_locality as (
    select "group", max(patients) patients
    from (select "group", locality, sum(list_size) patients from member group by all)
    group by all
)
select
    "group",
    count(*) practices,
    sum(list_size) registered,
    case when sum(list_size) < $low then 'under'
         when sum(list_size) > $high then 'over' else 'in' end band_status,
    case when sum(list_size) < $low then sum(list_size) - $low
         when sum(list_size) > $high then sum(list_size) - $high else 0 end band_gap,
    max(list_size) / sum(list_size) largest_share,
    sum(gp_fte) gp_fte,
    count(gp_fte) gp_returns,
    sum(gp_headcount) gp_headcount,
    sum(list_size) filter (gp_fte is not null) / sum(gp_fte) patients_per_gp_fte,
    any_value(worst_loss) worst_loss,
    any_value(hub) hub,
    any_value(travel) / sum(list_size) minutes_to_hub,
    any_value(spread_minutes) spread_minutes,
    any_value(coverage) coverage,
    any_value(l.patients) / sum(list_size) locality_share,
    count(distinct locality) localities
from member
join best using ("group") join spread using ("group") join loss using ("group")
join covered using ("group") join largest_locality l using ("group")
group by all
order by "group";

-- name: county
with living as (
    select r.lsoa_code, coalesce(g."group", '(none)') "group", sum(r.patients) patients
    from registrations r left join plan g using (practice_code)
    where r.snapshot = $snapshot
    group by all
),
own as (
    select lsoa_code, arg_max("group", patients) "group" from living group by all
),
reach as (
    select g."group", m.lsoa_code, min(m.minutes) as minutes
    from sites s join plan g using (practice_code) join site_minutes m using (site_id)
    where s.snapshot = $snapshot and s.open_at_snapshot
    group by all
),
nearest as (
    select m.lsoa_code, min(m.minutes) as minutes,
        min(m.minutes) filter (s.kind <> 'outside') minutes_in_county
    from sites s join site_minutes m using (site_id)
    where s.snapshot = $snapshot and s.open_at_snapshot
    group by all
)
select
    sum(population) filter (reach.minutes <= $minutes) / sum(population) coverage,
    sum(population) filter (nearest.minutes <= $minutes) / sum(population) coverage_any,
    sum(population) filter (minutes_in_county <= $minutes) / sum(population) coverage_of_own
from snapshots
join residents using (residents_year)
join own using (lsoa_code)
join nearest using (lsoa_code)
left join reach on reach.lsoa_code = own.lsoa_code and reach."group" = own."group"
where snapshots.snapshot = $snapshot;

-- name: people
with member as (
    select p.*, g."group", 10000 * p.gp_fte / p.list_size per_10000,
        p.patients_65_plus / p.list_size share_65, p.patients_75_plus / p.list_size share_75
    from practices p join plan g using (practice_code)
    where p.snapshot = $snapshot
),
living as (
    select r.lsoa_code, coalesce(g."group", '(none)') "group", sum(r.patients) patients
    from registrations r left join plan g using (practice_code)
    where r.snapshot = $snapshot
    group by all
),
own as (
    select lsoa_code, arg_max("group", patients) owner from living group by all
),
kept as (
    select "group", coalesce(sum(patients) filter ("group" = owner), 0) / sum(patients)
        self_containment
    from living join own using (lsoa_code)
    group by all
)
select
    "group",
    sum(weighted_list) weighted,
    count(weighted_list) weighted_known,
    sum(list_size * share_65) / sum(list_size) filter (share_65 is not null) share_65_plus,
    sum(list_size * share_75) / sum(list_size) filter (share_75 is not null) share_75_plus,
    3 * sum(list_size) fund,
    5.35 * sum(list_size) consultations,
    5.35 * sum(list_size) filter (gp_fte is not null) / (sum(gp_fte) * 253)
        consultations_per_gp_day,
    10000 * sum(gp_fte) / sum(list_size) filter (gp_fte is not null) gp_fte_per_10000,
    count(*) filter (per_10000 < 4) thin_practices,
    case when sum(gp_headcount) > 1 then 1 / (sum(gp_headcount) - 1) end gp_loss,
    sum(gp_headcount) / ceil(sum(gp_headcount) / 8) gps_per_team,
    sum(list_size) filter (gp_headcount is not null) / ceil(sum(gp_headcount) / 8) lists_per_team,
    sum(list_size * list_size) / (sum(list_size) * sum(list_size)) hhi,
    sum(list_size) * sum(list_size) / sum(list_size * list_size) effective_practices,
    any_value(self_containment) self_containment
from member join kept using ("group")
group by all
order by "group";
