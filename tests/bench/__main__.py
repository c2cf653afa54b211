"""Print the table of times, bytes and lost moves: ``python -m tests.bench``."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from somerset_maps import load_county
from tests.bench.app_bench import AppBench, still_searching, two_users_search
from tests.bench.folium_peer import APART, FoliumPeer, folium_peer_server
from tests.bench.library_bench import build_seconds, growth, time_evaluate
from tests.bench.suggest_bench import print_tables
from tests.browser.app_server import AppServer
from tests.chromium import browser

PAUSES = (0, 30, 80, 200)
#: Practices of a county, of two and of eight counties' size, and of a country like England.
SIZES = (75, 300, 1_200, 6_300)
Row = tuple[str, str, str, str]


def both(values: Sequence[float], digits: int = 0) -> str:
    """Return median and 90th percentile as text."""
    return f"{median(values):.{digits}f} / {quantiles(values, n=10)[8]:.{digits}f}"


def drags(count: int) -> list[Row]:
    """Measure drags and bursts on the app and on the peer."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "app", Path(folder) / "peer"
        ours.mkdir()
        theirs.mkdir()
        app = AppServer(ours)
        app.make_plans({"localities": 4, "few": len(PAUSES)})
        app.start()
        try:
            times, weights = AppBench(browser(), app, "localities").time_drags(count)
            others = two_users_search(browser(), app, "localities")
            beside, _ = AppBench(browser(), app, "localities").time_drags(count)
            at_the_end = still_searching(others)
            for other in others:
                other.page.close()
            lost = [AppBench(browser(), app, "few").lost_in_burst(pause) for pause in PAUSES]
        finally:
            app.stop()
        peer_server = folium_peer_server(theirs)
        try:
            peer = FoliumPeer(browser(), peer_server)
            peer.time_click(APART[0])
            before = peer.traffic.sent + peer.traffic.received
            peer_times = [peer.time_click(APART[at % len(APART)]) for at in range(count)]
            peer_weight = (peer.traffic.sent + peer.traffic.received - before) / count
            peer_lost = [peer.lost_in_burst(pause) for pause in PAUSES]
        finally:
            peer_server.stop()
    return [
        ("drop to metric text, ms", both([t.text for t in times]),
         both([t.text for t in peer_times]), "60"),
        (f"the same while two search ({at_the_end} to the end), ms",
         both([t.text for t in beside]), "", ""),
        ("drop to recolour by the server, ms", both([t.recoloured for t in times]),
         both([t.recoloured for t in peer_times]), "100"),
        ("drop to recolour on the screen, ms", both([t.painted for t in times]),
         both([t.painted for t in peer_times]), ""),
        ("websocket bytes a drag", f"{median(weights):,.0f}", f"{peer_weight:,.0f}", ""),
        *(
            (f"moves lost of 10, {pause} ms apart", str(a), str(b), "0")
            for pause, a, b in zip(PAUSES, lost, peer_lost, strict=True)
        ),
    ]  # fmt: skip


def library(count: int) -> list[Row]:
    """Measure evaluate and the build."""
    ours, theirs = time_evaluate(load_county("2016"), count)
    return [
        ("evaluate, ms (peer: plain pandas)", both(ours, 1), both(theirs, 1), "3"),
        *(
            (f"evaluate, {practices:,} made-up practices, ms", f"{took:.1f}", "", aim)
            for (practices, _, _, took), aim in zip(growth(SIZES), ("", "", "", "100"), strict=True)
        ),
        ("build of the database, s", f"{build_seconds():.1f}", "", "5"),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--drags", type=int, default=20, help="drags to time (default 20)")
    parser.add_argument("--library", action="store_true", help="leave the browser out")
    parser.add_argument("--suggest", action="store_true", help="the suggestion and its peers only")
    chosen = parser.parse_args()
    if chosen.suggest:
        print_tables(load_county("2018"))
        return
    rows = library(10 * chosen.drags)
    if not chosen.library:
        rows = [*drags(chosen.drags), *rows]
    print(f"Median / 90th percentile. {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.")
    print("Peer: the same map as folium documents it, a click instead of a drag.\n")
    print(f"| {'':46} | {'app':>13} | {'peer':>13} | {'aim':>4} |")
    print(f"| {'-' * 46} | {'-' * 12}: | {'-' * 12}: | {'-' * 3}: |")
    for title, ours, peer, aim in rows:
        print(f"| {title:46} | {ours:>13} | {peer:>13} | {aim:>4} |")
    print_tables(load_county("2018"))


if __name__ == "__main__":
    main()
