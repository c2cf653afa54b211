"""Chromium for the tests that drive a browser: where it is, how it is started, how it gets here.

``python -m tests.chromium`` makes sure that there is one.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from functools import cache
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

#: Programs that will do; the one without a window is the same browser and starts sooner.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
VARIABLE = "SOMERSET_CHROMIUM"
#: A browser that talks to the app under test and to nobody else.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
)


#: How long a check waits for what it expects: two busy cores may take their time.
PATIENCE_MS = 20_000


class NoChromium(RuntimeError):
    """There is no Chromium on this machine."""


def chromium_path() -> str:
    """Return the browser's program.

    Raises:
        NoChromium: if there is none; the message says what to do.
    """
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise NoChromium(f"{VARIABLE} names {named}, which is not a program that can be run")
        return found
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    raise NoChromium(
        "The browser tests need Chromium: install the package chromium (or Google Chrome), "
        f"or name the program in {VARIABLE}"
    )


def launch_options() -> dict[str, Any]:
    """Return the arguments of Playwright's ``chromium.launch``."""
    return {"executable_path": chromium_path(), "args": list(ARGUMENTS)}


@cache
def browser() -> Browser:
    """Return the one browser of this process, closed when the process ends.

    Playwright can be started once in a process only, so all tests share it.
    """
    expect.set_options(timeout=PATIENCE_MS)
    driver = sync_playwright().start()
    atexit.register(driver.stop)
    return driver.chromium.launch(**launch_options())


def ensure_chromium() -> str:
    """Return the browser's program, installing a package of Debian's when there is none.

    Raises:
        NoChromium: if it can neither be found nor installed.
    """
    try:
        return chromium_path()
    except NoChromium:
        if os.environ.get(VARIABLE) or not _install():
            raise
    return chromium_path()


def _install() -> bool:
    """Try to install the package; say whether that worked."""
    if shutil.which("apt-get") is None:
        return False
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not is_root and shutil.which("sudo") is None:
        return False
    # Without a terminal to ask for a password, sudo must not wait for one.
    lead = [] if is_root else ["sudo", "-n"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def apt_get(*step: str) -> bool:
        print(f"apt-get {' '.join(step)}", flush=True)
        done = subprocess.run(
            [*lead, "apt-get", "-q", *step], env=quiet, stdout=subprocess.DEVNULL, check=False
        )
        return done.returncode == 0

    apt_get("update")
    return any(apt_get("install", "-y", "--no-install-recommends", name) for name in NAMES[:2])


def main() -> int:
    """Make sure of a Chromium; return the exit code."""
    try:
        path = ensure_chromium()
    except NoChromium as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"Chromium: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
