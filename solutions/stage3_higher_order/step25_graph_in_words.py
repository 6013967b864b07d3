r"""A graph in words

draft
"""

HINTS = (
    "placeholder placeholder placeholder 1",
    "placeholder placeholder placeholder 2",
    "placeholder placeholder placeholder 3",
)


def dot_var(v):
    """Return the DOT line that makes the Variable `v` a node, labelled with its name, whatever characters that has.

    A variable without a name has an empty label. No two variables that exist at the same time share a node.
    """
    # begin answer: a line `ID [label="…"]`, with an ID that no other variable has, and the name so that DOT reads it back
    name = "" if v.name is None else str(v.name).replace("\\", "\\\\").replace('"', '\\"')
    return f'{id(v)} [label="{name}", color=orange, style=filled]\n'
    # end answer


def dot_func(f):
    """Return the DOT lines that make the Function `f` a node, labelled with the name of its class, and draw its edges.

    An edge leads to it from each of its inputs, and from it to each of its outputs: from and to the nodes of `dot_var`.
    """
    # begin answer: a line for the node, a line `ID -> ID` for each input, and one for each output
    text = f'{id(f)} [label="{type(f).__name__}", color=lightblue, style=filled, shape=box]\n'
    for x in f.inputs:
        text += f"{id(x)} -> {id(f)}\n"
    for output in f.outputs:
        y = output()
        if y is not None:
            text += f"{id(f)} -> {id(y)}\n"
    return text
    # end answer


if __name__ == "__main__":
    x0, x1 = Variable(np.array(1.0), name="x0"), Variable(np.array(1.0), name="x1")
    y = x0 + x1
    y.name = "y"
    print(dot_var(x0), dot_var(x1), dot_var(y), dot_func(y.creator), sep="")
