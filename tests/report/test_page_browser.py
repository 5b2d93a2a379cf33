"""The HTML report in a browser that reaches no network: no message, no request, nothing wider than a phone, A4 pages.

A control page, which does ask for a picture and does write to the console, shows that both would be seen.
"""

import html
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from procure.report.page import report_html
from procure.terms import Severity
from tests.check.making import tools
from tests.report.plan_making import Bought, flagged, plan_report
from tests.report.test_page import sample

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
CONTROL: Final = '<!DOCTYPE html><img src="http://example.invalid/x.png"><script>console.log("said")</script>'
LONG: Final = "很长的采购名称" * 30 + "W" * 200
POLICY: Final = '<meta http-equiv="Content-Security-Policy"'
MEASURE: Final = "<script>parent.document.title=document.documentElement.scrollWidth+'/'+innerWidth</script></body>"
BROWSER_ITSELF: Final = "not an origin"
"""What the net log calls the initiator of requests that no page made: the browser looking for its own updates."""


@pytest.fixture(scope="module")
def browser() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = f"no browser of {', '.join(NAMES)} is installed: the HTML report was opened by none"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return found or ""


def pages() -> dict[str, str]:
    bought = [Bought(LONG, 29), Bought("印刷", 45), Bought("餐饮", 520)]
    found = [flagged(2, LONG), flagged(3, "印刷", Severity.RED_FLAG)]
    return {
        "budget": report_html(sample(), tools()),
        "plan": report_html(plan_report(bought, found), tools()),
        "empty": report_html(plan_report([]), tools()),
    }


def run(browser: str, folder: Path, text: str, options: Sequence[str]) -> tuple[str, str]:
    """Return what the browser prints and logs of a page that it opens from the disk."""
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    command = [
        *(browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
        *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
        *("--proxy-server=127.0.0.1:9", "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr"),
        *(f"--user-data-dir={folder / 'profile'}", f"--log-net-log={folder / 'net.json'}", *options, path.as_uri()),
    ]
    done = subprocess.run(command, check=True, capture_output=True, timeout=120)
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")


def said(log: str) -> list[str]:
    return [line for line in log.splitlines() if "CONSOLE" in line]


def asked(folder: Path) -> list[str]:
    """Return the addresses that the page asked for; the file itself never reaches the network's log."""
    log = json.loads((folder / "net.json").read_text(encoding="utf-8"))
    started = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    events = [one["params"] for one in log["events"] if one["type"] == started and "url" in one.get("params", {})]
    return [one["url"] for one in events if one.get("initiator") != BROWSER_ITSELF]


def test_the_control_page_is_seen_to_ask_and_to_speak(browser: str, tmp_path: Path) -> None:
    _, log = run(browser, tmp_path, CONTROL, ["--dump-dom"])
    assert len(said(log)) == 1
    assert asked(tmp_path) == ["http://example.invalid/x.png"]


@pytest.mark.parametrize("name", ["budget", "plan", "empty"])
def test_the_page_opens_from_the_disk_and_asks_for_nothing(browser: str, tmp_path: Path, name: str) -> None:
    shown, log = run(browser, tmp_path, pages()[name], ["--dump-dom"])
    assert "</main></body></html>" in "".join(shown.split("\n"))
    assert (said(log), asked(tmp_path)) == ([], [])


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("name", ["budget", "plan", "empty"])
def test_nothing_is_wider_than_the_screen(browser: str, tmp_path: Path, name: str, width: int) -> None:
    page = pages()[name].replace(POLICY, "<meta name='no-policy'").replace("</body>", MEASURE)
    # A window is never narrower than 500 points; a frame is.
    frame = (
        f'<!DOCTYPE html><title></title><iframe style="width:{width}px;border:0" srcdoc="{html.escape(page)}"></iframe>'
    )
    shown, _ = run(browser, tmp_path, frame, ["--window-size=1600,900", "--dump-dom"])
    assert f"<title>{width}/{width}</title>" in shown


def test_a_picture_of_it_is_not_blank(browser: str, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    run(browser, tmp_path, pages()["budget"], ["--window-size=1280,1600", f"--screenshot={picture}"])
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 50_000


def test_it_prints_on_a4_with_heads_repeated_and_the_law_unfolded(browser: str, tmp_path: Path) -> None:
    import pypdfium2

    printed = tmp_path / "page.pdf"
    run(browser, tmp_path, pages()["budget"], ["--no-pdf-header-footer", f"--print-to-pdf={printed}"])
    with pypdfium2.PdfDocument(printed) as document:
        sizes = {tuple(sorted(round(side) for side in sheet.get_size())) for sheet in document}
        texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in document]
    assert sizes == {(595, 842)}
    assert (
        sum(
            "集中采购目录组织形式" in text.replace("集中采购目录", "集中采购目录") or "须经批准" in text
            for text in texts
        )
        > 1
    )
    quote = next(clause.quote for one in sample().findings for clause in one.basis)
    assert "".join(quote.split())[:12] in "".join(texts)
