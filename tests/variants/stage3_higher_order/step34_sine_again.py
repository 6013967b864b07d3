"""Right ways of writing step 34 that differ in structure from the solution."""


def the_cosine_as_a_shifted_sine():
    """There is one class only, which shifts its argument by a quarter of a turn with each derivative."""

    class Sin(Function):
        def __init__(self, turns=0):
            self.turns = turns % 4

        def forward(self, x):
            return (np.sin, np.cos, lambda x: -np.sin(x), lambda x: -np.cos(x))[self.turns](x)

        def backward(self, gy):
            (x,) = self.inputs
            return Sin(self.turns + 1)(x) * gy

    def cos(x):
        return Sin(1)(x)


def from_the_result():
    """Sin makes its slope with the class Cos and a product by name; Cos subtracts from nothing."""

    class Sin(Function):
        def backward(self, gy):
            return mul(Cos()(*self.inputs), gy)

    class Cos(Function):
        def backward(self, gy):
            (x,) = self.inputs
            return 0.0 - gy * sin(x)


def derivatives_by_recursion():
    """The derivatives are found by a function that calls itself, on a Variable of its own."""

    def derivatives(f, x, n):
        own = Variable(x.data)

        def after(y, left):
            if left == 0:
                return []
            y.backward(create_graph=True)
            gradient, own.grad = own.grad, None
            return [gradient.data] + after(gradient, left - 1)

        return after(f(own), n)


def by_the_difference():
    """Nothing is cleared between the passes; each derivative is what its pass has added."""

    def derivatives(f, x, n):
        x.cleargrad()
        y, found, before = f(x), [], None
        for _ in range(n):
            y.backward(create_graph=True)
            y = x.grad if before is None else x.grad - before
            before = x.grad
            found.append(y.data)
        return [as_array(d) for d in found]
