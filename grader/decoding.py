"""The bytes of a file → its text, every line ended by a newline alone, in the encoding that the file names (PEP 263)."""

from __future__ import annotations

import codecs
import re

from grader.errors import Unusable
from grader.words import say

COOKIE = rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)"
NO_CODE = rb"[ \t\f]*(?:#.*)?"
ASCII = b"xn--a\n\\u0041" + bytes(c for c in range(32, 127) if c != 92) + b"\t\r\n"


def decoded(data: bytes, shown: str, cookie: bool) -> str:
    """The text of a file, every line ended by a newline alone. Raises Unusable, naming byte and line."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unusable(say("submission.utf16", shown=shown))
    if b"\0" in data:
        place = _place(data, data.index(b"\0"))
        raise Unusable(say("submission.null-byte", shown=shown, place=place))
    body = data.removeprefix(codecs.BOM_UTF8)
    encoding = _encoding(body, shown, marked=body != data) if cookie else "utf-8"
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        place = _place(data, error.start + len(data) - len(body))
        byte = f"0x{body[error.start]:02x}"
        raise Unusable(say("submission.undecoded", shown=shown, encoding=encoding, place=place, byte=byte)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(data: bytes, at: int) -> str:
    line = len(re.findall(rb"\r\n?|\n", data[:at])) + 1
    return say("submission.byte", byte=f"{at + 1:,}", line=f"{line:,}")


def _encoding(body: bytes, shown: str, marked: bool) -> str:
    """The encoding that one of the first two lines names (PEP 263), or utf-8. Raises Unusable for others."""
    named = _cookie(body)
    try:
        encoding = codecs.lookup(re.sub("-(?:unix|dos|mac)$", "", named)).name
        usable = encoding == "utf-8" or ASCII.decode(encoding) == ASCII.decode("ascii")
    except (LookupError, UnicodeError):
        usable = False
    if not usable or (marked and encoding not in ("utf-8", "utf-8-sig")):
        key = "submission.encoding-mark" if usable else "submission.encoding"
        raise Unusable(say(key, shown=shown, encoding=f"{named:.40}"))
    return encoding


def _cookie(body: bytes) -> str:
    for line in re.split(rb"\r\n?|\n", body, maxsplit=2)[:2]:
        found = re.match(COOKIE, line)
        if found:
            return found[1].decode("ascii")
        if not re.fullmatch(NO_CODE, line):
            break
    return "utf-8"
