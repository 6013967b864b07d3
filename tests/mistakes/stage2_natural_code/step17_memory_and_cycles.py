"""Known-wrong ways of writing step 17."""


def keeps_the_outputs():
    """The function goes on holding its outputs while they hold it, so neither can go before the garbage collector comes round."""

    class Variable:
        def backward(self):
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
                gxs = f.backward(*[output().grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)

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
            self.output = outputs[0]
            return outputs if len(outputs) > 1 else outputs[0]


def keeps_them_in_a_table():
    """The outputs stand in a table that forgets a function when it dies; but they keep that function alive, so it never does."""

    OUTPUTS = weakref.WeakKeyDictionary()

    class Variable:
        def backward(self):
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
                gxs = f.backward(*[output.grad for output in OUTPUTS[f]])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)

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
            OUTPUTS[self] = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def makes_the_creator_weak():
    """An output refers to its creator weakly, but nobody else keeps the function: it is gone as soon as it has run."""

    class Variable:
        def set_creator(self, func):
            self.creator = weakref.ref(func)
            self.generation = func.generation + 1

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            if self.creator is not None:
                put(self.creator())
            while heap:
                f = heapq.heappop(heap)[2]
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None:
                        put(x.creator())

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
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def makes_the_creator_a_proxy():
    """The creator is kept as a weak proxy, which keeps nothing: the first question to it after the function has run is an error."""

    class Variable:
        def set_creator(self, func):
            self.creator = weakref.proxy(func)
            self.generation = func.generation + 1

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and id(f) not in seen:
                    seen.add(id(f))
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                f = heapq.heappop(heap)[2]
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)

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
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def makes_the_inputs_weak_instead():
    """The inputs are held weakly and the outputs strongly: the cycle is still there, and the way back can be lost in the middle."""

    class Variable:
        def backward(self):
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
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip([x() for x in f.inputs], gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            self.generation = max(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            self.inputs = [weakref.ref(x) for x in inputs]
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]

    class Square:
        def backward(self, gy):
            return 2 * self.inputs[0]().data * gy

    class Exp:
        def backward(self, gy):
            return np.exp(self.inputs[0]().data) * gy


def makes_everything_weak():
    """Inputs and outputs are both held weakly, so a result in the middle that has no name is gone before the way back needs it."""

    class Variable:
        def backward(self):
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
                gxs = f.backward(*[output().grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip([x() for x in f.inputs], gxs):
                    if x is None:
                        continue
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            self.generation = max(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            self.inputs = [weakref.ref(x) for x in inputs]
            self.outputs = [weakref.ref(output) for output in outputs]
            return outputs if len(outputs) > 1 else outputs[0]

    class Square:
        def backward(self, gy):
            return 2 * self.inputs[0]().data * gy

    class Exp:
        def backward(self, gy):
            return np.exp(self.inputs[0]().data) * gy


def asks_the_reference_for_the_gradient():
    """The outputs are held weakly, but backward asks the references themselves for gradients, and they have none."""

    class Variable:
        def backward(self):
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
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)


def returns_the_reference():
    """What __call__ gives back is the weak reference, not the variable, so nobody holds the result and the next function finds a stranger."""

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
            return self.outputs if len(self.outputs) > 1 else self.outputs[0]


def refers_to_other_variables():
    """The weak references are made to variables that nobody keeps, not to the ones that are returned: they are empty at once."""

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
            self.outputs = [weakref.ref(Variable(as_array(y))) for y in ys]
            return outputs if len(outputs) > 1 else outputs[0]


def asks_the_collector():
    """The cycle is left in and the collector is called on every backward pass: that is slow, and what is dropped later still has to wait."""

    import gc

    class Variable:
        def backward(self):
            gc.collect()
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
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)

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
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def cuts_the_links_on_the_way_back():
    """backward takes the graph apart as it goes: one that no pass went through stays in a cycle, and one that a pass went through can not be used again."""

    class Variable:
        def backward(self):
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
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
                for output in f.outputs:
                    output.creator = None
                f.outputs = []

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
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def goes_through_a_list_of_all_functions():
    """Every function that was ever called stands in a list of the class, which keeps it; and backward asks all of them, needed or not."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            for f in reversed(Function.called):
                if f.generation < self.generation:
                    gxs = f.backward(*[output().grad for output in f.outputs])
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = gx if x.grad is None else x.grad + gx

    class Function:
        called = []

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
            Function.called.append(self)
            return outputs if len(outputs) > 1 else outputs[0]


def remembers_what_it_has_seen():
    """The set of functions that have been put in is made once for all passes, and keeps every function that any pass has met."""

    class Variable:
        def backward(self, seen=set()):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, ties = [], itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                f = heapq.heappop(heap)[2]
                gxs = f.backward(*[output().grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)


def a_helper_that_knows_itself():
    """The helper inside backward calls itself by name, so it refers to itself: a new cycle, which keeps the list of functions that the pass went through."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            order, seen = [], set()

            def visit(f):
                if f is None or f in seen:
                    return
                seen.add(f)
                for x in f.inputs:
                    visit(x.creator)
                order.append(f)

            visit(self.creator)
            for f in reversed(order):
                gxs = f.backward(*[output().grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
