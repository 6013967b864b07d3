"""What stands in the way

In step 29 somebody had to work out 12x² - 4 on paper. Why can the framework not do that? It found
the slope of x⁴ - 2x² at 2, which is 24, by a computation. What has been computed can be
differentiated, if it is remembered. So go and see what is remembered.

Forward, y = a * b makes a Variable, and the Variable has a creator: `Mul`, which holds on to a and
b. Backward, the same `Mul` is given gy and computes gy * b and gy * a. Those two are products as
well:

    forward                                     backward

    a --->+-----+                               gy --------->( * )---> gy * b    an array
          | Mul |---> y     a Variable,                        ^
    b --->+-----+           creator: Mul        b.data --------+              creator: there is none

The operator is the same, but what stands beside it is not. `self.inputs[1].data` is an array, gy is
an array, and NumPy multiplies arrays without telling anybody. The number is right. Where it came
from is forgotten in that very line.

So is every sum in `Variable.backward`, where two gradients meet: x.grad + gx is a sum of arrays.

In this step you write an instrument that shows it. `functions_behind(y)` returns every function
that y was computed from. `trace_backward(y)` runs the backward pass and writes down, for each
function in turn, whether what it sent back still knows where it came from. A gradient that does has
a `creator`, and that is all that has to be asked.

A worked example: y = eˣ · x + x has three functions. Backward, they run in this order:

>>> x = Variable(np.array(2.0))
>>> y = exp(x) * x + x
>>> for name, remembers in trace_backward(y):
...     print(name, remembers)
Add False
Mul False
Exp False

Three times no. The gradient itself is right, (x + 1) eˣ + 1:

>>> print(np.allclose(gradient_of(lambda x: exp(x) * x + x, x), 3 * np.exp(2.0) + 1))
True

How does one look over the shoulder of a function while somebody else calls it? `y.backward()` calls
f.backward(…). Python looks for that name in the object f first, and then in its class. So a
function that you put into the object, `f.backward = …`, is called in place of the one in the class.
It can call the true one, write down what came, and hand it on. Afterwards `del f.backward` takes it
away again, and f is what it was.

To find out by yourself: which lines of your framework would have to change for the three answers to
become True? Look for `.data` and for `np.` inside of every method that is called backward. Is there
one among them that would be right as it is?
"""

HINTS = (
    "functions_behind is the walk that backward makes, without gradients: begin with y.creator, and from each function "
    "go on to the creators of its inputs. A function that has been met already is not gone through again.",
    "trace_backward has three parts: put a watcher into each function of functions_behind(y), run y.backward(**options), "
    "and take the watchers out again. Make the watcher in a function of its own, so that each has its own f.",
    "The watcher for f calls what was f.backward before, asks each gradient that comes back for its creator, appends "
    "(type(f).__name__, answer) to the list, and returns what came. An array has no creator: getattr(gx, 'creator', None).",
    "Before: true = f.backward. The watcher: gxs = true(*gys); given = gxs if isinstance(gxs, tuple) else (gxs,); the "
    "answer is any(getattr(gx, 'creator', None) is not None for gx in given). Afterwards: del f.backward, in a finally.",
)


def functions_behind(y):
    """Return a list of all the functions that the Variable `y` was computed from, each once; empty for a leaf."""
    # begin answer: go back from y.creator through the inputs of each function, and keep each function once
    found, waiting = {}, [y.creator]
    while waiting:
        f = waiting.pop()
        if f is not None and id(f) not in found:
            found[id(f)] = f
            waiting.extend(x.creator for x in f.inputs)
    return list(found.values())
    # end answer


def trace_backward(y, **options):
    """Run `y.backward(**options)` once, and return a list of pairs, one for each function in the order in which they ran.

    A pair is the name of the function's class, and whether the function sent back a gradient that remembers how it was
    computed: True if at least one of the gradients that its `backward` returned has a creator. All else is afterwards
    as `y.backward(**options)` leaves it.
    """
    # begin answer: let each function write down what its backward returns, run the pass, and put all back as it was
    trace = []

    def watch(f):
        true = f.backward

        def backward(*gys):
            gxs = true(*gys)
            given = gxs if isinstance(gxs, tuple) else (gxs,)
            trace.append((type(f).__name__, any(getattr(gx, "creator", None) is not None for gx in given)))
            return gxs

        f.backward = backward

    watched = functions_behind(y)
    for f in watched:
        watch(f)
    try:
        y.backward(**options)
    finally:
        for f in watched:
            del f.backward
    return trace
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(2.0))
    y = exp(x) * x / (x + 1.0) - x**3
    y.backward()
    print("x.grad is of the type", type(x.grad).__name__, "and its creator is", getattr(x.grad, "creator", None))
    x.cleargrad()
    print("y was computed by", len(functions_behind(y)), "functions, and 6 are expected")
    for name, remembers in trace_backward(y):
        print(f"{name:>4} sends back", "a gradient with a graph" if remembers else "a number and nothing else")
