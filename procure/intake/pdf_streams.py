"""A PDF's objects and streams, read and unfolded within bounds. Not for what the streams hold: pdf_page.py.

Imported only where a PDF is read: pdfminer takes 0.1 s to import.
"""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, Final

from pdfminer import psparser
from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfdocument import PDFDocument, PDFXRefStream
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    PDFObjRef,
    PDFStream,
    int_value,
)
from pdfminer.runlength import rldecode
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

from procure.intake.files import UnreadableError
from procure.intake.pdf_guard import MAX_STREAM, too_large

MAX_OBJECTS: Final = 1_000_000
"""Objects that a cross-reference stream lists; a file of the largest size read has far fewer."""
_MAX_SLOW: Final = 4 * 1024 * 1024
"""Bytes unfolded by filters that are written in Python and take a second for each megabyte: lists of objects, rarely
text."""
_MAX_FILTERS: Final = 4
_MAX_ROW: Final = 1 << 20
"""Bytes in a row of a predictor."""
_PNG: Final = 10
_TIFF: Final = 2
_LONGEST_RUN: Final = 128


_MAX_HOPS: Final = 8
"""Objects that only refer to another one; two that refer to each other do so without end."""

_literal_name = psparser.literal_name


def _key(x: Any) -> str:
    """Return the name of an entry; of a dictionary as a name, of which pdfminer would take the whole text, none."""
    return "" if isinstance(x, dict | list) else _literal_name(x)


psparser.literal_name = _key  # each level of dictionaries as names would double the text; all of its parsers do so


class BoundedDocument(PDFDocument):
    """Finds objects; one that refers to another is that one."""

    def getobj(self, objid: int) -> object:
        """Return an object, None where references do not end."""
        value = super().getobj(objid)
        for _ in range(_MAX_HOPS):
            if not isinstance(value, PDFObjRef):
                return value
            value = super().getobj(value.objid)
        return None


class BoundedParser(PDFParser):
    """Reads objects; its streams unfold within bounds."""

    def push(self, *objs: Any) -> None:
        """Take objects, each with its position."""
        super().push(*((at, _bounded(one) if type(one) is PDFStream else one) for at, one in objs))


class BoundedStream(PDFStream):
    """A stream that raises UnreadableError where it unfolds to more than is read."""

    def decode(self) -> None:
        """Unfold the data. Filters of images leave them as they are: they are not read."""
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        filters = self.get_filters()
        if len(filters) > _MAX_FILTERS:
            raise too_large(MAX_STREAM)
        for name, parameters in filters:
            data = _predicted(_decoded(data, name), parameters)
        self.data, self.rawdata = data, None


def open_document(data: bytes) -> PDFDocument:
    """Return a file as pdfminer knows it. Raises UnreadableError for too many objects, and what pdfminer raises."""
    document = BoundedDocument(BoundedParser(BytesIO(data)))
    for listed in document.xrefs:
        if isinstance(listed, PDFXRefStream) and sum(number for _, number in listed.ranges) > MAX_OBJECTS:
            raise UnreadableError(
                f"超过{MAX_OBJECTS:,}个对象的 PDF 文件", "超过上限，未审查；请用原 Word 或者 Excel 文件审查"
            )
    return document


def _bounded(stream: PDFStream) -> BoundedStream:
    return BoundedStream(stream.attrs, stream.rawdata or b"", stream.decipher)


def _decoded(data: bytes, name: object) -> bytes:
    if name in LITERALS_FLATE_DECODE:
        return b"".join(_limited(_inflated(data), MAX_STREAM))
    if name in LITERALS_LZW_DECODE:
        return b"".join(_limited(LZWDecoder(BytesIO(data)).run(), _MAX_SLOW))
    if name in LITERALS_RUNLENGTH_DECODE:
        if len(data) * _LONGEST_RUN > MAX_STREAM:
            raise too_large(MAX_STREAM)
        return rldecode(data)
    if name in LITERALS_ASCII85_DECODE:
        return ascii85decode(data)
    return asciihexdecode(data) if name in LITERALS_ASCIIHEX_DECODE else data


def _inflated(data: bytes) -> Iterator[bytes]:
    """Yield what a deflated stream holds, of a damaged one what stands before the damage, as pdfminer does."""
    try:
        yield zlib.decompressobj().decompress(data, MAX_STREAM + 1)
    except zlib.error:
        yield from _salvaged(data)


def _salvaged(data: bytes) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    with suppress(zlib.error):
        yield from map(inflater.decompress, (data[at : at + 1] for at in range(len(data))))


def _limited(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise too_large(limit)
        yield chunk


def _predicted(data: bytes, parameters: Any) -> bytes:
    """Return the data that a filter's parameters say are told by what differs from the row above or the left."""
    predictor = int_value(parameters.get("Predictor", 1)) if parameters else 1
    if predictor != _TIFF and predictor < _PNG:
        return data
    colors, columns, bits = (
        int_value(parameters.get(name, usual))
        for name, usual in (("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8))
    )
    if len(data) > _MAX_SLOW or colors * columns * bits > 8 * _MAX_ROW:
        raise too_large(_MAX_SLOW)
    if predictor == _TIFF:
        return apply_tiff_predictor(colors, columns, bits, data)
    return apply_png_predictor(predictor, colors, columns, bits, data)
