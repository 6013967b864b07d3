"""Drawing the graph

draft
"""

import shutil
import subprocess

HINTS = (
    "placeholder placeholder placeholder 1",
    "placeholder placeholder placeholder 2",
    "placeholder placeholder placeholder 3",
)


def get_dot_graph(output):
    """Return the whole graph behind the Variable `output` as a text in DOT: `digraph g {` … `}`.

    Every variable and every function that `output` was computed from is one node, and every use of a variable by a
    function one edge, however many ways lead there.
    """
    # begin answer: go back from `output` over all creators, each once, and put their words together
    text, funcs, seen = dot_var(output), [output.creator], {None}
    while funcs:
        f = funcs.pop()
        if f in seen:
            continue
        seen.add(f)
        text += dot_func(f) + "".join(map(dot_var, f.inputs))
        funcs += [x.creator for x in f.inputs]
    return f"digraph g {{\n{text}}}\n"
    # end answer


def plot_dot_graph(output, to_file="graph.png"):
    """Draw the graph behind the Variable `output` with the program `dot`, into the picture file `to_file`.

    The file's ending says what kind of picture it becomes. Raises FileNotFoundError where there is no `dot`.
    """
    # begin answer: hand the text of `get_dot_graph` to the program `dot`; raise an error that names Graphviz without it
    program = shutil.which("dot")
    if program is None:
        raise FileNotFoundError("the program dot is not there: install Graphviz, then try again")
    kind = to_file.rpartition(".")[2]
    text = get_dot_graph(output)
    subprocess.run([program, f"-T{kind}", "-o", to_file], input=text, encoding="utf-8", check=True)
    # end answer


if __name__ == "__main__":
    x, y = Variable(np.array(1.0), name="x"), Variable(np.array(1.0), name="y")
    z = goldstein(x, y)
    z.name = "z"
    text = get_dot_graph(z)
    print("Goldstein–Price:", text.count("shape=box"), "functions and", text.count("->"), "edges")
