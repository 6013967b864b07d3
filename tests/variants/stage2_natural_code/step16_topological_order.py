"""Right ways of writing step 16 that differ in structure from the solution."""


def a_sorted_list():
    """A list that is sorted by generation before each function is taken from its end."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs, seen = [], set()

            def add_func(f):
                if f not in seen:
                    funcs.append(f)
                    seen.add(f)
                    funcs.sort(key=lambda f: f.generation)

            if self.creator is not None:
                add_func(self.creator)
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None:
                        add_func(x.creator)


def functions_that_can_be_compared():
    """The heap holds functions, which have an order of their own: `__lt__`."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap = [] if self.creator is None else [self.creator]
            seen = set(heap)
            while heap:
                f = heapq.heappop(heap)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None and x.creator not in seen:
                        seen.add(x.creator)
                        heapq.heappush(heap, x.creator)

    class Function:
        def __lt__(self, other):
            return self.generation > other.generation


def depth_first_without_generations():
    """The functions in the order in which a depth-first walk leaves them, backward; nothing has a generation."""

    class Variable:
        def __init__(self, data):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data, self.grad, self.creator = data, None, None

        def set_creator(self, func):
            self.creator = func

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            for f in reversed(self.functions()):
                gxs = f.backward(*[output.grad for output in f.outputs])
                for x, gx in zip(f.inputs, gxs if isinstance(gxs, tuple) else (gxs,)):
                    x.grad = gx if x.grad is None else x.grad + gx

        def functions(self):
            order, entered, waiting = [], set(), [(self.creator, False)]
            while waiting:
                f, leaving = waiting.pop()
                if leaving:
                    order.append(f)
                elif f is not None and f not in entered:
                    entered.add(f)
                    waiting.append((f, True))
                    waiting += [(x.creator, False) for x in f.inputs]
            return order

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            outputs = tuple(Variable(as_array(y)) for y in (ys if isinstance(ys, tuple) else (ys,)))
            for output in outputs:
                output.set_creator(self)
            self.inputs, self.outputs = inputs, outputs
            return outputs if len(outputs) > 1 else outputs[0]


def counting_users():
    """First the users of each function are counted, from y back; who has none left may go."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            users = {self.creator: 0}
            waiting = [self.creator]
            while waiting:
                f = waiting.pop()
                for g in [] if f is None else [x.creator for x in f.inputs]:
                    if g not in users:
                        waiting.append(g)
                    users[g] = users.get(g, 0) + 1
            ready = [self.creator]
            while ready:
                f = ready.pop()
                if f is None:
                    continue
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    users[x.creator] -= 1
                    if users[x.creator] == 0:
                        ready.append(x.creator)


def drawers():
    """A dictionary with a drawer for each generation, emptied from the largest one down."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            if self.creator is None:
                return
            drawers = {self.creator.generation: {self.creator: True}}
            for generation in range(self.creator.generation, -1, -1):
                for f in drawers.pop(generation, {}):
                    gxs = f.backward(*[output.grad for output in f.outputs])
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = gx if x.grad is None else x.grad + gx
                        if x.creator is not None:
                            drawers.setdefault(x.creator.generation, {})[x.creator] = True


def running_numbers():
    """Functions are numbered as they are called; whoever was called last goes first."""

    clock = itertools.count()

    class Variable:
        def __init__(self, data):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data, self.grad, self.creator = data, None, None

        def set_creator(self, func):
            self.creator = func

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            found, waiting = {}, [self.creator]
            while waiting:
                f = waiting.pop()
                if f is not None and f.number not in found:
                    found[f.number] = f
                    waiting.extend(x.creator for x in f.inputs)
            for number in sorted(found, reverse=True):
                f = found[number]
                gxs = f.backward(*(output.grad for output in f.outputs))
                for x, gx in zip(f.inputs, gxs if isinstance(gxs, tuple) else [gxs]):
                    x.grad = gx if x.grad is None else x.grad + gx

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            self.number = next(clock)
            self.inputs = inputs
            self.outputs = [Variable(as_array(y)) for y in ys]
            for output in self.outputs:
                output.set_creator(self)
            return self.outputs if len(self.outputs) > 1 else self.outputs[0]


def put_in_twice_and_taken_once():
    """A function may stand in the heap several times; it is looked at when it comes out whether it has gone before."""

    class Variable:
        __slots__ = ("data", "grad", "creator", "generation", "__weakref__")

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, gone = [], set()
            if self.creator is not None:
                heap.append((-self.creator.generation, id(self.creator), self.creator))
            while heap:
                f = heapq.heappop(heap)[-1]
                if id(f) in gone:
                    continue
                gone.add(id(f))
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None:
                        heapq.heappush(heap, (-x.creator.generation, id(x.creator), x.creator))
