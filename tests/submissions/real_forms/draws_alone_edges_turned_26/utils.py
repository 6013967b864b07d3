# utils.py
import os
import subprocess


def _dot_var(v, verbose=False):
    name = '' if v.name is None else v.name
    if verbose and v.data is not None:
        if v.name is not None:
            name += ': '
        name += str(v.shape) + ' ' + str(v.dtype)
    return '{} [label="{}", color=orange, style=filled]\n'.format(id(v), name)


def _dot_func(f):
    txt = '{} [label="{}", color=lightblue, style=filled, shape=box]\n'.format(id(f), f.__class__.__name__)
    for x in f.inputs:
        txt += '{} -> {}\n'.format(id(f), id(x))
    for y in f.outputs:
        txt += '{} -> {}\n'.format(id(f), id(y()))
    return txt


def get_dot_graph(output, verbose=True):
    txt, funcs, seen = '', [], set()

    def add(f):
        if f not in seen:
            funcs.append(f)
            seen.add(f)

    add(output.creator)
    txt += _dot_var(output, verbose)
    while funcs:
        func = funcs.pop()
        txt += _dot_func(func)
        for x in func.inputs:
            txt += _dot_var(x, verbose)
            if x.creator is not None:
                add(x.creator)
    return 'digraph g {\n' + txt + '}'


def plot_dot_graph(output, verbose=True, to_file='graph.png'):
    text = get_dot_graph(output, verbose)
    folder = os.path.join(os.path.expanduser('~'), '.my_graphs')
    if not os.path.exists(folder):
        os.mkdir(folder)
    path = os.path.join(folder, 'tmp.dot')
    with open(path, 'w') as f:
        f.write(text)
    kind = os.path.splitext(to_file)[1][1:]
    subprocess.run('dot {} -T {} -o {}'.format(path, kind, to_file), shell=True)
