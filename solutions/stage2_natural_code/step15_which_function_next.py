'''Which function goes next

The list in `Variable.backward` hands out the function that was put in last. As long as the way back
only splits, any order will do. Since step 14 it can also come together again: one variable is used
by two functions, and then its creator has to wait. Its gradient is the sum of what both of them
send. Whoever goes on with the first part alone goes on with half a gradient, and comes again later
with the rest.

So the question is: which function may go next? The answer has nothing to do with derivatives. It
is about a graph, so in this step there is neither a Variable nor a Function, only a dictionary. A
node stands for anything that waits for its users; the list beside it says what it uses:

                +---> a ---+
    y uses ---> |          +---> x        {"y": ["a", "b"], "a": ["x"], "b": ["x"]}
                +---> b ---+

Going backward, y is first; nobody uses it. Then a and b may go, in either order. x comes last, for
it has to wait until both have gone. A list that hands out the last one first does not wait:

    y goes, a and b are put in            waiting: a, b
    b goes, x is put in                   waiting: a, x
    x goes, before a has gone             too early
    a goes, x is put in a second time     and x goes twice

What does a node have to know? Not who uses it, only *how many* have not gone yet:

                                  y   a   b   x
    users at the beginning        0   1   1   2
    y goes: one less for a, b     -   0   0   2
    a goes: one less for x        -   -   0   1
    b goes: one less for x        -   -   -   0      now x may go

Each node goes once, and each use is looked at once. That matters more than it seems. Put ten such
diamonds on top of each other, so that the x of one is the y of the next. That makes 31 nodes and 40
uses, but 2 * 2 * 2 ..., which is 1024, ways from the top to the bottom. Whoever follows every way
does a thousand times too much, and with thirty diamonds never comes to an end.

One kind of graph has no such order: a circle. Each waits for the other, and nobody can begin. It
has to be refused, with words that help to find it, and not by waiting for ever.

>>> backward_order({"hen": ["egg"], "egg": ["hen"]})
Traceback (most recent call last):
  ...
ValueError: these nodes use each other in a circle, or are used by such: ['hen', 'egg']

To find out by yourself: every function that is called makes a new variable. Can the graph of a
computation with Variables have a circle at all? Why, then, is the question worth an error?
'''

HINTS = (
    "Do the table of the lesson by hand for {\"y\": [\"x\", \"a\"], \"a\": [\"x\"]}, where it is tempting to let x go "
    "too early. What do you look at to know that somebody may go, and when does that change?",
    "First count: for each node, how often it stands in the lists of others. A node that is used and is no key of the "
    "dictionary has to be counted too. Those with no users at all can go at once; put them into a list.",
    "Then, as long as the list holds somebody: take one out, let it go, and for each node that it uses make the count "
    "smaller by one. Whose count has come down to zero goes into the list. Count in a dictionary of your own.",
    "When the list is empty and fewer have gone than there are nodes, the rest waits for itself: raise a ValueError, "
    "and put the nodes whose count is above zero into its message.",
)


def backward_order(graph):
    """Return all nodes of `graph` in a list, each once, and each after all the nodes that use it.

    `graph` is a dict. Its keys are nodes, which may be anything that can be a key, and the value of a node is a list
    of the nodes whose results it uses, with repetitions when it uses one twice. A node that is used and is no key
    uses nothing itself. In {"y": ["a", "b"], "a": ["x"], "b": ["x"]}, "y" goes first and "x" last; which of "a" and
    "b" goes earlier does not matter. The work grows with the number of nodes and uses, and with nothing else. The
    graph stays as it is.

    Raises ValueError if nodes use each other in a circle; the message names at least one node of the circle.
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
    waiting, gone = ["y"], []
    while waiting:
        gone.append(waiting.pop())
        waiting.extend(diamond.get(gone[-1], []))
    print("last in, first out:", gone, "- x goes before a, and then again")
    print("an order for the diamond:", backward_order(diamond))
    print("where it is tempting to go too early:", backward_order({"y": ["x", "a"], "a": ["x"]}))
    try:
        print(backward_order({"hen": ["egg"], "egg": ["hen"]}))
    except ValueError as refused:
        print("refused:", refused)
