"""Right ways of writing step 29 that differ in structure from the solution."""


def in_place():
    """The array in x is moved itself, instead of being replaced."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for i in range(iters):
            y = f(x)
            x.cleargrad()
            y.backward()
            x.data -= x.grad / second_derivative(x.data)
        return x


def a_variable_for_each_round():
    """The slope is found with a Variable of its own in each round, so that nothing has to be cleared."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        place = x.data
        for _ in range(iters):
            here = Variable(place)
            f(here).backward()
            place = np.array(place - here.grad / second_derivative(place))
        x.data = place
        return x


def a_loop_that_calls_itself():
    """One round, and then the rest; the second derivative is asked for before the slope."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        if iters == 0:
            return x
        bend = second_derivative(x.data)
        x.grad = None
        f(x).backward()
        x.data = np.subtract(x.data, np.divide(x.grad, bend), out=np.empty_like(x.data))
        return newton_by_hand(f, second_derivative, x, iters - 1)


def the_slope_of_step_10():
    """The slope comes from the helper with which gradients were tested."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        left = iters
        while left > 0:
            x.data = np.asarray(x.data - gradient_of(f, x) / second_derivative(x.data))
            left -= 1
        return x
