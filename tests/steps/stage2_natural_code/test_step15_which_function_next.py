"""Step 15: an order in which each node comes after all that use it, whichever of the right ones."""

import pytest

from grader.checks import expect, public

SMALL = (
    {},
    {"y": []},
    {"y": ["x"]},
    {"c": ["b"], "b": ["a"], "a": []},
    {"y": ["a", "b"], "a": ["x"], "b": ["x"]},
    {"y": ["x", "a"], "a": ["x"]},
    {"y": ["a", "x"], "a": ["x"]},
    {"y": ["x", "a"], "a": ["b"], "b": ["c"], "c": ["x"]},
    {"a": ["x"], "b": ["x"], "y": ["b", "a"]},
    {"y": ["b", "a"], "a": ["b"], "b": ["x"], "x": []},
    {"y": ["b", "c"], "b": ["a", "a"], "c": ["b", "a"]},
    {"y": ["x", "x"]},
    {"y": ["x", "x", "a"], "a": ["x", "x"]},
    {"y": ["x"], "z": ["x"]},
    {"y": ["a"], "z": ["b"], "a": ["x"], "b": ["a", "x"]},
    {"y": ["x"], "q": ["p"], "lone": []},
)


def graphs(draw):
    """Small graphs that are hard to get right, then random ones, then many ways that lead through few nodes."""
    yield from SMALL
    for size in (4, 5, 5, 6, 6, 7, 7, 8):
        yield random_graph(size, draw)
    yield diamonds(10)


def random_graph(size, draw):
    """A graph without circles, whose keys stand in no particular order, and in which names tell nothing."""
    names = draw.random.sample("abcdefghijkl", size)
    graph = {}
    for place, name in enumerate(names[:-1]):
        later = names[place + 1 :]
        graph[name] = [draw.random.choice(later[:4]) for _ in range(draw.integer(0 if place else 1, 3))]
    keys = list(graph)
    draw.random.shuffle(keys)
    return {key: graph[key] for key in keys}


def diamonds(count):
    """Diamonds on top of each other, the tip of one being the top of the next; the lists change sides."""
    graph = {}
    for place in range(count):
        graph[f"y{place}"] = [f"a{place}", f"b{place}"][:: 1 if place % 2 else -1]
        graph[f"a{place}"] = graph[f"b{place}"] = [f"y{place + 1}"]
    return graph


def nodes_of(graph):
    return sorted({*graph, *(used for uses in graph.values() for used in uses)}, key=str)


def told(graph):
    text = "{" + ", ".join(f'"{node}": [{", ".join(map(quoted, uses))}]' for node, uses in graph.items()) + "}"
    return f"backward_order({text})" if len(text) < 160 else "backward_order(ten diamonds on top of each other)"


def quoted(name):
    return f'"{name}"'


def order_of(kata, graph):
    return list(kata.backward_order(graph))


def in_words(order):
    return ", ".join(map(str, order)) or "nobody"


@public
def test_every_node_once(observe, draw):
    """All nodes are there, those too that are used and are no key, and each of them once."""
    for graph in graphs(draw):
        order = observe(order_of, graph=graph)
        expect(sorted(order, key=str), nodes_of(graph), "the nodes in the order", after=told(graph))


@public
def test_nobody_too_early(observe, draw):
    """Each node comes after all the nodes that use it; every order in which that is so is right."""
    for graph in graphs(draw):
        order = observe(order_of, graph=graph)
        given = {"after": told(graph), "the order seen": in_words(order)}
        expect(too_early(graph, order), "nobody", "who stands too early", **given)


def too_early(graph, order):
    """The first who stands before one that uses it, or who is missing, in words."""
    for node in nodes_of(graph):
        if node not in order:
            return f"{node} is missing"
    for user, uses in graph.items():
        for used in uses:
            if order.index(used) < len(order) - 1 - order[::-1].index(user):
                return f"{used} stands before {user}, which uses it"
    return "nobody"


def order_of_others(kata, rows):
    graph = {node: list(uses) for node, uses in rows}
    numbers = list(kata.backward_order(graph))
    pairs = {(node, "pair"): [(used, "pair") for used in uses] for node, uses in rows}
    return {"numbers": numbers, "pairs": [list(node) for node in kata.backward_order(pairs)]}


def test_a_node_may_be_anything(observe, draw):
    """A node may be anything that can be a key, a number or a pair; the number 0 is a node like any other."""
    for rows in ([[2, [0, 1]], [1, [0]]], [[0, [1, 2]], [2, [1]]], [[1, [0, 2]], [0, [2, 3]], [2, [3]]]):
        graph = dict(rows)
        seen = observe(order_of_others, rows=rows)
        for kind, order in (("numbers", seen["numbers"]), ("pairs", [pair[0] for pair in seen["pairs"]])):
            given = {"after": f"backward_order({graph}), with {kind} for nodes", "the order seen": in_words(order)}
            expect(sorted(order, key=str), nodes_of(graph), "the nodes in the order", **given)
            expect(too_early(graph, order), "nobody", "who stands too early", **given)


