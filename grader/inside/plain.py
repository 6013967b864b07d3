"""Plain data by value: the only thing that crosses the trust line, as strict JSON text.

None, bool, int, float, str, list and dict with string keys cross as themselves, arrays as
dtype, shape and base64 bytes. Types are compared exactly: a subclass may answer as it likes.
"""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np

DTYPES = frozenset(
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 "
    "float16 float32 float64 complex64 complex128".split()
)
MAX_BYTES = 4 * 1024 * 1024
MAX_ITEMS = 100_000  # of lists and dicts; what an array holds is not counted
MAX_DEPTH = 40
MAX_INT_BITS = 4096
ARRAY = "$array"


class NotPlain(Exception):
    """A value that may not cross; the message names what it is and where it stands."""


class TooBig(Exception):
    """More bytes than one observation may have."""


def encode(value: Any) -> bytes:
    """JSON text of a plain value. Raises NotPlain for any other type, TooBig above MAX_BYTES."""
    text = json.dumps(_lower(value, "the answer", 0), allow_nan=True).encode("ascii")
    if len(text) > MAX_BYTES:
        raise TooBig(f"{len(text)} bytes")
    if text.count(b",") > MAX_ITEMS:
        raise TooBig(f"more than {MAX_ITEMS} items")
    return text


def encode_request(value: Any) -> bytes:
    """As `encode`, for what we ask: a submission may be larger than an observation."""
    return json.dumps(_lower(value, "the request", 0), allow_nan=True).encode("ascii")


def decode_answer(text: bytes) -> Any:
    """As `decode`, for what learner code may have sent: not too many items, and no text that can not be written."""
    if text.count(b",") > MAX_ITEMS:
        raise NotPlain(f"more than {MAX_ITEMS} items")
    return _writable(decode(text))


def _writable(value: Any) -> Any:
    """The value, with question marks for lone surrogates, which no file and no terminal takes."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_writable(item) for item in value]
    if isinstance(value, dict):
        return {_writable(key): _writable(item) for key, item in value.items()}
    return value


def decode(text: bytes) -> Any:
    """The value of a JSON text, with fresh arrays. Raises NotPlain for anything else."""
    try:
        return _raise(json.loads(text, parse_int=_short_int), 0)
    except NotPlain:
        raise
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise NotPlain(f"not a message of ours ({type(error).__name__})") from None


def _short_int(digits: str) -> int:
    if len(digits) > MAX_INT_BITS // 3:  # reading a long one takes quadratic time
        raise NotPlain("an integer that is too long")
    return int(digits)


def _lower(value: Any, where: str, depth: int) -> Any:
    kind = type(value)
    if depth > MAX_DEPTH:
        raise NotPlain(f"{where} is nested more than {MAX_DEPTH} deep")
    if value is None or kind in (bool, float, str):
        return value
    if kind is int:
        if value.bit_length() > MAX_INT_BITS:
            raise TooBig(f"an integer of {value.bit_length()} bits")
        return value
    if kind is np.ndarray:
        return _lower_array(value, where)
    if kind is list or kind is tuple:
        return [_lower(item, f"{where}[{i}]", depth + 1) for i, item in enumerate(value)]
    if kind is dict:
        return {_key(key, where): _lower(item, f"{where}[{key!r}]", depth + 1) for key, item in value.items()}
    if issubclass(kind, np.generic) and kind.__module__ == "numpy":
        return _lower_array(np.asarray(value), where)
    raise NotPlain(f"{where} is a {kind.__qualname__}")


def _key(key: Any, where: str) -> str:
    if type(key) is not str or key.startswith("$"):
        raise NotPlain(f"{where} has a key that is not a plain name")
    return key


def _lower_array(array: np.ndarray[Any, Any], where: str) -> dict[str, Any]:
    if array.dtype.name not in DTYPES:
        raise NotPlain(f"{where} is an array of dtype {array.dtype}")
    if array.nbytes > MAX_BYTES:
        raise TooBig(f"an array of {array.nbytes} bytes")
    little = array.astype(array.dtype.newbyteorder("<"), copy=False)
    content = base64.b64encode(np.ascontiguousarray(little).tobytes()).decode("ascii")
    return {ARRAY: [array.dtype.name, list(array.shape), content]}


def _raise(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise NotPlain("nested too deep")
    if isinstance(value, list):
        return [_raise(item, depth + 1) for item in value]
    if isinstance(value, dict):
        if ARRAY in value:
            return _raise_array(value)
        return {key: _raise(item, depth + 1) for key, item in value.items()}
    return value


def _raise_array(value: dict[str, Any]) -> np.ndarray[Any, Any]:
    name, shape, content = value[ARRAY]
    if len(value) != 1 or name not in DTYPES or len(shape) > 32:
        raise NotPlain("not an array of ours")
    if not all(type(length) is int and 0 <= length <= MAX_BYTES for length in shape):
        raise NotPlain("not a shape")
    dtype = np.dtype(name).newbyteorder("<")
    raw = base64.b64decode(content, validate=True)
    count = 1
    for length in shape:
        count *= length
    if len(raw) != count * dtype.itemsize:
        raise NotPlain(f"{len(raw)} bytes do not make an array of shape {tuple(shape)}")
    if name == "bool" and raw.strip(b"\0\1"):
        raise NotPlain("a truth value that is neither 0 nor 1")
    array: np.ndarray[Any, Any] = np.frombuffer(raw, dtype=dtype).reshape(shape)
    return array.astype(dtype.newbyteorder("="), copy=True)
