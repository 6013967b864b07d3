"""Right ways of writing step 35 that differ in structure from the solution."""


def from_the_input_after_all():
    """The slope is written with tanh of the input, which is computed again; right, with a larger graph."""

    class Tanh(Function):
        def backward(self, gy):
            return gy * (1.0 - tanh(self.inputs[0]) ** 2)


def without_a_difference():
    """The slope is gy - gy·y·y, by functions that are called by name."""

    class Tanh(Function):
        def forward(self, x):
            return np.tanh(x)

        def backward(self, gy):
            (y,) = (reference() for reference in self.outputs)
            return sub(gy, mul(gy, square(y)))

    def tanh(x):
        f = Tanh()
        return f(x)


def two_factors():
    """1 - y² is (1 - y)(1 + y)."""

    class Tanh(Function):
        def backward(self, gy):
            y = self.outputs[0]()
            return (1 - y) * gy * (y + 1)


def sizes_by_a_walk_of_its_own():
    """The functions are counted by a walk with a set, on a Variable of its own."""

    def graph_sizes(f, x, n):
        own = Variable(x.data)
        y, sizes = f(own), []
        while len(sizes) < n:
            y.backward(create_graph=True)
            y, own.grad = own.grad, None
            met, waiting = {None}, {y.creator}
            while waiting - met:
                g = (waiting - met).pop()
                met.add(g)
                waiting |= {v.creator for v in g.inputs}
            sizes.append(len(met) - 1)
        return sizes
