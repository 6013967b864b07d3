"""Which function goes next

When a variable is used by two functions, its creator must wait until both have sent their
gradients back. A list from which the last function is taken first does not wait: it may go on
with half a gradient, and come again later. So the order matters. A function may go when
everything that uses its result has gone before.

That is a question about a graph, and none about derivatives. In this step it is answered for a
plain dictionary, where any order will do that lets nobody go too early. A graph that runs in a
circle has no such order.
"""

HINTS = (
    "Count for each node how many nodes use it. Which ones can go at once?",
    "Whenever a node goes, those that it uses lose one user. Who has none left can go.",
    "If nobody can go any more and some are left, then these are in a circle, or behind one.",
)


def backward_order(graph):
    """Return all nodes of `graph` in a list, each once, and each after all the nodes that use it.

    `graph` is a dict. Its keys are nodes, and the value of a node is a list of the nodes whose results it uses,
    with repetitions when it uses one twice. A node that is used and is no key uses nothing itself. In
    {"y": ["a", "b"], "a": ["x"], "b": ["x"]}, "y" goes first and "x" last; which of "a" and "b" goes earlier does
    not matter. The work grows with the number of nodes and uses, and with nothing else. The graph stays as it is.

    Raises ValueError if nodes use each other in a circle.
    """
    # begin answer: list the nodes so that each comes after all that use it; a ValueError if they run in a circle
    users = dict.fromkeys(graph, 0)
    for used in graph.values():
        for node in used:
            users[node] = users.get(node, 0) + 1
    ready = [node for node, count in users.items() if count == 0]
    order = []
    while ready:
        node = ready.pop()
        order.append(node)
        for used in graph.get(node, ()):
            users[used] -= 1
            if users[used] == 0:
                ready.append(used)
    if len(order) < len(users):
        stuck = [node for node, count in users.items() if count > 0]
        raise ValueError(f"these nodes use each other in a circle, or are used by such: {stuck}")
    return order
    # end answer


if __name__ == "__main__":
    diamond = {"y": ["a", "b"], "a": ["x"], "b": ["x"]}
    print("an order for the diamond:", backward_order(diamond))
    try:
        print(backward_order({"hen": ["egg"], "egg": ["hen"]}))
    except ValueError as refused:
        print("refused:", refused)
