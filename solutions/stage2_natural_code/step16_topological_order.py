"""Topological order with a heap

When a result is used twice, the function that made it has to wait until both uses have sent their
gradients back. `backward` does not wait. Take a = square(x) and y = add(square(a), square(a)):

                           +----------+
                      +--->| square 2 |---> b ---+
         +----------+ |    +----------+          |   +-----+
    x -->| square 1 |-+ a                        +-->| add |--> y
         +----------+ |    +----------+          |   +-----+
                      +--->| square 3 |---> c ---+
                           +----------+

At x = 2: a = 4, b = c = 16, y = 32. Since y is 2x⁴ its derivative is 8x³, and that is 64. Now go
back with the list from which the last function is taken first:

    the list              taken       what it sends back
    add                   add         1 to b, 1 to c
    square 2, square 3    square 3    2 · 4 · 1 = 8 to a
    square 2, square 1    square 1    2 · 2 · 8 = 32 to x         a.grad was only half there
    square 2              square 2    2 · 4 · 1 = 8 to a          now a.grad is 8 + 8 = 16
    square 1              square 1    once more, with all of a.grad

Square 1 went too early, and then it went again. What is in x.grad at the end is not 64. Work it out
before you run this file: as long as nothing is changed in it, it shows the number.

Step 15 finds the right order, but it looks at the whole graph first. A framework can do with less.
It numbers things while it computes forward:

- a variable that nobody computed has **generation** 0;
- a function has the largest generation among its inputs;
- what a function makes is one generation further than the function.

    >>> a = square(Variable(np.array(2.0)))
    >>> y = add(square(a), square(a))
    >>> a.creator.generation, a.generation, y.creator.generation, y.generation
    (0, 1, 2, 3)

Whoever uses a variable has at least its generation, and so a larger one than the function that
made it. Take the functions with the largest generation first, and nobody goes too early.

To have the largest at hand at any time, keep the functions in a **heap**: a list that `heapq` holds
in such an order that taking out the first entry and putting in a new one are cheap, however many
there are. Three things are to be known:

- `heapq.heappop` takes out the *smallest* entry.
- Entries that are tuples are compared like words in a dictionary: where the first parts are equal,
  the next ones decide. Functions can not be compared, and Python says so with a TypeError.
- A function is found once for each use of its result, and must go once. Twice is not merely wrong.
  In a row of 30 graphs such as the one above each doubles the work of those before it, and 2³⁰ is
  more than a thousand million. So `backward` remembers which functions it has put into the heap.

To find out by yourself: number the functions as they are called, 0, 1, 2, and so on, and let the
one with the largest number go first. Is that a right order too? Find a graph for which it differs
from the order by generations.
"""

import heapq
import itertools

PREDICT = (
    "x is 2, a = square(x), y = add(square(a), square(a)), and y.backward() takes the functions from a list, the last "
    "one first, as in the table. Which number is in x.grad at the end?",
    "f1682b4eb9f73b00e7f5481ce6dbcc06",
)

HINTS = (
    "Begin with the numbers, and leave backward for later: a variable starts with generation 0, __call__ gives the "
    "function its generation, and set_creator gives the result one. The example in the lesson says what to expect.",
    "Where backward appends to the list, a function now goes into the heap, unless it has been put in before. That "
    "is needed in two places, for the creator of y and for the creators of inputs, so give it a small function.",
    "To get the largest generation out first, put it in with a minus. Between it and the function put a number that "
    "no other entry has: next(ties), with ties = itertools.count(). Then functions are never compared.",
    "heapq.heappush(heap, (-f.generation, next(ties), f)) puts in, _, _, f = heapq.heappop(heap) takes out, and a set "
    "seen, to which f is added when it is put in, keeps it from being put in again.",
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
    print("a = square(x), y = add(square(a), square(a)): x.grad is", x.grad, "and should be 64.0")
    print("the generation of y is", getattr(y, "generation", "not known yet"), "and should be 3")
