"""Right ways of writing step 32 that differ in structure from the solution."""

import contextlib


def no_grad_or_nothing():
    """A graph is refused by no_grad(); where one is asked for, no mode is set at all."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
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
                with contextlib.nullcontext() if create_graph else no_grad():
                    gxs = f.backward(*[output().grad for output in f.outputs])
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        if x.grad is None:
                            x.grad = gx
                        else:
                            x.grad = x.grad + gx
                        if x.creator is not None:
                            add_func(x.creator)
                if not retain_grad:
                    for output in f.outputs:
                        output().grad = None


def one_mode_for_the_whole_pass():
    """The mode is set once, around the loop, by hand, and put back in a finally."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            before = Config.enable_backprop
            Config.enable_backprop = create_graph
            try:
                self.walk_back(retain_grad)
            finally:
                Config.enable_backprop = before

        def walk_back(self, retain_grad):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], {None}, itertools.count()
            waiting = [self.creator]
            while waiting or heap:
                for f in waiting:
                    if f not in seen:
                        seen.add(f)
                        heapq.heappush(heap, (-f.generation, next(ties), f))
                if not heap:
                    return
                f = heapq.heappop(heap)[-1]
                gxs = f.backward(*[output().grad for output in f.outputs])
                for x, gx in zip(f.inputs, gxs if isinstance(gxs, tuple) else [gxs]):
                    x.grad = gx if x.grad is None else add(x.grad, gx)
                waiting = [x.creator for x in f.inputs]
                if not retain_grad:
                    for output in f.outputs:
                        output().cleargrad()


def a_table_of_gradients():
    """During the pass the gradients stand in a table of their own; what is to stay is written into .grad at the end."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            table = {self: Variable(np.ones_like(self.data)) if self.grad is None else self.grad}
            with using_config("enable_backprop", create_graph):
                for f in self.functions():
                    outputs = [output() for output in f.outputs]
                    gxs = f.backward(*[table.get(output) for output in outputs])
                    for x, gx in zip(f.inputs, gxs if isinstance(gxs, tuple) else (gxs,)):
                        table[x] = table[x] + gx if x in table else gx
                for x, gx in table.items():
                    if x is self:
                        x.grad = gx if retain_grad or x.creator is None else None
                    elif retain_grad or x.creator is None:
                        x.grad = gx if x.grad is None else x.grad + gx

        def functions(self):
            found, waiting = set(), [self.creator]
            while waiting:
                f = waiting.pop()
                if f is not None and f not in found:
                    found.add(f)
                    waiting.extend(x.creator for x in f.inputs)
            return sorted(found, key=lambda f: f.generation, reverse=True)


def other_formulas():
    """The derivatives are written otherwise: by functions instead of operators, from results, without powers."""

    class Square(Function):
        def backward(self, gy):
            (x,) = self.inputs
            return mul(gy, add(x, x))

    class Exp(Function):
        def backward(self, gy):
            return gy * self.outputs[0]()

    class Mul(Function):
        def backward(self, gy):
            return tuple(mul(gy, other) for other in reversed(self.inputs))

    class Neg(Function):
        def backward(self, gy):
            return gy * -1.0

    class Sub(Function):
        def backward(self, gy):
            return (gy, neg(gy))

    class Div(Function):
        def backward(self, gy):
            x0, x1 = self.inputs
            gx0 = gy / x1
            return gx0, -(gx0 * x0) / x1

    class Pow(Function):
        def backward(self, gy):
            (x,) = self.inputs
            return Pow(self.c - 1)(x) * self.c * gy


def gradients_that_wrap_themselves():
    """grad is a property over a slot; an array that is put there becomes a Variable."""

    class Variable:
        __slots__ = ("data", "name", "creator", "generation", "kept", "__weakref__")

        def __init__(self, data, name=None):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data, self.name, self.creator, self.generation, self.kept = data, name, None, 0, None

        grad = property(lambda self: self.kept, lambda self, value: self.keep(value))

        def keep(self, value):
            self.kept = value if value is None else as_variable(value)
