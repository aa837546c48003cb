"""Where Chromium is on this machine; run as a script, installs it where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHELL = "chromium-headless-shell"  # Chromium without windows of its own: a page costs it two thirds
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
PLAYWRIGHT = (sys.executable, "-m", "playwright")
ARGUMENTS = [
    "--no-sandbox",  # root may not have one
    "--disable-gpu",
    # no request of the browser's own may leave the machine either
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def installed() -> str | None:
    """Path of the browser that CHROMIUM names, or else the system's; None where Playwright's own has to do."""
    if named := os.environ.get("CHROMIUM"):
        return named
    return next(filter(None, map(shutil.which, (*NAMES, str(MACOS)))), None)


def playwrights_own() -> str | None:
    """Path of the browser that Playwright downloaded; None before it did."""
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def install() -> None:
    """Download Playwright's Chromium; where that cannot be reached, take the distribution's (root only)."""
    may_apt = os.geteuid() == 0 and shutil.which("apt-get")
    if subprocess.run([*PLAYWRIGHT, "install", "chromium"]).returncode == 0:
        if may_apt:
            subprocess.run([*PLAYWRIGHT, "install-deps", "chromium"], check=True)
    elif may_apt:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", SHELL], check=True)


if __name__ == "__main__":
    if not (installed() or playwrights_own()):
        install()
    if not (path := installed() or playwrights_own()):
        sys.exit("The browser tests need Chromium or Google Chrome: install one, or name it in CHROMIUM=/path/to/it.")
    print("Chromium:", path)
