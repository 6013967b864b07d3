"""Plain data by value: what crosses the trust line crosses unchanged, and nothing else crosses."""

from __future__ import annotations

import base64
import json
import math
import random
from typing import Any

import numpy as np
import pytest

from grader.inside import plain
from grader.inside.plain import NotPlain, TooBig, decode, encode


def crossed(value: Any) -> Any:
    return decode(encode(value))


def same(a: Any, b: Any) -> bool:
    """Equal in type and in every bit."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, float):
        return math.copysign(1, a) == math.copysign(1, b) and (a == b or (math.isnan(a) and math.isnan(b)))
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return bool(a == b)


def anything(pick: random.Random, depth: int = 0) -> Any:
    kind = pick.randrange(9 if depth < 4 else 7)
    if kind == 7:
        return [anything(pick, depth + 1) for _ in range(pick.randrange(4))]
    if kind == 8:
        return {f"k{i}{pick.choice('aé勾')}": anything(pick, depth + 1) for i in range(pick.randrange(4))}
    shape = [pick.randrange(3) for _ in range(pick.randrange(4))]
    return (
        None,
        pick.random() < 0.5,
        pick.randrange(-(10**30), 10**30),
        pick.choice([0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, pick.uniform(-1e9, 1e9)]),
        "".join(pick.choices('aé\n"\\\0\u2028\ud800勾', k=4)),
        np.array(pick.random()),
        np.array([pick.uniform(-9, 9) for _ in range(math.prod(shape))]).reshape(shape),
    )[kind]


def test_what_crosses_is_what_was_sent_to_the_last_bit() -> None:
    pick = random.Random(14)
    for _ in range(400):
        value = anything(pick)
        assert same(crossed(value), value), value


@pytest.mark.parametrize("dtype", sorted(plain.DTYPES))
def test_arrays_of_every_allowed_dtype_cross_in_every_layout(dtype: str) -> None:
    array = np.arange(12).reshape(3, 4).astype(dtype)
    for sent in (array, array.T, array[::2, ::-1], array[0, 0:0], np.asfortranarray(array), array[1, 1].reshape(())):
        got = crossed(sent)
        assert got.dtype == array.dtype and got.shape == sent.shape and np.array_equal(got, sent)


def test_arrays_of_the_other_byte_order_arrive_in_ours() -> None:
    got = crossed(np.array([1.5, -2.0], dtype=">f8"))
    assert got.dtype.isnative and got.tolist() == [1.5, -2.0]


def test_an_array_that_arrives_is_fresh_and_one_s_own() -> None:
    got = crossed(np.zeros(3))
    got += 1
    assert got.flags.owndata and got.flags.writeable and got.tolist() == [1, 1, 1]


def test_numpy_numbers_arrive_as_arrays_without_a_shape_and_tuples_as_lists() -> None:
    assert same(crossed(np.float64(2.5)), np.array(2.5)) and same(crossed(np.bool_(True)), np.array(True))
    assert same(crossed((1, (2.0,))), [1, [2.0]])


class Float(float):
    pass


class Text(str):
    pass


class Fields(dict):
    pass


class Array(np.ndarray):
    pass


class Number(np.float64):
    pass


@pytest.mark.parametrize(
    "value",
    [
        Float(1.0),
        Text("a"),
        Fields(a=1),
        np.zeros(2).view(Array),
        Number(1.0),
        object(),
        len,
        int,
        {1, 2},
        b"ab",
        1j,
        range(3),
        {1: 2},
        {Text("a"): 1},
        {"$array": 1},
        {None: 1},
        np.array([None]),
        np.array(["a"]),
        np.array("2020-01-01", dtype="datetime64"),
        np.zeros(2, dtype=[("a", "f8")]),
        np.zeros(2, dtype=np.longdouble),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_other_type_crosses_not_even_a_subclass(value: Any) -> None:
    for wrapped in (value, [1, value], {"a": value}):
        with pytest.raises(NotPlain):
            encode(wrapped)


def test_a_refusal_names_the_type_and_the_place() -> None:
    with pytest.raises(NotPlain, match=r"^the answer\['grads'\]\[1\] is a set$"):
        encode({"grads": [1.0, set()]})
    with pytest.raises(NotPlain, match=r"^the answer is an array of dtype object$"):
        encode(np.array([None]))


def test_forty_levels_cross_and_more_do_not_even_in_a_circle() -> None:
    value: Any = 1
    for _ in range(plain.MAX_DEPTH):
        value = [value]
    assert crossed(value) == value
    circle: list[Any] = []
    circle.append(circle)
    for deep in ([value], circle):
        with pytest.raises(NotPlain, match="deep"):
            encode(deep)


def test_an_answer_of_too_many_bytes_is_too_big() -> None:
    for value in ("x" * (plain.MAX_BYTES + 1), np.zeros(plain.MAX_BYTES // 8 + 1), ["x" * 1024] * 4096):
        with pytest.raises(TooBig):
            encode(value)
    with pytest.raises(TooBig, match="5001 bits"):
        encode(1 << 5000)
    assert crossed(1 << 4000) == 1 << 4000


def test_a_request_may_be_larger_than_an_answer() -> None:
    text = "x" * (plain.MAX_BYTES + 1)
    assert decode(plain.encode_request({"files": text})) == {"files": text}
    assert same(decode(plain.encode_request([math.nan, math.inf])), [math.nan, math.inf])
    with pytest.raises(NotPlain, match="^the request is a set$"):
        plain.encode_request(set())


def test_an_answer_of_too_many_items_is_too_big_and_one_that_was_forged_is_refused() -> None:
    most = [0] * (plain.MAX_ITEMS + 1)
    assert plain.decode_answer(encode(most)) == most
    with pytest.raises(TooBig, match="items"):
        encode([*most, 0])
    with pytest.raises(NotPlain, match="items"):
        plain.decode_answer(b"[" + b"0," * (plain.MAX_ITEMS + 1) + b"0]")


def test_text_in_an_answer_can_always_be_written() -> None:
    told = plain.decode_answer(encode({"a\ud800": ["勾\udfff", "ascii", np.zeros(1)]}))
    assert list(told) == ["a?"] and told["a?"][:2] == ["勾?", "ascii"]
    assert same(told["a?"][2], np.zeros(1))


def array_text(dtype: Any, shape: Any, content: bytes, **more: Any) -> bytes:
    return json.dumps({"$array": [dtype, shape, base64.b64encode(content).decode()], **more}).encode()


def test_the_text_of_an_array_is_its_dtype_its_shape_and_its_bytes() -> None:
    text = array_text("float64", [1], np.array([2.5], dtype="<f8").tobytes())
    assert same(decode(text), np.array([2.5])) and json.loads(encode(np.array([2.5]))) == json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        array_text("float64", [2], b"\0" * 8),
        array_text("float64", [], b""),
        array_text("float64", [-1], b"\0" * 8),
        array_text("float64", [1.0], b"\0" * 8),
        array_text("float64", [True], b"\0" * 8),
        array_text("float64", "1", b"\0" * 8),
        array_text("float64", {}, b"\0" * 7),
        array_text("float64", [1] * 33, b"\0" * 8),
        array_text("float64", [0, 1 << 40], b""),
        array_text("object", [1], b"\0" * 8),
        array_text("f8", [1], b"\0" * 8),
        array_text(["float64"], [1], b"\0" * 8),
        array_text("bool", [2], b"\1\2"),
        array_text("float64", [1], b"\0" * 8, a=1),
        b'{"$array": ["float64", [1], "AAAAAAAAAA!A="]}',
        b'{"$array": ["float64", [1]]}',
        b'{"$array": 1}',
        b'{"$array": ["float64", [1], 7]}',
        b"",
        b"{",
        b"\xff",
        b"[1] 2",
        b"9" * 2000,
        b"[" * 100_000,
        b"[" * 42 + b"]" * 42,
    ],
    ids=lambda text: text[:60].decode("latin-1"),
)
def test_a_forged_message_is_refused_with_one_kind_of_error(text: bytes) -> None:
    with pytest.raises(NotPlain):
        decode(text)


def test_no_garbage_makes_any_other_error() -> None:
    pick = random.Random(5)
    whole = bytearray(encode({"a": [1, None, "é"], "b": np.arange(4.0), "c": {"d": [True, math.nan]}}))
    refused = 0
    for _ in range(3000):
        text = bytearray(whole)
        for _ in range(pick.randrange(1, 4)):
            text[pick.randrange(len(text))] = pick.randrange(256)
        try:
            decode(bytes(text))
        except NotPlain:
            refused += 1
    assert refused > 1000
