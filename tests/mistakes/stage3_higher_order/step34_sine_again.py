"""Known-wrong ways of writing step 34."""


def sin_computes_with_arrays():
    """The way back of sin still takes the array out of its input; the number is right, and x is not in its graph."""

    class Sin(Function):
        def backward(self, gy):
            return gy * np.cos(self.inputs[0].data)


def cos_computes_with_arrays():
    """The way back of cos still takes the array out of its input, so that the sine has two derivatives and no third."""

    class Cos(Function):
        def backward(self, gy):
            return gy * -np.sin(self.inputs[0].data)


def both_compute_with_arrays():
    """Both ways back take the arrays out of their inputs, and every graph ends at the first derivative."""

    class Sin(Function):
        def backward(self, gy):
            return gy * np.cos(self.inputs[0].data)

    class Cos(Function):
        def backward(self, gy):
            return gy * -np.sin(self.inputs[0].data)


def sign_of_cos():
    """The way back of cos has no minus sign, and from the second derivative on signs are wrong."""

    class Cos(Function):
        def backward(self, gy):
            return gy * sin(self.inputs[0])


def sign_of_sin():
    """The minus sign stands in the way back of sin, where it belongs into that of cos."""

    class Sin(Function):
        def backward(self, gy):
            return gy * -cos(self.inputs[0])

    class Cos(Function):
        def backward(self, gy):
            return gy * sin(self.inputs[0])


def each_is_its_own_slope():
    """The way back of sin asks for a sine again."""

    class Sin(Function):
        def backward(self, gy):
            return gy * sin(self.inputs[0])


def sin_without_gy():
    """The way back of sin sends its own slope only; alone it is right, and in a longer chain the rest is lost."""

    class Sin(Function):
        def backward(self, gy):
            return cos(self.inputs[0])


def cos_without_gy():
    """The way back of cos sends its own slope only, without the gradient that came in."""

    class Cos(Function):
        def backward(self, gy):
            return -sin(self.inputs[0])


def gy_as_a_number():
    """The gradient that comes in is taken as a number; what it depends on is lost for the next derivative."""

    class Sin(Function):
        def backward(self, gy):
            return cos(self.inputs[0]) * gy.data

    class Cos(Function):
        def backward(self, gy):
            return -sin(self.inputs[0]) * gy.data


def at_the_result():
    """The slope of sin is taken at its result, where its input is due."""

    class Sin(Function):
        def backward(self, gy):
            return gy * cos(self.outputs[0]())


def a_graph_for_every_pass():
    """Inside of the way back the graph is switched on, and so there is one also where nobody has asked for it."""

    class Sin(Function):
        def backward(self, gy):
            with using_config("enable_backprop", True):
                return gy * cos(self.inputs[0])


def derivatives_add_up():
    """x is not cleared between the passes, so each derivative has all those before it in it."""

    def derivatives(f, x, n):
        found, y = [], f(x)
        for _ in range(n):
            y.backward(create_graph=True)
            y = x.grad
            found.append(y.data)
        return found


def clears_once():
    """x is cleared before the first pass only, and from the second derivative on they add up."""

    def derivatives(f, x, n):
        found, y = [], f(x)
        x.cleargrad()
        for _ in range(n):
            y.backward(create_graph=True)
            y = x.grad
            found.append(y.data)
        return found


def the_value_first():
    """The list begins with f(x) itself, and what stands in each place is one order too low."""

    def derivatives(f, x, n):
        found, y = [], f(x)
        for _ in range(n):
            found.append(y.data)
            x.cleargrad()
            y.backward(create_graph=True)
            y = x.grad
        return found


def the_first_one_again():
    """Every pass begins at f(x), so each of them finds the first derivative."""

    def derivatives(f, x, n):
        found, y = [], f(x)
        for _ in range(n):
            x.cleargrad()
            y.backward(create_graph=True)
            found.append(x.grad.data)
        return found


def only_the_last():
    """Only the nth derivative comes back; those on the way to it are thrown away."""

    def derivatives(f, x, n):
        y = f(x)
        for _ in range(n):
            x.cleargrad()
            y.backward(create_graph=True)
            y = x.grad
        return y.data


def variables_in_the_list():
    """The list holds Variables with their graphs, where arrays are asked for."""

    def derivatives(f, x, n):
        found, y = [], f(x)
        for _ in range(n):
            x.cleargrad()
            y.backward(create_graph=True)
            y = x.grad
            found.append(y)
        return found


def without_create_graph():
    """The passes leave no graph, and so the second one has nothing to go through."""

    def derivatives(f, x, n):
        found, y = [], f(x)
        for _ in range(n):
            x.cleargrad()
            y.backward()
            y = x.grad
            found.append(y.data)
        return found
