r'''A graph in words

When a gradient is wrong, the numbers seldom say why. The graph says it at a glance: a link that is
missing, a variable that is there twice. The graph exists already, in `creator`, `inputs` and
`outputs`; it only has to be put into words that a drawing program reads. Such a program is `dot`,
of the package Graphviz, and its language is called DOT. You need no more of it than two kinds of
lines, one for a node and one for an edge:

    1 [label="x0"]
    1 -> 4

The first says: there is a node 1, and what one sees in it is x0. The second: an edge leads from
node 1 to node 4. The number 1 is the node's *ID*. It is never seen in the picture; it only says
which lines speak of the same node. More may stand in the brackets, `color=orange` or `shape=box`,
as you please.

A worked example. For y = x0 + x1 there are four nodes, the three variables and the function, and
three edges, which point in the direction of the computation:

    1 [label="x0"]
    2 [label="x1"]                         x0 ---+
    3 [label="y"]                                |    +-------+
    4 [label="Add", shape=box]                   +--->|  Add  |---> y
    1 -> 4                                       |    +-------+
    2 -> 4                                 x1 ---+
    4 -> 3

`dot_var` gives the line of one variable, `dot_func` the line of one function with all its edges. In
step 26 they are put together to the whole graph.

**What is a good ID?** Two nodes that have the same ID are one node in the picture. So an ID must be
different for any two objects, and the same whenever the same object is spoken of. Not the name: two
variables may have one name, and most have none. Not something of the array: two variables may hold
the same one. Python has a number for each object which no other has as long as that object exists:
`id(x)`.

**What is a good label?** The name, whatever characters it is made of. Between quotes DOT reads two
of them in its own way. A quote ends the label, and a backslash changes what the next character
means. To be taken as themselves, both need a backslash in front of them:

    the name is       the line says
    say "x"           7 [label="say \"x\""]
    C:\new            8 [label="C:\\new"]

A variable without a name gets an empty label, `label=""`. A function is labelled with the name of
its class:

>>> y = Variable(np.array(1.0)) + Variable(np.array(2.0))
>>> type(y.creator).__name__
'Add'

One thing to remember from step 17: `f.outputs` holds weak references, and not the variables.

To find out by yourself: write down on paper what `dot_var` and `dot_func` give for y = x * x. How
many nodes are there, and how many edges? Would somebody who sees the picture know that y is x²?
'''

HINTS = (
    "Give a variable a name, and print what dot_var gives for it. The text is made of an ID, and of the name between "
    "quotes; which ID will dot_func write in its edges, so that they meet this node?",
    "id(v) is a good ID, in the line of a node and in those of edges. For an output it is id(output()), as f.outputs "
    "holds weak references: id(output) would be the number of the reference. In the name, replace twice: each backslash "
    "by two of them, and each quote by a backslash and a quote. In which order?",
    r"""name = v.name.replace("\\", "\\\\").replace('"', '\\"') for a v that has a name, then """
    r"""f'{id(v)} [label="{name}"]\n'. dot_func begins with f'{id(f)} [label="{type(f).__name__}"]\n' and goes on """
    r"""with f"{id(x)} -> {id(f)}\n" for each x in f.inputs, and f"{id(f)} -> {id(y())}\n" for each y in f.outputs.""",
)


def dot_var(v):
    """Return the line of DOT that makes the Variable `v` a node, labelled with its name, whatever characters that has.

    Without a name the label is empty. No two variables that exist at the same time are one node, and the same
    variable is always the same node.
    """
    # begin answer: `ID [label="…"]`, with an ID for this variable alone, and its name so that DOT shows it as it is
    name = "" if v.name is None else v.name.replace("\\", "\\\\").replace('"', '\\"')
    return f'{id(v)} [label="{name}"]\n'
    # end answer


def dot_func(f):
    """Return the lines of DOT that make the Function `f` a node, labelled with the name of its class, and its edges.

    An edge leads to it from the node of each of its inputs, and from it to the node of each of its outputs.
    """
    # begin answer: a line for the node, then a line `ID -> ID` for each input and for each output
    text = f'{id(f)} [label="{type(f).__name__}", shape=box]\n'
    for x in f.inputs:
        text += f"{id(x)} -> {id(f)}\n"
    for output in f.outputs:
        y = output()
        if y is not None:
            text += f"{id(f)} -> {id(y)}\n"
    return text
    # end answer


if __name__ == "__main__":
    x0, x1 = Variable(np.array(1.0), name="x0"), Variable(np.array(1.0), name='say "x"')
    y = x0 + x1
    y.name = "y"
    print(dot_var(x0), dot_var(x1), dot_var(y), dot_func(y.creator), sep="\n")
