"""Known-wrong ways of writing step 30."""


def once_for_every_way():
    """A function to which several ways lead is listed once for each of them, and ways multiply."""

    def functions_behind(y):
        found, waiting = [], [y.creator]
        while waiting:
            f = waiting.pop()
            if f is not None:
                found.append(f)
                waiting.extend(x.creator for x in f.inputs)
        return found


def the_first_input_only():
    """Only the first input of each function is followed, and what stands behind the others is not found."""

    def functions_behind(y):
        found, waiting = [], [y.creator]
        while waiting:
            f = waiting.pop()
            if f is not None and f not in found:
                found.append(f)
                waiting.append(f.inputs[0].creator)
        return found


def a_call_for_every_function():
    """The walk calls itself for every function, and Python allows only so many calls inside of each other."""

    def functions_behind(y):
        found = []

        def walk(f):
            if f is not None and f not in found:
                found.append(f)
                for x in f.inputs:
                    walk(x.creator)

        walk(y.creator)
        return found


def the_end_is_a_function_too():
    """What a leaf has in the place of a creator is listed among the functions."""

    def functions_behind(y):
        found, waiting = [], [y.creator]
        while waiting:
            f = waiting.pop()
            if f not in found:
                found.append(f)
                if f is not None:
                    waiting.extend(x.creator for x in f.inputs)
        return found


def without_the_last_function():
    """The walk begins with the inputs of the last function and leaves out that function itself."""

    def functions_behind(y):
        found, waiting = [], [] if y.creator is None else [x.creator for x in y.creator.inputs]
        while waiting:
            f = waiting.pop()
            if f is not None and f not in found:
                found.append(f)
                waiting.extend(x.creator for x in f.inputs)
        return found


def the_forward_order():
    """The list is turned round at the end: it shows the order of the way there, where the order of the way back is due."""

    def trace_backward(y, **options):
        trace = []

        def watch(f):
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f).__name__, any(getattr(gx, "creator", None) is not None for gx in given)))
                return gxs

            f.backward = backward

        watched = functions_behind(y)
        for f in watched:
            watch(f)
        y.backward(**options)
        for f in watched:
            del f.backward
        return trace[::-1]


def asks_the_results():
    """What is asked for its creator is the function's own result from the way forward, and that always has one."""

    def trace_backward(y, **options):
        trace = []

        def watch(f):
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f).__name__, f.outputs[0]().creator is not None))
                return gxs

            f.backward = backward

        watched = functions_behind(y)
        for f in watched:
            watch(f)
        y.backward(**options)
        for f in watched:
            del f.backward
        return trace


def asks_what_arrives():
    """What is asked for its creator is the gradient that comes in; what the function makes of it is not looked at."""

    def trace_backward(y, **options):
        trace = []

        def watch(f):
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f).__name__, any(getattr(gx, "creator", None) is not None for gx in gys)))
                return gxs

            f.backward = backward

        watched = functions_behind(y)
        for f in watched:
            watch(f)
        y.backward(**options)
        for f in watched:
            del f.backward
        return trace


def asks_the_first_gradient_only():
    """Of the gradients that a function sends back only the first is looked at."""

    def trace_backward(y, **options):
        trace = []

        def watch(f):
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f).__name__, any(getattr(gx, "creator", None) is not None for gx in given[:1])))
                return gxs

            f.backward = backward

        watched = functions_behind(y)
        for f in watched:
            watch(f)
        y.backward(**options)
        for f in watched:
            del f.backward
        return trace


def always_no():
    """The answer is written down without a look at the gradient."""

    def trace_backward(y, **options):
        trace = []

        def watch(f):
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f).__name__, False))
                return gxs

            f.backward = backward

        watched = functions_behind(y)
        for f in watched:
            watch(f)
        y.backward(**options)
        for f in watched:
            del f.backward
        return trace


def each_name_once():
    """The trace is kept by name, and of two functions of one class only one is left."""

    def trace_backward(y, **options):
        trace = []

        def watch(f):
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f).__name__, any(getattr(gx, "creator", None) is not None for gx in given)))
                return gxs

            f.backward = backward

        watched = functions_behind(y)
        for f in watched:
            watch(f)
        y.backward(**options)
        for f in watched:
            del f.backward
        return list(dict(trace).items())


def the_watchers_stay():
    """The watchers are never taken out again: every later backward pass still writes into the list."""

    def trace_backward(y, **options):
        trace = []

        def watch(f):
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f).__name__, any(getattr(gx, "creator", None) is not None for gx in given)))
                return gxs

            f.backward = backward

        watched = functions_behind(y)
        for f in watched:
            watch(f)
        y.backward(**options)
        return trace


def the_options_are_lost():
    """The options are taken and not handed on, so that the pass is always the plain one."""

    def trace_backward(y, **options):
        trace = []

        def watch(f):
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f).__name__, any(getattr(gx, "creator", None) is not None for gx in given)))
                return gxs

            f.backward = backward

        watched = functions_behind(y)
        for f in watched:
            watch(f)
        y.backward()
        for f in watched:
            del f.backward
        return trace


def two_passes():
    """Each function's backward is called once more to see what it gives, and so it runs twice."""

    def trace_backward(y, **options):
        trace = []

        def watch(f):
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f).__name__, any(getattr(gx, "creator", None) is not None for gx in given)))
                return gxs

            f.backward = backward

        watched = functions_behind(y)
        for f in watched:
            watch(f)
        y.backward(**options)
        for f in watched:
            del f.backward
        return trace


def the_last_watcher_for_all():
    """All the watchers are made in one loop and share its variables, so that each of them is the watcher of the last function."""

    def trace_backward(y, **options):
        trace = []
        watched = functions_behind(y)
        for f in watched:
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f).__name__, any(getattr(gx, "creator", None) is not None for gx in given)))
                return gxs

            f.backward = backward
        y.backward(**options)
        for f in watched:
            del f.backward
        return trace


def no_pass_at_all():
    """The functions are listed, and the backward pass itself is never run."""

    def trace_backward(y, **options):
        found = sorted(functions_behind(y), key=lambda f: -f.generation)
        return [(type(f).__name__, isinstance(f.inputs[0].grad, Variable)) for f in found]


def nothing_is_handed_on():
    """The watcher writes down what the function sends back and keeps it to itself."""

    def trace_backward(y, **options):
        trace = []

        def watch(f):
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f).__name__, any(getattr(gx, "creator", None) is not None for gx in given)))

            f.backward = backward

        watched = functions_behind(y)
        for f in watched:
            watch(f)
        y.backward(**options)
        for f in watched:
            del f.backward
        return trace


def the_class_itself():
    """The pair holds the class of the function, where the name of the class is due."""

    def trace_backward(y, **options):
        trace = []

        def watch(f):
            true = f.backward

            def backward(*gys):
                gxs = true(*gys)
                given = gxs if isinstance(gxs, tuple) else (gxs,)
                trace.append((type(f), any(getattr(gx, "creator", None) is not None for gx in given)))
                return gxs

            f.backward = backward

        watched = functions_behind(y)
        for f in watched:
            watch(f)
        y.backward(**options)
        for f in watched:
            del f.backward
        return trace


def a_product_that_remembers():
    """The way back of a product computes with Variables, though gradients are arrays everywhere else."""

    class Mul(Function):
        def backward(self, gy):
            x0, x1 = self.inputs
            return gy * x1, gy * x0
