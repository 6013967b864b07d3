"""Known-wrong ways of writing step 33."""


def the_first_gradient_stays_in():
    """The second pass adds to what the first one left in x.grad, so the step is divided by the sum of both derivatives."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            gx.backward()
            x.data = as_array(x.data - gx.data / x.grad.data)
        return x


def the_last_round_stays_in():
    """Each round begins with what the round before it left in x.grad, and the first pass adds to that."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            f(x).backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - gx.data / x.grad.data)
        return x


def never_clears():
    """No gradient is ever cleared, so every pass of every round adds to all that came before it."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            f(x).backward(create_graph=True)
            gx = x.grad
            gx.backward()
            x.data = as_array(x.data - gx.data / x.grad.data)
        return x


def no_graph_asked_for():
    """The first pass leaves a number without a graph, so the second pass goes nowhere and x.grad stays None."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - gx.data / x.grad.data)
        return x


def the_number_in_a_new_box():
    """What goes backward the second time is a new Variable around the number, which has no graph."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = Variable(as_array(x.grad.data))
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - gx.data / (0.0 if x.grad is None else x.grad.data))
        return x


def backward_from_an_array():
    """The second pass is begun from the array in the gradient, and arrays have no backward."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad.data
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - gx / x.grad.data)
        return x


def reads_the_first_too_late():
    """The first derivative is read from x.grad when the second one stands there already, and their quotient is 1."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - x.grad.data / x.grad.data)
        return x


def the_fraction_upside_down():
    """The second derivative is divided by the first one, which nears 0 as x nears its goal."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - x.grad.data / gx.data)
        return x


def away_from_the_goal():
    """The step is added where it should be taken away, and x moves away from its goal."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data + gx.data / x.grad.data)
        return x


def only_ever_downhill():
    """The second derivative has lost its sign: x goes downhill even where the place with slope 0 lies uphill."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - gx.data / abs(x.grad.data))
        return x


def gradient_descent():
    """The second derivative is not used: this is a step of fixed size down the slope."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - 0.01 * x.grad.data)
        return x


def a_root_of_f():
    """This is Newton's method for a root of f: f is divided by its slope, where the slope is what should become 0."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            y = f(x)
            y.backward()
            x.data = as_array(x.data - y.data / x.grad.data)
        return x


def second_derivative_of_another():
    """The second derivative is still the formula for x⁴ - 2x², whatever f is."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - x.grad.data / (12 * x.data**2 - 4))
        return x


def f_computed_once():
    """f is computed once, before the loop; in later rounds what lies between x and y still has its first values."""

    def newton(f, x, iters=10):
        y = f(x)
        for _ in range(iters):
            x.cleargrad()
            y.cleargrad()
            y.backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - gx.data / x.grad.data)
        return x


def always_ten_rounds():
    """The number of rounds is always the same, whatever iters says."""

    def newton(f, x, iters=10):
        for _ in range(10):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - gx.data / x.grad.data)
        return x


def one_round_too_few():
    """The loop counts from 1 and stops before iters, which is one round too few."""

    def newton(f, x, iters=10):
        for _ in range(1, iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - gx.data / x.grad.data)
        return x


def moves_a_copy():
    """What moves is another Variable with the same number in it; x stays where it was."""

    def newton(f, x, iters=10):
        x = Variable(x.data)
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - gx.data / x.grad.data)
        return x


def returns_nothing():
    """x has moved, but newton gives nothing back."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = as_array(x.data - gx.data / x.grad.data)


def a_variable_in_the_box():
    """The new x is computed with Variables, and so a Variable is put where an array belongs."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = x - gx / x.grad
        return x


def a_number_in_the_box():
    """NumPy turns the difference of two arrays without dimensions into a number, and that is put where an array belongs."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            x.data = x.data - gx.data / x.grad.data
        return x


def each_pass_forgets():
    """A backward pass first clears what it is about to fill, so two passes never add up."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties, filled = [], set(), itertools.count(), {self}

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                with using_config("enable_backprop", create_graph):
                    gxs = f.backward(*[None if y is None else y.grad for y in ys])
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = x.grad + gx if x in filled else gx
                        filled.add(x)
                        put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()


def cleargrad_empties_the_gradient():
    """cleargrad writes zeros into the gradient's own array, also for those who have kept the gradient under another name."""

    class Variable:
        def cleargrad(self):
            if self.grad is not None:
                self.grad.data = np.zeros_like(self.grad.data)
            self.grad = None
