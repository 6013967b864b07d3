'''Memory and cycles

A program that computes in a loop should need the memory of one round, however many rounds it makes.
Python helps: it counts for each object how many others refer to it. Names count, attributes count,
places in lists count. When the count comes to zero, the object is freed at that moment.

In our graph it never comes to zero. A function refers to its outputs, and each output refers to the
function, its creator:

                  creator
              +------------>
    name ---> y              f ---inputs---> x
              <------------+
                  outputs

Delete the name y. One reference to the result is left, the one in `f.outputs`; and f is kept by
`y.creator`. The two hold each other although nobody can reach them any more, and `f.inputs` holds
all the rest of the graph. Such a circle is called a *reference cycle*. Python frees it only when
its garbage collector comes round, which looks for cycles every now and then. It goes by the number
of objects and not by their size, so it has no hurry when there are a few very large arrays.

What that costs: let x hold a million numbers, 8 MB. `square(square(x))` makes two more arrays, so
16 MB. In a loop of 100 rounds in which the collector does not come by, these are 1600 MB. Without
cycles it is never more than about 32: one round, and the next one before the name moves on.

The way out is a *weak reference*. It finds its object as long as somebody else keeps it, and it
does not count. It is called, like a function without arguments, to get at the object:

>>> import weakref
>>> x = Variable(np.array(3.0))
>>> r = weakref.ref(x)
>>> r() is x
True
>>> del x
>>> r() is None
True

One of the links of the cycle has to become weak. Which one? Ask for each of them who else keeps
what is at its end.

- `y.creator`: nobody else. The line `y = square(x)` makes a `Square` and does not give it a name.
  If this link were weak, the function would be gone before the next line, and with it the way back.
- `f.outputs`: whoever wants the result. While a backward pass runs, the output of each function on
  its way is kept: it is the variable that the pass began with, or an input of a later function.

So it is `f.outputs` that becomes weak. What changes in `backward` is only how it gets from a
function to its outputs. (A function with several outputs may find one of them gone, when nobody
kept it. It took no part in the result, and has no gradient to give.)

To find out by yourself: after `a = square(x)`, `y = exp(a)` and `del y`, which of the two functions
is gone, and which is still there? Think first; then watch both with weak references of your own.
'''

import weakref

HINTS = (
    "Follow the arrows of the drawing in your code: in Function.__call__, which line makes the arrow from the output "
    "to the function, and which the arrow from the function to the output? One of them stays as it is.",
    "weakref.ref(output) makes a weak reference, and self.outputs can be a list of those. Take care that __call__ "
    "still returns the variables themselves. In backward, f.outputs then holds references: each has to be called "
    "before anything can be asked of the variable.",
    "In __call__: self.outputs = [weakref.ref(output) for output in outputs], and the return line stays. In backward: "
    "ys = [output() for output in f.outputs], then take the gradients from ys; for a y that is None it is None.",
)


class Variable:
    def backward(self):
        """Add to the gradient of every variable that this one was computed from what this one contributes.

        Each function runs once, after all that use its results. If this variable has no gradient yet it becomes
        one for each element. An output that took no part has the gradient None, and `backward` gets it so.
        """
        # begin answer: `f.outputs` holds weak references now: call them to get the outputs; None is one that is gone
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
        # end answer


class Function:
    def __call__(self, *inputs):
        """Return a new Variable with the result of `forward` on the Variables `inputs`, or a list of several.

        The function remembers `inputs`, and `outputs` by weak references. It is the creator of each output, and
        has the largest of the generations of its inputs.
        """
        # begin answer: keep the outputs by weak references only
        xs = [x.data for x in inputs]
        ys = self.forward(*xs)
        if not isinstance(ys, tuple):
            ys = (ys,)
        outputs = [Variable(as_array(y)) for y in ys]
        self.generation = max(x.generation for x in inputs)
        for output in outputs:
            output.set_creator(self)
        self.inputs = inputs
        self.outputs = [weakref.ref(output) for output in outputs]
        return outputs if len(outputs) > 1 else outputs[0]
        # end answer


if __name__ == "__main__":
    import gc

    def watch_one_round(x):
        y = square(square(x))
        y.backward()
        return weakref.ref(y)

    x = Variable(np.array(2.0))
    gc.disable()
    watched = [watch_one_round(x) for _ in range(100)]
    left = sum(y() is not None for y in watched)
    gc.enable()
    print("of 100 results that nobody kept, still in memory:", left, "and 0 is expected")
    x.cleargrad()
    square(square(x)).backward()
    print("the gradient of x⁴ at 2 is still", x.grad, "and 32.0 is expected")
