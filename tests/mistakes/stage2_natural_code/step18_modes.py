"""Known-wrong ways of writing step 18."""


def forgets_nothing():
    """The gradients in the middle are all still there after the pass, and a second pass sends them back once more."""

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
                ys = [output() for output in f.outputs]
                gxs = f.backward(*[y.grad for y in ys])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)


def forgets_the_leaves_too():
    """Each variable that a function was called on loses its gradient, the leaves too, for the sake of which the pass was made."""

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
                ys = [output() for output in f.outputs]
                gxs = f.backward(*[y.grad for y in ys])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
            if not retain_grad:
                for f in seen:
                    for x in f.inputs:
                        x.grad = None


def forgets_before_it_is_passed_on():
    """A gradient in the middle is forgotten as soon as it has arrived, before the function that made the variable has got it."""

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
                ys = [output() for output in f.outputs]
                gxs = f.backward(*[y.grad for y in ys])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None and not retain_grad:
                        x.grad = None
                    put(x.creator)


def forgets_on_the_way_in():
    """The gradients of a function's outputs are forgotten first and asked for afterwards, when there are none."""

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
                ys = [output() for output in f.outputs]
                if not retain_grad:
                    for y in ys:
                        y.grad = None
                gxs = f.backward(*[y.grad for y in ys])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)


def forgets_that_of_the_result_only():
    """Only the variable that backward was called on forgets its gradient; those in the middle keep theirs."""

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
                ys = [output() for output in f.outputs]
                gxs = f.backward(*[y.grad for y in ys])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
            if not retain_grad:
                self.grad = None


def forgets_only_when_asked_to_keep():
    """The condition is the wrong way round: without retain_grad all gradients stay, and with it they go."""

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
                ys = [output() for output in f.outputs]
                gxs = f.backward(*[y.grad for y in ys])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
                if retain_grad:
                    for y in ys:
                        y.grad = None


def does_not_ask_retain_grad():
    """backward takes retain_grad and never looks at it: the gradients in the middle go in either case."""

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
                ys = [output() for output in f.outputs]
                gxs = f.backward(*[y.grad for y in ys])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
                for y in ys:
                    y.grad = None


def keeps_by_default():
    """The default is to keep the gradients: they go only for somebody who says retain_grad=False."""

    class Variable:
        def backward(self, retain_grad=True):
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
                ys = [output() for output in f.outputs]
                gxs = f.backward(*[y.grad for y in ys])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
                if not retain_grad:
                    for y in ys:
                        y.grad = None


def cuts_the_graph_as_it_goes():
    """Along with its gradient a variable in the middle loses its creator, so that a second pass over the same graph ends where it begins."""

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
                ys = [output() for output in f.outputs]
                gxs = f.backward(*[y.grad for y in ys])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
                if not retain_grad:
                    for y in ys:
                        y.grad = None
                        y.creator = None


def forgets_the_data_too():
    """Along with its gradient a variable in the middle loses its data, which a second pass, or somebody who reads it, still needs."""

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
                ys = [output() for output in f.outputs]
                gxs = f.backward(*[y.grad for y in ys])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
                if not retain_grad:
                    for y in ys:
                        y.cleargrad()
                        y.data = None


def off_as_a_rule():
    """The switch is off to begin with, so without a word from anybody no graph is built and backward finds nothing."""

    class Config:
        enable_backprop = False


def no_way_back_after_an_error():
    """The line that puts the mode back is never reached when something in the block raises an error."""

    @contextlib.contextmanager
    def using_config(name, value):
        before = getattr(Config, name)
        setattr(Config, name, value)
        yield
        setattr(Config, name, before)


def always_back_to_true():
    """At its end a block turns the mode on, whether it was on before or not: a block inside of another one ends both."""

    @contextlib.contextmanager
    def using_config(name, value):
        setattr(Config, name, value)
        try:
            yield
        finally:
            setattr(Config, name, True)


def remembers_one_old_value_for_all():
    """The old value is kept in one place for all blocks, so a block inside of another one writes over what the outer one had remembered."""

    BEFORE = {}

    @contextlib.contextmanager
    def using_config(name, value):
        BEFORE[name] = getattr(Config, name)
        setattr(Config, name, value)
        try:
            yield
        finally:
            setattr(Config, name, BEFORE[name])


def swallows_the_error():
    """The block catches whatever is raised inside of it, and nobody outside learns that something went wrong."""

    @contextlib.contextmanager
    def using_config(name, value):
        before = getattr(Config, name)
        setattr(Config, name, value)
        try:
            yield
        except Exception:
            pass
        setattr(Config, name, before)


def one_switch_only():
    """using_config sets enable_backprop, whatever name it is called with."""

    @contextlib.contextmanager
    def using_config(name, value):
        before = Config.enable_backprop
        Config.enable_backprop = value
        try:
            yield
        finally:
            Config.enable_backprop = before


def can_only_turn_off():
    """using_config turns a mode off, whatever value it is called with."""

    @contextlib.contextmanager
    def using_config(name, value):
        before = getattr(Config, name)
        setattr(Config, name, False)
        try:
            yield
        finally:
            setattr(Config, name, before)


def not_a_context():
    """A function with a yield alone is a generator; it does not know how to stand behind with."""

    def using_config(name, value):
        before = getattr(Config, name)
        setattr(Config, name, value)
        try:
            yield
        finally:
            setattr(Config, name, before)


def read_once():
    """Whether to remember is read when the file is loaded and never again, so what a block sets later changes nothing."""

    REMEMBER = Config.enable_backprop

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            if REMEMBER:
                self.generation = max(x.generation for x in inputs)
                for output in outputs:
                    output.set_creator(self)
                self.inputs = inputs
                self.outputs = [weakref.ref(output) for output in outputs]
            return outputs if len(outputs) > 1 else outputs[0]


def asked_on_the_way_back_only():
    """Only backward looks at the mode; a computation still remembers everything while no gradient is wanted."""

    class Variable:
        def backward(self, retain_grad=False):
            if not Config.enable_backprop:
                return
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
                ys = [output() for output in f.outputs]
                gxs = f.backward(*[y.grad for y in ys])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
                if not retain_grad:
                    for y in ys:
                        y.grad = None

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            self.generation = max(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = [weakref.ref(output) for output in outputs]
            return outputs if len(outputs) > 1 else outputs[0]


def a_creator_without_inputs():
    """Without the mode the inputs are left out, but the outputs still get a creator: a way back that leads nowhere."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            self.generation = max(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            if Config.enable_backprop:
                self.inputs = inputs
                self.outputs = [weakref.ref(output) for output in outputs]
            return outputs if len(outputs) > 1 else outputs[0]
