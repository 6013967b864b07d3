'''Drawing the graph

The words for one variable and for one function are there. Now the whole graph: everything that a
result was computed from, as one text that begins with `digraph g {` and ends with `}`. Then the
program `dot` can make a picture of it.

Where does one find all functions? As `backward` does: the creator of the result, the creators of
its inputs, the creators of their inputs, until nothing is left. Here the order does not matter,
because nothing is computed; a plain list of functions that are still waiting is enough.

One thing does matter, and step 16 has met it already. A function can be reached on several ways:

                     +--> Square --> b --+
    x --> Square --> a                   +--> Add --> y
                     +--> Square --> c --+

From y there are two ways to the first Square, by b and by c. Whoever writes it down each time it is
reached, draws it twice, or, as its ID is the same, draws its edges twice. And when such diamonds
follow on each other, the ways double with each of them: behind 30 diamonds there are 2³⁰ ways, more
than a thousand million, in a graph of 92 variables and 91 functions. So the functions that have
been written down are kept in a set.

A worked example, the diamond above. It has

    5 variables     x, a, b, c, y
    4 functions     three Squares and one Add
    9 edges         2 for each Square (one in, one out), 3 for Add (two in, one out)

The rule behind the last line is a good test: each function has as many edges as it has inputs and
outputs, and there are no others. For the Goldstein–Price function of step 24 the framework makes 38
functions. 32 of them have two inputs, and 6 of them, the powers, one: 32 · 3 + 6 · 2 = 108 edges.

`plot_dot_graph` hands the text to `dot`. Python starts other programs with

    subprocess.run(["dot", "-Tpng", "-o", "graph.png"], input=text, encoding="utf-8", check=True)

where -T says what kind of picture it shall be, png, svg or pdf. With `check=True` an error of the
program becomes an error in Python. And when there is no such program? Graphviz has to be installed
by hand, and on many machines it is not. A function that then returns as if all were well leaves
its caller looking for a file that does not exist. It should say what is missing.
`shutil.which("dot")` tells whether there is such a program: it gives its path, or None.

While your file is checked, no program can be started at all. That is part of the test: once there
is no `dot`, and once something is there that only pretends to be it, and looks at how it is called.

To find out by yourself: count variables, functions and edges of matyas(x, y) on paper, constants
included. Then let `get_dot_graph` count. If you have Graphviz, draw goldstein(x, y) too, and look
for the two factors in the picture.
'''

import shutil
import subprocess

HINTS = (
    "Take the loop from backward and leave out all that has to do with gradients. What is left is a list of functions "
    "to visit, and a set of those that have been visited.",
    "Begin the text with dot_var(output). For each function that is new, add its dot_func and the dot_var of each of "
    "its inputs, and put the inputs' creators on the list. That a variable is written down twice does no harm, as it "
    "is the same line; for a function it does, as it draws its edges again.",
    "funcs, seen = [output.creator], set(); while funcs: f = funcs.pop(); skip f if it is None or in seen; otherwise "
    'seen.add(f), the words, and funcs += [x.creator for x in f.inputs]. In plot_dot_graph: if shutil.which("dot") '
    "is None, raise a FileNotFoundError that names Graphviz, and run dot below that.",
)


def get_dot_graph(output):
    """Return the graph behind the Variable `output` in DOT, a whole text: `digraph g {`, the lines, and `}`.

    Every variable and every function that `output` was computed from is one node, and every use of a variable by a
    function is one edge, on however many ways one gets there. (Of x * x two edges come from x, or one: both will do.)
    """
    # begin answer: go back from `output` over all functions, each of them once, and put their words together
    text, funcs, seen = dot_var(output), [output.creator], set()
    while funcs:
        f = funcs.pop()
        if f is None or f in seen:
            continue
        seen.add(f)
        text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
        funcs += [x.creator for x in f.inputs]
    return f"digraph g {{\n{text}}}\n"
    # end answer


def plot_dot_graph(output, to_file="graph.png"):
    """Draw the graph behind the Variable `output` with the program `dot` of Graphviz, and write it to `to_file`.

    The ending of the file's name says what kind of picture it becomes. If there is no `dot`, it raises an error that
    says so, a FileNotFoundError for example.
    """
    # begin answer: run `dot` on the text of `get_dot_graph`; where it is missing, raise an error that says so
    program = shutil.which("dot")
    if program is None:
        raise FileNotFoundError("there is no program dot: install Graphviz, then try again")
    command = [program, f"-T{to_file.rpartition('.')[2]}", "-o", to_file]
    subprocess.run(command, input=get_dot_graph(output), encoding="utf-8", check=True)
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(2.0), name="x")
    a = square(x)
    y = add(square(a), square(a))
    print(get_dot_graph(y))
    print("edges of the diamond:", get_dot_graph(y).count("->"), "and 9 are expected")
    z = goldstein(Variable(np.array(1.0)), Variable(np.array(1.0)))
    print("edges of Goldstein–Price:", get_dot_graph(z).count("->"), "and 108 are expected")
    print("To draw it: plot_dot_graph(z)" if shutil.which("dot") else "To draw it you need Graphviz")
