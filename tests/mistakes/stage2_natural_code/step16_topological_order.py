"""Known-wrong ways of writing step 16."""


def last_in_first_out():
    """Whichever function was found last goes first, at times with half of its gradient; found again, it goes again."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [] if self.creator is None else [self.creator]
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None:
                        funcs.append(x.creator)


def once_but_too_early():
    """Each function goes once, but the one found last goes first, and what arrives at it afterwards stays there."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs, seen = [], set()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    funcs.append(f)

            put(self.creator)
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)


def breadth_first():
    """The functions go in the order in which they are found, nearest to y first; near is not the same as ready."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [] if self.creator is None else [self.creator]
            while funcs:
                f = funcs.pop(0)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None and x.creator not in funcs:
                        funcs.append(x.creator)


def no_memory_of_the_seen():
    """The order is right, but a function that is reached on two ways is put in twice, and goes twice."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            ties = itertools.count()
            heap = [] if self.creator is None else [(-self.creator.generation, next(ties), self.creator)]
            while heap:
                _, _, f = heapq.heappop(heap)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None:
                        heapq.heappush(heap, (-x.creator.generation, next(ties), x.creator))


def compares_functions():
    """Where two generations are equal, Python compares the next entries of the tuples, and these are functions."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, seen = [], set()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, f))

            put(self.creator)
            while heap:
                _, f = heapq.heappop(heap)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)


def ties_that_repeat():
    """What decides between equal generations is the length of the heap, which can be the same for two functions."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, seen = [], set()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, len(heap), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)


def smallest_first():
    """A heap gives the smallest entry first, so the functions nearest to the beginning go before those at the end."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)


def a_heap_without_its_rules():
    """New functions are appended to the list behind heapq's back, so what it takes out next need not be the largest."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heap.append((-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)


def results_stay_in_the_generation():
    """A result has the generation of its function, so the numbers never grow, and say nothing about who goes first."""

    class Variable:
        def set_creator(self, func):
            self.creator = func
            self.generation = func.generation


def generation_of_the_first_input():
    """A function takes the generation of its first input; another one may have come a longer way."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            self.generation = inputs[0].generation
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def smallest_generation_of_the_inputs():
    """A function takes the smallest generation among its inputs, and can so come before one whose result it uses."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            self.generation = min(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def only_the_last_result_counts():
    """Of several results only the last one gets its generation; the others stay at 0, as if nobody had made them."""

    class Variable:
        def set_creator(self, func):
            self.creator = func

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            self.generation = max(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            output.generation = self.generation + 1
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def remembers_variables():
    """What has been reached is remembered of variables and not of functions; a function with two results goes twice."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, seen, ties = [], set(), itertools.count()

            def put(x):
                if x.creator is not None and x not in seen:
                    seen.add(x)
                    heapq.heappush(heap, (-x.creator.generation, next(ties), x.creator))

            put(self)
            while heap:
                _, _, f = heapq.heappop(heap)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x)


def a_gradient_means_seen():
    """A variable that has a gradient counts as reached already, also when the gradient is left from an earlier pass."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            ties = itertools.count()
            heap = [] if self.creator is None else [(-self.creator.generation, next(ties), self.creator)]
            while heap:
                _, _, f = heapq.heappop(heap)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    if x.grad is not None:
                        x.grad = x.grad + gx
                        continue
                    x.grad = gx
                    if x.creator is not None:
                        heapq.heappush(heap, (-x.creator.generation, next(ties), x.creator))


def a_mark_that_stays():
    """A function that has run is marked for good, so that the next backward pass takes it for done."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, ties = [], itertools.count()

            def put(f):
                if f is not None and not f.seen:
                    f.seen = True
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)

    class Function:
        seen = False


def one_function_a_generation():
    """For each generation one function is kept; a second one of the same generation takes the place of the first."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            waiting = {} if self.creator is None else {self.creator.generation: self.creator}
            while waiting:
                f = waiting.pop(max(waiting))
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None:
                        waiting[x.creator.generation] = x.creator


def waits_for_every_user():
    """A function waits for all who ever used its result, also for those that y was not computed from."""

    class Variable:
        users = 0

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            ready = [] if self.creator is None else [self.creator]
            arrived = {}
            while ready:
                f = ready.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    arrived[x] = arrived.get(x, 0) + 1
                    if arrived[x] == x.users and x.creator is not None:
                        outputs = x.creator.outputs
                        if all(arrived.get(output, 0) == output.users for output in outputs):
                            ready.append(x.creator)

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            self.generation = max(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            for x in inputs:
                x.users += 1
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def everything_that_was_ever_called():
    """The pass goes back through all calls since the program began, also through those that y has nothing to do with."""

    calls = []

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            for f in reversed(calls):
                if all(output.grad is None for output in f.outputs):
                    continue
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx

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
            calls.append(self)
            return outputs if len(outputs) > 1 else outputs[0]


def a_function_that_calls_itself():
    """The order is right, but the function that finds it calls itself once for each step of the way back."""

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
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx


def from_the_top_down():
    """A depth-first walk notes each function on the way in; only on the way out is all noted that comes before it."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            order, seen, waiting = [], {None}, [self.creator]
            while waiting:
                f = waiting.pop()
                if f not in seen:
                    seen.add(f)
                    order.append(f)
                    waiting.extend(x.creator for x in reversed(f.inputs))
            for f in order:
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx


def difference_quotients():
    """The gradient is measured by computing forward at two neighbouring points; no function's backward is ever called."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            order, seen, waiting = [], set(), [(self, False)]
            while waiting:
                v, done = waiting.pop()
                if done:
                    order.append(v)
                elif v not in seen:
                    seen.add(v)
                    waiting.append((v, True))
                    if v.creator is not None:
                        waiting.extend((x, False) for x in v.creator.inputs)

            def value(leaf, data):
                known = {leaf: data}
                for v in order:
                    if v not in known and v.creator is not None:
                        ys = v.creator.forward(*[known[x] for x in v.creator.inputs])
                        ys = ys if isinstance(ys, tuple) else (ys,)
                        known.update(zip(v.creator.outputs, ys))
                    elif v not in known:
                        known[v] = v.data
                return known[self]

            for leaf in order:
                if leaf.creator is None and leaf is not self:
                    slope = (value(leaf, leaf.data + 1e-6) - value(leaf, leaf.data - 1e-6)) / 2e-6
                    leaf.grad = as_array(slope * self.grad + (0 if leaf.grad is None else leaf.grad))
