"""Modes that save memory

Two things can be left out when nobody wants them. The gradients of variables in the middle are
needed on the way and hardly ever afterwards: `backward()` now forgets them as it goes, unless it
is called with `retain_grad=True`. And when no gradient is wanted at all, a computation need not
remember how it was made: there are no creators then, and whatever was in between is freed at
once.

The second is a mode: a class attribute `Config.enable_backprop`, which `using_config` sets for
the length of a `with` block and puts back afterwards, whatever happens inside. `no_grad()` is a
short way to say the most common case.
"""

import contextlib

HINTS = (
    "When a function has run, nobody asks for the gradients of its outputs any more.",
    "In `Function.__call__`, whatever serves the way back can stand below one `if Config.enable_backprop:`.",
    "`getattr` and `setattr` read and write `Config` by name; `try: yield` and `finally:` put back what was there.",
)


class Variable:
    def backward(self, retain_grad=False):
        """Add to the gradient of every variable that this one was computed from what this one contributes.

        Variables that a function made lose their gradients again, unless `retain_grad` is true. Each function runs
        once, after all that use its results. If this variable has no gradient yet it becomes one for each element.
        """
        # begin answer: take `retain_grad=False`; unless it is true, forget the gradients of f's outputs once f has run
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        heap, seen, ties = [], set(), itertools.count()

        def put(f):
            if f is not None and f not in seen:
                seen.add(f)
                heapq.heappush(heap, (-f.generation, next(ties), f))

        put(self.creator)
        while heap:
            _, _, f = heapq.heappop(heap)
            ys = [output() for output in f.outputs]
            gys = [None if y is None else y.grad for y in ys]
            gxs = f.backward(*gys)
            if not isinstance(gxs, tuple):
                gxs = (gxs,)
            for x, gx in zip(f.inputs, gxs, strict=True):
                x.grad = gx if x.grad is None else x.grad + gx
                put(x.creator)
            for y in ys:
                if y is not None and not retain_grad:
                    y.cleargrad()
        # end answer


class Function:
    def __call__(self, *inputs):
        """Return a new Variable with the result of `forward` on the Variables `inputs`, or a list of several.

        While `Config.enable_backprop` is true the function remembers `inputs`, and `outputs` by weak references. It
        is then the creator of each output, and has the largest of the generations of its inputs.
        """
        # begin answer: keep generation, creators, inputs and outputs only while `Config.enable_backprop` is true
        xs = [x.data for x in inputs]
        ys = self.forward(*xs)
        if not isinstance(ys, tuple):
            ys = (ys,)
        outputs = [Variable(as_array(y)) for y in ys]
        if Config.enable_backprop:
            self.generation = max(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = [weakref.ref(output) for output in outputs]
        return outputs if len(outputs) > 1 else outputs[0]
        # end answer


class Config:
    """The modes of the framework: whether a computation remembers how it was made."""

    # begin answer: a class attribute `enable_backprop`, which is True
    enable_backprop = True
    # end answer


@contextlib.contextmanager
def using_config(name, value):
    """Give the attribute of `Config` called `name` this value inside of a `with` block, and only there."""
    # begin answer: set the attribute, `yield`, and put back what was there before, even after an exception
    before = getattr(Config, name)
    setattr(Config, name, value)
    try:
        yield
    finally:
        setattr(Config, name, before)
    # end answer


def no_grad():
    """Return a `with` block's context in which no computation remembers how it was made."""
    # begin answer: `using_config` that turns `enable_backprop` off
    return using_config("enable_backprop", False)
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(2.0))
    with no_grad():
        y = square(x)
    print("a creator inside of no_grad:", y.creator)
    a = square(x)
    y = square(a)
    y.backward()
    print("gradients of x and of what lies between:", x.grad, a.grad)
