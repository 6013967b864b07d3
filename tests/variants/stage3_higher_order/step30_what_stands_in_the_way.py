"""Right ways of writing step 30 that differ in structure from the solution."""


def a_pass_of_its_own():
    """The trace walks the graph itself, after the true pass has shown by its marks in what order the functions run."""

    def functions_behind(y):
        met, layer = set(), {y.creator} - {None}
        while layer:
            met |= layer
            layer = {x.creator for f in layer for x in f.inputs} - met - {None}
        return sorted(met, key=lambda f: f.generation)

    class Watcher:
        def __init__(self, f, trace):
            self.f, self.trace, self.true = f, trace, f.backward

        def __call__(self, *gys):
            returned = self.true(*gys)
            answer = False
            for gradient in returned if isinstance(returned, (tuple, list)) else [returned]:
                if isinstance(gradient, Variable) and gradient.creator is not None:
                    answer = True
            self.trace += [[self.f.__class__.__name__, answer]]
            return returned

    def trace_backward(y, **options):
        trace = []
        for f in functions_behind(y):
            f.backward = Watcher(f, trace)
        try:
            y.backward(**options)
        finally:
            for f in functions_behind(y):
                vars(f).pop("backward")
        return [tuple(pair) for pair in trace]


def classes_are_watched():
    """The watcher is put into the classes of the functions, and what stood there is put back."""

    def trace_backward(y, **options):
        trace = []
        kinds = {type(f) for f in functions_behind(y)}
        before = [(kind, vars(kind).get("backward"), kind.backward) for kind in kinds]

        def watcher(true):
            def backward(self, *gys):
                gxs = true(self, *gys)
                given = gxs if type(gxs) is tuple else (gxs,)
                graphs = [g for g in given if hasattr(g, "creator") and g.creator is not None]
                trace.append((type(self).__name__, len(graphs) > 0))
                return gxs

            return backward

        for kind, own, true in before:
            kind.backward = watcher(true)
        try:
            y.backward(**options)
        finally:
            for kind, own, true in before:
                if own is None:
                    del kind.backward
                else:
                    kind.backward = own
        return trace


def a_generator_with_a_heap():
    """Functions are found by generation with a heap, in the order of the way back."""

    def walk_back(y):
        heap, seen = [], set()
        count = itertools.count()
        makers = [y.creator]
        while True:
            for f in makers:
                if f is not None and id(f) not in seen:
                    seen.add(id(f))
                    heapq.heappush(heap, (-f.generation, next(count), f))
            if not heap:
                return
            f = heapq.heappop(heap)[2]
            yield f
            makers = [x.creator for x in f.inputs]

    def functions_behind(y):
        return list(walk_back(y))
