"""Known-wrong ways of writing step 35."""


def the_input_for_the_output():
    """The slope is computed as 1 - x², with the input, where the value of tanh is due."""

    class Tanh(Function):
        def backward(self, gy):
            x = self.inputs[0]
            return gy * (1 - x * x)


def plus_for_minus():
    """The slope is larger than 1 everywhere, but tanh gets flatter on both sides."""

    class Tanh(Function):
        def backward(self, gy):
            y = self.outputs[0]()
            return gy * (1 + y * y)


def without_the_square():
    """The value of tanh is taken from 1 as it is, and not its square."""

    class Tanh(Function):
        def backward(self, gy):
            return gy * (1 - self.outputs[0]())


def without_gy():
    """The way back sends its own slope only, without the gradient that came in."""

    class Tanh(Function):
        def backward(self, gy):
            y = self.outputs[0]()
            return 1 - y * y


def the_array_of_the_output():
    """The slope is computed with the array in the output; it is right, and nothing in its graph depends on x."""

    class Tanh(Function):
        def backward(self, gy):
            y = self.outputs[0]().data
            return gy * (1 - y * y)


def gy_as_a_number():
    """The gradient that comes in is taken as a number, and what it depends on is lost for the next derivative."""

    class Tanh(Function):
        def backward(self, gy):
            y = self.outputs[0]()
            return (1 - y * y) * gy.data


def the_reference_itself():
    """An output is held by a weak reference, and this computes with the reference instead of with what is behind it."""

    class Tanh(Function):
        def backward(self, gy):
            y = self.outputs[0]
            return gy * (1 - y * y)


def a_quotient_of_powers_of_e():
    """The value is computed by the definition, and far from 0 the powers of e are too large for a float."""

    class Tanh(Function):
        def forward(self, x):
            with np.errstate(all="ignore"):
                return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def the_other_tangent():
    """The forward computes the tangent of an angle, and not the hyperbolic one."""

    class Tanh(Function):
        def forward(self, x):
            return np.tan(x)


def writes_into_the_output():
    """The way back squares the array of the output in its place, and y is another number afterwards."""

    class Tanh(Function):
        def backward(self, gy):
            y = self.outputs[0]()
            y.data *= y.data
            return gy * (1 - y)


def a_graph_for_every_pass():
    """Inside of the way back the graph is switched on, and so there is one also where nobody has asked for it."""

    class Tanh(Function):
        def backward(self, gy):
            with using_config("enable_backprop", True):
                y = self.outputs[0]()
                return gy * (1 - y * y)


def counts_every_use():
    """Each function is counted once for every variable that was computed with its result."""

    def graph_sizes(f, x, n):
        sizes, y = [], f(x)
        for _ in range(n):
            x.cleargrad()
            y.backward(create_graph=True)
            y = x.grad
            count, waiting = 0, [y.creator]
            while waiting:
                g = waiting.pop()
                if g is not None:
                    count += 1
                    waiting.extend(v.creator for v in g.inputs)
            sizes.append(count)
        return sizes


def counts_variables():
    """What is counted are the variables that go into functions, and not the functions."""

    def graph_sizes(f, x, n):
        sizes, y = [], f(x)
        for _ in range(n):
            x.cleargrad()
            y.backward(create_graph=True)
            y = x.grad
            sizes.append(len({id(v) for g in functions_behind(y) for v in g.inputs}))
        return sizes


def begins_with_f():
    """The list begins with the graph behind f(x) itself, and every size stands one place too late."""

    def graph_sizes(f, x, n):
        sizes, y = [], f(x)
        for _ in range(n):
            sizes.append(len(functions_behind(y)))
            x.cleargrad()
            y.backward(create_graph=True)
            y = x.grad
        return sizes


def gradients_add_up():
    """x is not cleared between the passes, and the sums of gradients are functions, too."""

    def graph_sizes(f, x, n):
        sizes, y = [], f(x)
        for _ in range(n):
            y.backward(create_graph=True)
            y = x.grad
            sizes.append(len(functions_behind(y)))
        return sizes


def no_graph_to_count():
    """The passes are run without a graph, and behind a gradient without a graph there is nothing."""

    def graph_sizes(f, x, n):
        sizes, y = [], f(x)
        for _ in range(n):
            x.cleargrad()
            y.backward()
            y = x.grad
            sizes.append(len(functions_behind(y)))
        return sizes


def only_the_last():
    """Only the last graph is counted, and a single number comes back."""

    def graph_sizes(f, x, n):
        y = f(x)
        for _ in range(n):
            x.cleargrad()
            y.backward(create_graph=True)
            y = x.grad
        return len(functions_behind(y))
