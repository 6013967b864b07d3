"""Right ways of writing step 18 that differ in structure from the solution."""


def a_class_for_the_block():
    """The block is a class with __enter__ and __exit__, and no_grad a class below it."""

    class using_config:
        def __init__(self, name, value):
            self.name = name
            self.value = value

        def __enter__(self):
            self.before = getattr(Config, self.name)
            setattr(Config, self.name, self.value)
            return self

        def __exit__(self, kind, error, trace):
            setattr(Config, self.name, self.before)
            return False

    class no_grad(using_config):
        def __init__(self):
            super().__init__("enable_backprop", False)


def the_creator_is_refused():
    """set_creator looks at the mode; a function that nobody holds may keep what it likes."""

    class Variable:
        def set_creator(self, func):
            if Config.enable_backprop:
                self.creator = func
                self.generation = func.generation + 1

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            self.generation = max(x.generation for x in inputs)
            self.inputs = inputs
            self.outputs = [weakref.ref(output) for output in outputs]
            for output in outputs:
                output.set_creator(self)
            return outputs if len(outputs) > 1 else outputs[0]


def forgets_at_the_end():
    """All gradients in the middle are forgotten together when the pass is over, and the result keeps its own."""

    class Variable:
        def backward(self, *, retain_grad=False):
            self.grad = np.ones_like(self.data) if self.grad is None else self.grad
            waiting, met = {}, set()

            def put(f):
                if f is not None and f not in met:
                    met.add(f)
                    waiting.setdefault(f.generation, []).append(f)

            put(self.creator)
            for generation in range(self.generation, -1, -1):
                for f in waiting.pop(generation, ()):
                    gxs = f.backward(*[output().grad for output in f.outputs])
                    for x, gx in zip(f.inputs, gxs if isinstance(gxs, tuple) else (gxs,)):
                        x.grad = gx if x.grad is None else x.grad + gx
                        put(x.creator)
            if retain_grad:
                return
            for f in met:
                for x in f.inputs:
                    if x.creator is not None:
                        x.grad = None


def another_name_and_a_stack():
    """The mode has a name of its own, and blocks keep their old values on one stack."""

    class Config:
        enable_backprop = None
        record_graph = True
        stack = []

    @contextlib.contextmanager
    def using_config(name, value):
        Config.stack.append((name, getattr(Config, name)))
        setattr(Config, name, value)
        try:
            yield
        finally:
            setattr(Config, *Config.stack.pop())

    def no_grad():
        return using_config("record_graph", False)

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            if Config.record_graph:
                self.generation = max(x.generation for x in inputs)
                for output in outputs:
                    output.set_creator(self)
                self.inputs = inputs
                self.outputs = [weakref.ref(output) for output in outputs]
            return outputs if len(outputs) > 1 else outputs[0]


def an_object_for_the_modes():
    """The modes stand in one object instead of a class, and the gradients are taken out as they are used."""

    import types

    Config = types.SimpleNamespace(enable_backprop=True)

    class Variable:
        def backward(self, retain_grad=False):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                f = heapq.heappop(heap)[2]
                gys = []
                for output in f.outputs:
                    y = output()
                    gys.append(y.grad)
                    if not retain_grad:
                        y.grad = None
                gxs = f.backward(*gys)
                for x, gx in zip(f.inputs, gxs if isinstance(gxs, tuple) else (gxs,)):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
