'''Modes that save memory

Two things that the framework keeps are hardly ever wanted. Both cost memory, and the first of them
can also do harm.

**The gradients in the middle.** Take a = square(x) and y = add(a, a) at x = 3. So y = 2x² = 18, and
the derivative is 4x = 12.

                        +----->+-----+
    x --->[ square ]--->a      | add |---> y        y.grad = 1
                        +----->+-----+              a.grad = 1 + 1 = 2
    3                   9                  18       x.grad = 2 · 6 = 12

Whoever calls y.backward() wants x.grad. What arrived at a was needed on the way, for a moment,
until `square` had passed it on. It stays all the same, an array as large as the data. And it does
harm when the pass is run once more: y.grad is still 1, two more arrive at a, which makes 4, and all
of these 4 are passed on, the 2 of the first pass for the second time. So 4 · 6 = 24 arrive at x, on
top of the 12 that it has, and x.grad is 36. Two passes ought to make 12 + 12.

So `backward()` now forgets as it goes: when a function has passed on the gradients of its outputs,
these become None again. Leaves, which no function has made, keep theirs. For those who want to look
at all of them there is `backward(retain_grad=True)`, which forgets nothing.

**The graph itself.** Often a result is all that is wanted, and nobody will call backward. Then no
output needs a creator and no function needs its inputs, and every array in the middle can go as
soon as the next one is computed. That is a *mode*: a switch that the framework looks at while it
computes. It stands in a class of its own, as `Config.enable_backprop`, and is True as a rule.

A switch that somebody turns off and forgets to turn on again is a trap. So it is turned for the
length of a `with` block, and turned back when the block is left:

>>> with using_config("enable_backprop", False):
...     y = square(Variable(np.array(3.0)))
>>> y.creator is None
True
>>> Config.enable_backprop
True

`no_grad()` is short for this most common case. Whatever happens in the block, an error too, the
switch goes back to where it was *before*. That need not be True: blocks may stand in each other.

How does one write something that works with `with`? The shortest way is a function with the
decorator `@contextlib.contextmanager` and one `yield` in it. What stands before the `yield` happens
at the beginning of the block, what stands behind it at the end. If the block ends with an error,
the error comes out at the `yield`; `try` and `finally` see to it that the end happens even so:

    try:
        yield
    finally:
        this happens in any case, and the error goes on its way

To find out by yourself: inside of `with no_grad():` compute y = exp(square(x)). How many variables
and how many functions are still there when the line is done, and who keeps each of them?
'''

import contextlib

PREDICT = (
    "x is 2, a = square(x), b = square(a), y = add(b, a). Then y.backward() is called twice, and nothing is cleared in "
    "between. In step 17 this leaves 140 in x.grad. What does it leave once this step is done?",
    "9737f099a4520163e8b8c7518c7d0c13",
)

HINTS = (
    "There are three separate things here: forgetting in backward, the switch in Function.__call__, and the with "
    "block that turns it. Write and check them one by one, beginning with backward.",
    "In backward, the gradients of f's outputs have been passed on when f.backward has run and its results have been "
    "added up: then they can go. In Function.__call__, ask which lines only serve the way back; those are done "
    "only if Config.enable_backprop is true, at the moment of the call.",
    "using_config: before = getattr(Config, name) and setattr(Config, name, value), then try: yield, and finally: "
    'setattr(Config, name, before). no_grad returns using_config("enable_backprop", False). In backward, below the '
    "loop over the inputs: if not retain_grad, call cleargrad on each output that is still there.",
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
    x = Variable(np.array(3.0))
    a = square(x)
    y = add(a, a)
    y.backward()
    print("after y.backward(): x.grad is", x.grad, "(12.0 is expected), a.grad is", a.grad, "(None is expected)")
    y.backward()
    print("after the second one: x.grad is", x.grad, "(24.0 is expected)")
    with no_grad():
        y = square(x)
    print("the creator of what was made inside of no_grad is", y.creator, "(None is expected)")
    print("the creator of what is made behind it is a", type(square(x).creator).__name__)
