import subprocess
from pathlib import Path


def _dot_var(v, verbose=False):
    parts = [v.name] if v.name else []
    if verbose and v.data is not None:
        parts.append(f"{v.shape} {v.dtype}")
    return f'{id(v)} [label="{": ".join(parts)}", color=orange, style=filled]\n'


def _dot_func(f):
    lines = [f'{id(f)} [label="{f.__class__.__name__}", color=lightblue, style=filled, shape=box]']
    lines += [f"{id(x)} -> {id(f)}" for x in f.inputs]
    lines += [f"{id(f)} -> {id(y())}" for y in f.outputs]
    return "\n".join(lines) + "\n"


def get_dot_graph(output, verbose=True):
    text = _dot_var(output, verbose)
    seen, todo = set(), [output.creator]
    while todo:
        f = todo.pop()
        if f is None or f in seen:
            continue
        seen.add(f)
        text += _dot_func(f)
        for x in f.inputs:
            text += _dot_var(x, verbose)
            todo.append(x.creator)
    return "digraph g {\n" + text + "}"


def plot_dot_graph(output, verbose=True, to_file="graph.png"):
    folder = Path.home() / ".dots"
    folder.mkdir(exist_ok=True)
    source = folder / "tmp.dot"
    source.write_text(get_dot_graph(output, verbose))
    kind = Path(to_file).suffix[1:]
    subprocess.run(["dot", str(source), "-T", kind, "-o", to_file], check=True)
