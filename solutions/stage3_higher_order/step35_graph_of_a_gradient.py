"""The graph of a gradient

The hyperbolic tangent goes from -1 to 1 and is steepest in the middle. It will be of use in
networks. Its slope can be had from its value alone, without x:

    y = tanh x        dy/dx  =  1 - y²

That is a present. The value has been computed on the way there, and the function still has it: its
output. So `Tanh.backward` takes the output where `Sin` and `Exp` took the input. Since step 17 a
function holds its outputs by weak references, which are called to get at what is behind them.

And what comes of it is a graph. With create_graph=True, `gy * (1 - y * y)` leaves three functions,
and the graph goes on through y to `Tanh` itself and to x:

    x --->+------+          +---+        +-------+        +---+
          | Tanh |---> y ==>| * |--y²--->| 1 - . |------->| * |---> gx
          +------+          +---+        +-------+        |   |
                            (twice)            gy ------->+---+

Behind gx there are four functions: `Tanh`, two products and a difference. The next pass goes
through those and leaves its own, and so on. A worked example at x = 0.5; the second derivative is
-2y(1 - y²), and each further one is a polynomial in y as well:

>>> x = Variable(np.array(0.5))
>>> print(np.round(derivatives(tanh, x, 4), 4))
[ 0.7864 -0.7269 -0.5652  3.9522]
>>> print(graph_sizes(tanh, x, 4))
[4, 9, 21, 51]

(With other formulas for the same slopes you get other sizes.) Each order has more than twice as
many functions as the one before, and the seventh has 921. Higher derivatives by repeated backward
passes are exact, and they are dear.

`graph_sizes` counts what `functions_behind` of step 30 finds. To look at a graph instead, give the
gradient a name and draw it with step 26: `gx.name = "gx"; plot_dot_graph(gx, to_file="tanh.png")`.

Take care with formulas for tanh. By its definition it is (eˣ - e⁻ˣ) / (eˣ + e⁻ˣ), and at x = 1000
the powers of e are too large for a float: what comes out is not a number. NumPy's `np.tanh` gives
1.0 there, and 1 - y² is then 0.0, as it should be.

To find out by yourself: write the slope as 1 - tanh(x)², from the input instead of from the output.
Is it right? How do the sizes change, and why?
"""

PREDICT = (
    "y = x * x with create_graph=True. The backward of a product returns gy * x1 and gy * x0, and the two that arrive at x "
    "are added. How many functions lie behind x.grad?",
    "3dd2be93f38607fcee38acaa2338d596",
)

HINTS = (
    "Tanh is built like Sin, with np.tanh in forward. For its backward you need y, the Variable that the function gave, "
    "and not x.",
    "self.outputs is a list of weak references: self.outputs[0]() is the Variable y. Stay with Variables: with y.data in "
    "the formula, the graph would end there.",
    "graph_sizes is the loop of `derivatives` with another harvest: in each round append len(functions_behind(x.grad)).",
    "Tanh.backward: y = self.outputs[0](), then return gy * (1 - y * y). In the loop of graph_sizes: x.cleargrad(), "
    "y.backward(create_graph=True), y = x.grad, sizes.append(len(functions_behind(y))).",
)


class Tanh(Function):
    """The hyperbolic tangent of each element."""

    def forward(self, x):
        """Return the array tanh x."""
        # begin answer: the hyperbolic tangent
        return np.tanh(x)
        # end answer

    def backward(self, gy):
        """Return the gradient of the input, a Variable: the derivative of tanh x there, times `gy`."""
        # begin answer: the derivative, computed with the Variable that this function gave, times `gy`
        y = self.outputs[0]()
        return gy * (1 - y * y)
        # end answer


def tanh(x):
    """Return the hyperbolic tangent of the Variable `x`, a Variable."""
    # begin answer: make a `Tanh` and call it
    return Tanh()(x)
    # end answer


def graph_sizes(f, x, n):
    """Return a list of `n` integers: how many functions lie behind each of the first `n` derivatives of `f` at `x`.

    `f` takes one Variable and returns one, element by element. Each function counts once, those of `f` itself included
    where the graph leads to them. `x.data` stays as it is, and what is in `x.grad` before the call plays no part.
    """
    # begin answer: n backward passes as in `derivatives`; after each, count the functions behind the gradient
    sizes, y = [], f(x)
    for _ in range(n):
        x.cleargrad()
        y.backward(create_graph=True)
        y = x.grad
        sizes.append(len(functions_behind(y)))
    return sizes
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(0.5))
    print("the derivatives of sin at 0.5:", *derivatives(sin, x, 4))
    y = tanh(x)
    y.backward()
    print("tanh and its slope at 0.5:", y.data, x.grad.data, "and about 0.4621, 0.7864 are expected")
    print("the derivatives of tanh there:", *derivatives(tanh, x, 4))
    print("behind them there are so many functions:", *graph_sizes(tanh, x, 4))
    print("and behind the derivatives of sin:", *graph_sizes(sin, x, 4))