def what_is_left(kata, graph):
    keys, lists = list(graph), {node: uses for node, uses in graph.items()}
    kata.backward_order(graph)
    same = all(graph.get(node) is uses for node, uses in lists.items())
    return {"keys": list(graph), "before": keys, "lists": [list(uses) for uses in lists.values()], "same": same}


def test_the_graph_stays_as_it_is(observe, draw):
    """The dictionary has the same keys afterwards, and the lists in it hold what they held."""
    for graph in ({"y": ["a", "b"], "a": ["x"], "b": ["x"]}, {"y": ["x", "x"]}, random_graph(6, draw)):
        seen = observe(what_is_left, graph=graph)
        expect(seen["keys"], seen["before"], "the keys of the graph", after=told(graph))
        expect(seen["lists"], list(graph.values()), "the lists in the graph", after=told(graph))
        expect(seen["same"], True, "they are the lists that were there before", after=told(graph))


# Circles: alone, behind something that can go, before it, and beside it. The first of a pair is the graph, the second
# the nodes of the circle.

CIRCLES = (
    ({"hen": ["egg"], "egg": ["hen"]}, ["hen", "egg"]),
    ({"snake": ["snake"]}, ["snake"]),
    ({"goal": ["hen"], "hen": ["egg"], "egg": ["hen"]}, ["hen", "egg"]),
    ({"hen": ["egg", "corn"], "egg": ["hen"]}, ["hen", "egg"]),
    ({"goal": ["start"], "hen": ["egg"], "egg": ["hen"]}, ["hen", "egg"]),
    ({"goal": ["start", "snake"], "snake": ["snake", "start"]}, ["snake"]),
    ({"goal": ["lion"], "lion": ["deer"], "deer": ["grass"], "grass": ["soil"], "soil": ["lion", "rain"]},
     ["lion", "deer", "grass", "soil"]),
)  # fmt: skip


def refusal(kata, graph):
    return kata.raises(lambda: kata.backward_order(graph))


@pytest.mark.timeout(1)
def test_a_circle_is_refused(observe):
    """A graph in which nodes use each other in a circle has no such order, and raises a ValueError."""
    for graph, _ in CIRCLES:
        error = observe(refusal, graph=graph)
        seen = "none" if error is None else "ValueError" if "ValueError" in error["kinds"] else error["type"]
        expect(seen, "ValueError", "the error raised", after=told(graph))


@pytest.mark.timeout(1)
def test_the_refusal_names_a_node(observe):
    """The message of that ValueError names a node of the circle, so that one knows where to look."""
    for graph, circle in CIRCLES:
        error = observe(refusal, graph=graph) or {"message": ""}
        named = any(node in error["message"] for node in circle)
        due = f"the message names {' or '.join(circle)}"
        expect(named, True, due, after=told(graph))


# Work is counted and not timed: the nodes are texts that notice whenever they are looked up or compared.


def work_on_diamonds(kata, count, limit):
    looks = []
    enough = type("Enough", (BaseException,), {})

    def notice(answer):
        looks.append(1)
        if len(looks) > limit:
            raise enough
        return answer

    class Node(str):
        def __hash__(self):
            return notice(str.__hash__(self))

        def __eq__(self, other):
            return notice(str.__eq__(self, other))

        def __ne__(self, other):
            return notice(str.__ne__(self, other))

    tops = [Node(f"y{place}") for place in range(count + 1)]
    graph = {}
    for top, tip in zip(tops, tops[1:], strict=False):
        sides = [Node("a" + top), Node("b" + top)]
        graph[top] = sides
        for side in sides:
            graph[side] = [tip]
    looks.clear()
    try:
        kata.backward_order(graph)
    except enough:
        return None
    return len(looks)


def test_the_work_grows_with_the_graph(observe):
    """Twice as many diamonds on top of each other make about twice the work, however many ways lead through them."""
    limit = 100_000
    small, large = (observe(work_on_diamonds, count=count, limit=limit) for count in (20, 40))
    for count, looks in ((20, small), (40, large)):
        after = f"backward_order({count} diamonds on top of each other), which are {3 * count + 1} nodes"
        expect(looks is None, False, f"nodes were looked up or compared more than {limit} times", after=after)
    given = {"times for 20 diamonds": small, "times for 40": large, "after": "counting how often nodes are looked up"}
    expect(bool(large <= 3 * small + 50), True, "it is about twice as often for 40 diamonds as for 20", **given)
