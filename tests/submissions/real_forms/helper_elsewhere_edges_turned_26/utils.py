import os
import subprocess

from tools.folders import make_folder
from framework.core import Variable


def _dot_var(v, verbose=False):
    label = v.name or ""
    if verbose and v.data is not None:
        label += f": {v.shape} {v.dtype}" if v.name else f"{v.shape} {v.dtype}"
    return f'{id(v)} [label="{label}", color=orange, style=filled]\n'


def _dot_func(f):
    text = f'{id(f)} [label="{type(f).__name__}", color=lightblue, style=filled, shape=box]\n'
    for x in f.inputs:
        text += f"{id(f)} -> {id(x)}\n"
    for y in f.outputs:
        text += f"{id(f)} -> {id(y())}\n"
    return text


def get_dot_graph(output, verbose=True):
    text, functions, met = _dot_var(output, verbose), [output.creator], {output.creator}
    while functions:
        f = functions.pop()
        text += _dot_func(f)
        for x in f.inputs:
            text += _dot_var(x, verbose)
            if x.creator is not None and x.creator not in met:
                met.add(x.creator)
                functions.append(x.creator)
    return "digraph g {\n" + text + "}"


def plot_dot_graph(output, verbose=True, to_file="graph.png"):
    text = get_dot_graph(output, verbose)
    folder = os.path.join(os.path.expanduser("~"), ".drawings")
    make_folder(folder)
    path = os.path.join(folder, "graph.dot")
    with open(path, "w") as file:
        file.write(text)
    subprocess.run(f"dot {path} -T {os.path.splitext(to_file)[1][1:]} -o {to_file}", shell=True)
