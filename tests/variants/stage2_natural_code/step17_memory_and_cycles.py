"""Right ways of writing step 17 that differ in structure from the solution."""


def knows_no_outputs():
    """A function does not know its outputs: each output knows its place, and what arrives waits in the pass itself."""

    class Variable:
        place = 0

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, arrived, ties = [], {}, itertools.count()

            def arrive(y):
                f = y.creator
                if f is None:
                    return
                if f not in arrived:
                    arrived[f] = [None] * f.count
                    heapq.heappush(heap, (-f.generation, next(ties), f))
                arrived[f][y.place] = y.grad

            arrive(self)
            while heap:
                f = heapq.heappop(heap)[2]
                gxs = f.backward(*arrived[f])
                for x, gx in zip(f.inputs, gxs if isinstance(gxs, tuple) else (gxs,)):
                    x.grad = gx if x.grad is None else x.grad + gx
                    arrive(x)

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            ys = ys if isinstance(ys, tuple) else (ys,)
            self.generation = max(x.generation for x in inputs)
            self.inputs = inputs
            self.count = len(ys)
            outputs = []
            for place, y in enumerate(ys):
                output = Variable(as_array(y))
                output.place = place
                output.set_creator(self)
                outputs.append(output)
            return outputs if len(outputs) > 1 else outputs[0]


def shares_a_slot_for_the_gradient():
    """Function and output share a small box with the gradient in it, and the function holds only that."""

    class Slot:
        __slots__ = ("grad",)

        def __init__(self):
            self.grad = None

    class Variable:
        def __init__(self, data):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.slot = Slot()
            self.data = data
            self.creator = None
            self.generation = 0

        @property
        def grad(self):
            return self.slot.grad

        @grad.setter
        def grad(self, value):
            self.slot.grad = value

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            found = {} if self.creator is None else {id(self.creator): self.creator}
            waiting = list(found.values())
            while waiting:
                waiting.sort(key=lambda f: f.generation)
                f = waiting.pop()
                gxs = f.backward(*(slot.grad for slot in f.slots))
                for x, gx in zip(f.inputs, gxs if isinstance(gxs, tuple) else (gxs,)):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None and id(x.creator) not in found:
                        found[id(x.creator)] = x.creator
                        waiting.append(x.creator)

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*(x.data for x in inputs))
            outputs = tuple(Variable(as_array(y)) for y in (ys if isinstance(ys, tuple) else (ys,)))
            self.generation = max(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.slots = [output.slot for output in outputs]
            return outputs if len(outputs) > 1 else outputs[0]


def proxies_and_slots():
    """The outputs are weak proxies, which need no call; variables have no dictionary of their own."""

    class Variable:
        __slots__ = ("data", "grad", "creator", "generation", "__weakref__")

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [self.creator] if self.creator else []
            seen = set(functions)
            while functions:
                f = max(functions, key=lambda f: f.generation)
                functions.remove(f)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator and x.creator not in seen:
                        seen.add(x.creator)
                        functions.append(x.creator)

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
            self.outputs = tuple(weakref.proxy(output) for output in outputs)
            return outputs if len(outputs) > 1 else outputs[0]


def gradients_by_number():
    """Every variable has a number. A function keeps those of its outputs, and a pass keeps gradients by number."""

    NUMBERS = itertools.count()

    class Variable:
        def __init__(self, data):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.number = next(NUMBERS)
            self.data = data
            self.grad = None
            self.creator = None
            self.generation = 0

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            gradients = {self.number: self.grad}
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                f = heapq.heappop(heap)[2]
                gxs = f.backward(*[gradients.get(number) for number in f.numbers])
                for x, gx in zip(f.inputs, gxs if isinstance(gxs, tuple) else (gxs,)):
                    x.grad = gx if x.grad is None else x.grad + gx
                    gradients[x.number] = x.grad
                    put(x.creator)

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            outputs = [Variable(as_array(y)) for y in (ys if isinstance(ys, tuple) else (ys,))]
            self.generation = max(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.numbers = [output.number for output in outputs]
            return outputs if len(outputs) > 1 else outputs[0]
