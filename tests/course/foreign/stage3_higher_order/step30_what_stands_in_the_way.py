"""Step 30 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def layer_by_layer():
    """once_for_every_way"""

    def functions_behind(y):
        result, layer = [], [y]
        while layer:
            funcs = [v.creator for v in layer if v.creator]
            result += funcs
            layer = [v for f in funcs for v in f.inputs]
        return result


def every_gradient_must():
    """none"""

    def trace_backward(y, **options):
        log, originals = [], functions_behind(y)

        def wrap(f, inner):
            def spy(*gys):
                out = inner(*gys)
                each = out if type(out) is tuple else (out,)
                ok = True
                for g in each:
                    ok = ok and getattr(g, "creator", None) is not None
                log.append((f.__class__.__name__, ok))
                return out

            return spy

        for f in originals:
            f.backward = wrap(f, f.backward)
        try:
            y.backward(**options)
        finally:
            for f in originals:
                del f.backward
        return log


def newest_on_top():
    """the_forward_order"""

    def trace_backward(y, **options):
        from collections import deque

        log, originals = deque(), functions_behind(y)

        def wrap(f, inner):
            def spy(*gys):
                out = inner(*gys)
                each = out if type(out) is tuple else (out,)
                log.appendleft((f.__class__.__name__, any(getattr(g, "creator", None) is not None for g in each)))
                return out

            return spy

        for f in originals:
            f.backward = wrap(f, f.backward)
        try:
            y.backward(**options)
        finally:
            for f in originals:
                del f.backward
        return list(log)


def a_variable_is_enough():
    """none"""

    def trace_backward(y, **options):
        log, originals = [], functions_behind(y)

        def wrap(f, inner):
            def spy(*gys):
                out = inner(*gys)
                each = out if type(out) is tuple else (out,)
                log.append((f.__class__.__name__, any(isinstance(g, Variable) for g in each)))
                return out

            return spy

        for f in originals:
            f.backward = wrap(f, f.backward)
        try:
            y.backward(**options)
        finally:
            for f in originals:
                del f.backward
        return log
