"""Topological order with a heap

A framework need not count users. While it computes forward it can give each function a number,
its generation: the largest generation among its inputs. What it makes is one generation further.
Whoever uses a result then has a larger generation than whoever made it, and going backward from
large to small lets nobody go too early.

A heap hands out the largest first. Python's `heapq` gives the smallest, so the generation goes in
with a minus; a running number next to it decides between equals, so that two functions are never
compared. A set remembers which functions have been put in, so that each runs once.
"""

import heapq
import itertools

HINTS = (
    "A variable that nobody made has generation 0, a function the maximum of its inputs, an output one more.",
    "Put functions into the heap in one place, and there ask first if this one has been put in before.",
    "A tuple `(-f.generation, next(ties), f)` with `ties = itertools.count()` is sorted without comparing functions.",
)


class Variable:
    """A box that holds one array, its gradient, the function that made it, and its generation."""

    def __init__(self, data):
        """Put the array `data` into the box. None is allowed; anything else raises a TypeError that names its type."""
        # begin answer: besides what is there, `self.generation`, which is 0 to begin with
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"a Variable holds an array, not {type(data)}")
        self.data = data
        self.grad = None
        self.creator = None
        self.generation = 0
        # end answer

    def set_creator(self, func):
        """Enter `func` as the function that made this variable, which is one generation further than `func`."""
        # begin answer: set the generation of this variable too, one more than that of `func`
        self.creator = func
        self.generation = func.generation + 1
        # end answer

    def backward(self):
        """Add to the gradient of every variable that this one was computed from what this one contributes.

        Each function runs once, after all that use its results. If this variable has no gradient yet it becomes
        one for each element. An output that took no part has the gradient None, and `backward` gets it so.
        """
        # begin answer: take the functions from a heap, largest generation first, each of them only once
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
            gys = [y.grad for y in f.outputs]
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

        The function remembers `inputs` and `outputs`, is the creator of each output, and has the largest of the
        generations of its inputs.
        """
        # begin answer: set `self.generation`, the largest among the inputs, before the outputs learn their creator
        xs = [x.data for x in inputs]
        ys = self.forward(*xs)
        if not isinstance(ys, tuple):
            ys = (ys,)
        outputs = [Variable(as_array(y)) for y in ys]
        self.generation = max(x.generation for x in inputs)
        for output in outputs:
            output.set_creator(self)
        self.inputs = inputs
        self.outputs = outputs
        return outputs if len(outputs) > 1 else outputs[0]
        # end answer


if __name__ == "__main__":
    x = Variable(np.array(2.0))
    a = square(x)
    y = add(square(a), square(a))
    y.backward()
    print("the gradient of a² + a², with a = x², at 2:", x.grad, "and 64.0 is expected")
