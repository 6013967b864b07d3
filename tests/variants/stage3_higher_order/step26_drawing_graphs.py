"""Right ways of writing step 26 that differ in structure from the solution."""

import os
import tempfile


def a_function_that_calls_itself():
    """The way back is walked by a function inside that calls itself; missing Graphviz is found out by trying."""

    def get_dot_graph(output):
        lines, met = ["digraph {"], set()

        def visit(v):
            if id(v) in met:
                return
            met.add(id(v))
            lines.append(dot_var(v))
            if v.creator is not None and id(v.creator) not in met:
                met.add(id(v.creator))
                lines.append(dot_func(v.creator))
                for x in v.creator.inputs:
                    visit(x)

        visit(output)
        return "\n".join([*lines, "}"])

    def plot_dot_graph(output, to_file="graph.png"):
        text = get_dot_graph(output)
        try:
            subprocess.run(["dot", "-T" + to_file.split(".")[-1], "-o", to_file], input=text.encode(), check=True)
        except OSError as error:
            raise RuntimeError("Graphviz could not be started") from error


def by_generations():
    """Functions wait on a heap as they do in backward, and equal lines are written once; Python's own error says what is missing."""

    def get_dot_graph(output):
        lines, heap, ties = {dot_var(output): None}, [], itertools.count()

        def wait(v):
            if v.creator is not None:
                heapq.heappush(heap, (-v.creator.generation, next(ties), v.creator))

        wait(output)
        while heap:
            _, _, f = heapq.heappop(heap)
            words = dot_func(f)
            if words in lines:
                continue
            lines[words] = None
            for x in f.inputs:
                lines[dot_var(x)] = None
                wait(x)
        return "digraph computation {\nrankdir=LR;\n" + "".join(lines) + "}\n"

    def plot_dot_graph(output, to_file="graph.png"):
        kind = to_file.rsplit(".", 1)[-1]
        subprocess.run(["dot", "-T", kind, "-o", to_file], input=get_dot_graph(output).encode(), check=True)


def nodes_first_then_edges():
    """All variables and functions are collected first, then numbered and written without the words of step 25."""

    def get_dot_graph(output):
        variables, functions = [output], []
        for v in variables:
            f = v.creator
            if f is not None and f not in functions:
                functions.append(f)
                variables += [x for x in f.inputs if not any(x is other for other in variables)]
        number = {id(thing): f"n{i}" for i, thing in enumerate(variables + functions)}
        text = "strict digraph {\n  node [style=filled];\n"
        for v in variables:
            label = str(v.name or "").replace("\\", "\\\\").replace('"', '\\"')
            text += f'  {number[id(v)]} [label="{label}", color=orange];\n'
        for f in functions:
            text += f'  {number[id(f)]} [label="{type(f).__name__}", shape=box];\n'
            inputs = " ".join(number[id(x)] for x in f.inputs)
            outputs = " ".join(number[id(y())] for y in f.outputs if y() is not None)
            text += f"  {{{inputs}}} -> {number[id(f)]} -> {{{outputs}}};\n"
        return text + "}"

    def plot_dot_graph(output, to_file="graph.png"):
        if not shutil.which("dot"):
            raise ModuleNotFoundError("please install Graphviz: https://graphviz.org/download")
        command = f"dot -T{to_file[to_file.rindex('.') + 1 :]} -o '{to_file}'"
        drawing = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE)
        drawing.communicate(get_dot_graph(output).encode())
        if drawing.returncode != 0:
            raise RuntimeError("dot failed; is Graphviz installed?")


def by_way_of_a_file():
    """The text is written to a file first, and the shell runs the program; its exit code is looked at."""

    def plot_dot_graph(output, to_file="graph.png"):
        with tempfile.NamedTemporaryFile("w", suffix=".dot", encoding="utf-8") as file:
            file.write(get_dot_graph(output))
            file.flush()
            code = os.system(f"dot {file.name} -T{to_file.split('.')[-1]} -o {to_file}")
        if code != 0:
            raise OSError(f"dot ended with {code}: is Graphviz installed?")
