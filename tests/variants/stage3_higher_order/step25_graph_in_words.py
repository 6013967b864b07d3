"""Right ways of writing step 25 that differ in structure from the solution."""

import weakref


def numbers_of_its_own():
    """Every object gets the next number when it is first spoken of, and a dictionary remembers it as long as it exists."""

    NUMBERS = weakref.WeakKeyDictionary()
    COUNTER = itertools.count(1)

    def number(thing):
        if thing not in NUMBERS:
            NUMBERS[thing] = f'"node {next(COUNTER)}"'
        return NUMBERS[thing]

    def dot_var(v):
        label = "".join("\\" + c if c in '"\\' else c for c in v.name or "")
        return f'{number(v)}[label="{label}"];'

    def dot_func(f):
        lines = [f"{number(f)} [shape=box, label={type(f).__name__}]"]
        lines += [f"{number(x)} -> {number(f)}" for x in f.inputs]
        lines += [f"{number(f)} -> {number(y())}" for y in f.outputs]
        return "\n".join(lines)


def labels_in_html():
    """Labels are written in the HTML that DOT understands, and the edges as one group on each side."""

    def dot_var(v):
        text = v.name or ""
        for character, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br/>")):
            text = text.replace(character, written)
        return f"v{id(v)} [label=<{text or '&nbsp;'}> color=orange]"

    def dot_func(f):
        variables = [f"v{id(x)}" for x in f.inputs], [f"v{id(y())}" for y in f.outputs]
        inputs, outputs = (" ".join(dict.fromkeys(ids)) for ids in variables)
        return f"f{id(f)} [label=<<b>{f.__class__.__name__}</b>>]\n{{{inputs}}} -> f{id(f)} -> {{{outputs}}}\n"


def with_shape_and_dtype():
    """The label of a variable also says its shape and dtype, and a newline in a name is written with a backslash."""

    def quoted(text):
        for character, written in (("\\", r"\\"), ('"', r"\""), ("\n", r"\n")):
            text = text.replace(character, written)
        return f'"{text}"'

    def dot_var(v):
        label = f"{v.name}: " if v.name is not None else ""
        return f"{id(v)} [label={quoted(f'{label}{v.shape} {v.dtype}')}, style=filled]\n"

    def dot_func(f):
        text = f"{id(f)} [label={quoted(type(f).__name__)}]\n"
        for x in set(f.inputs):
            text += f"{id(x)} -> {id(f)}\n"
        for reference in f.outputs:
            if (y := reference()) is not None:
                text += f"{id(f)} -> {id(y)}\n"
        return text


def functions_speak_of_their_variables():
    """The lines of a function begin with those of its variables, so that they make a graph by themselves."""

    def dot_var(v):
        name = str(v.name or "").replace("\\", r"\\").replace('"', r"\"")
        return f'{id(v)} [label="{name}"]\n'

    def dot_func(f):
        outputs = [y() for y in f.outputs]
        nodes = [dot_var(v) for v in (*f.inputs, *outputs)]
        nodes.append(f'{id(f)} [label="{type(f).__name__}"]\n')
        edges = [(x, f) for x in f.inputs] + [(f, y) for y in outputs]
        return "".join(nodes) + "".join(f"{id(tail)} -> {id(head)}\n" for tail, head in edges)
