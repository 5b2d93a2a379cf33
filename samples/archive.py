"""Office files that are the same on every run. Not for what stands in them."""

import io
import re
import zipfile
from datetime import datetime
from typing import Final

SAVED: Final = datetime(2025, 11, 20)  # noqa: DTZ001 - Office files hold no time zone
"""When a sample says that it was saved."""

_MODIFIED: Final = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")


def repacked(data: bytes) -> bytes:
    """Return an Office file with the same day on all its parts and in its properties."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(_entry(name), _dated(name, old.read(name)))
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, SAVED.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # else it tells the system that the file was written on
    return entry


def _dated(name: str, content: bytes) -> bytes:
    if name != "docProps/core.xml":
        return content
    return _MODIFIED.sub(rb"\g<1>" + f"{SAVED.isoformat()}Z".encode(), content)
