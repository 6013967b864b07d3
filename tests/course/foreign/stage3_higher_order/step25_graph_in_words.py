"""Step 25 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def named_nodes():
    """the_name_is_the_id"""

    def node(v):
        return str(v.name or "unnamed").encode().hex().translate({ord(c): "abcdefghij"[int(c)] for c in "0123456789"})

    def dot_var(v):
        text = (v.name or "").replace("\\", "\\\\").replace('"', '\\"')
        return f'{node(v)} [label="{text}"]\n'

    def dot_func(f):
        lines = [f'{id(f)} [label="{f.__class__.__name__}"]']
        lines += [f"{node(x)} -> {id(f)}" for x in f.inputs]
        lines += [f"{id(f)} -> {node(y())}" for y in f.outputs if y() is not None]
        return "\n".join(lines) + "\n"


def outputs_point_at_the_function():
    """none"""

    def dot_func(f):
        me = id(f)
        lines = [f'{me} [label="{f.__class__.__name__}"]']
        for v in [*f.inputs, *(ref() for ref in f.outputs)]:
            if v is not None:
                lines.append(f"{id(v)} -> {me}")
        return "\n".join(lines) + "\n"


def quoted_as_json():
    """escapes_as_python_does"""

    def dot_var(v):
        import json

        return f"{id(v)} [label={json.dumps(v.name or '')}]\n"


def short_labels():
    """none"""

    def dot_var(v):
        text = "".join("\\" + c if c in '"\\' else c for c in (v.name or "")[:4])
        return f'{id(v)} [label="{text}"]\n'
