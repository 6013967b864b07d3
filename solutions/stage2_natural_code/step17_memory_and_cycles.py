"""Memory and cycles

A function holds its outputs, and each output holds the function, its creator. Two objects that
hold each other are not freed when nobody else wants them: they wait until Python's garbage
collector comes round, and arrays can be large. One of the two links can be made weak. A weak
reference finds its object as long as somebody else keeps it, and does not keep it alive itself.

The link from an output to its creator is needed to find the way back. The one from the function
to its outputs is asked only for gradients, of variables that the rest of the graph keeps alive.
So this one becomes weak. An output that nobody kept took no part, and has no gradient.
"""

import weakref

HINTS = (
    "Which of the two links must hold, so that a result keeps all that it was computed from?",
    "`weakref.ref(y)` makes the reference; calling it gives `y`, or None when `y` is gone.",
    "In `backward`, `f.outputs` now holds references: call each one before you ask for its gradient.",
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

    gc.disable()
    y = square(square(Variable(np.array(2.0))))
    watched = weakref.ref(y)
    del y
    print("freed at once, without the garbage collector:", "yes" if watched() is None else "no")
    gc.enable()
