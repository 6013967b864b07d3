"""Known-wrong ways of writing step 29."""


def divides_by_the_slope():
    """The slope is divided by itself, which is 1, so x goes down by 1 in every round."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - x.grad / x.grad)
        return x


def the_fraction_upside_down():
    """The second derivative is divided by the slope, which nears 0 as x nears its goal."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - second_derivative(x.data) / x.grad)
        return x


def uphill():
    """The step is added where it should be taken away, and x moves away from its goal."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data + x.grad / second_derivative(x.data))
        return x


def only_ever_downhill():
    """The second derivative has lost its sign: x goes downhill even where the place with slope 0 lies uphill."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - x.grad / abs(second_derivative(x.data)))
        return x


def gradients_pile_up():
    """Nothing is cleared, so each round works with the sum of all the slopes that came before it."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            f(x).backward()
            x.data = as_array(x.data - x.grad / second_derivative(x.data))
        return x


def clears_too_late():
    """x.grad is cleared at the end of each round, so the first round still has what an earlier pass left there."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            f(x).backward()
            x.data = as_array(x.data - x.grad / second_derivative(x.data))
            x.cleargrad()
        return x


def clears_once():
    """x.grad is cleared once, before the loop, and from the second round on the slopes add up."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        x.cleargrad()
        for _ in range(iters):
            f(x).backward()
            x.data = as_array(x.data - x.grad / second_derivative(x.data))
        return x


def second_derivative_of_the_start():
    """The second derivative is computed once, where x starts, and is used everywhere else as well."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        second = second_derivative(x.data)
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - x.grad / second)
        return x


def second_derivative_one_round_late():
    """The second derivative is computed at the end of a round, before x moves, and so belongs to the place before."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        second = second_derivative(x.data)
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            old = x.data
            x.data = as_array(x.data - x.grad / second)
            second = second_derivative(old)
        return x


def f_computed_once():
    """f is computed once, before the loop; in later rounds what lies between x and y still has its first values."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        y = f(x)
        for _ in range(iters):
            x.cleargrad()
            y.cleargrad()
            y.backward()
            x.data = as_array(x.data - x.grad / second_derivative(x.data))
        return x


def moves_only_once():
    """The function returns from inside its loop, after the first round."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - x.grad / second_derivative(x.data))
            return x


def one_round_too_few():
    """The loop counts from 1 and stops before iters, which is one round too few."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(1, iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - x.grad / second_derivative(x.data))
        return x


def seven_rounds_by_default():
    """Without iters it goes seven rounds, which is enough for the example only."""

    def newton_by_hand(f, second_derivative, x, iters=7):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - x.grad / second_derivative(x.data))
        return x


def gradient_descent_instead():
    """The second derivative is not used: this is a step of fixed size down the slope."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - 0.01 * x.grad)
        return x


def a_root_of_f():
    """This is Newton's method for a root of f: f is divided by its slope, where the slope is what should become 0."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            y = f(x)
            y.backward()
            x.data = as_array(x.data - y.data / x.grad)
        return x


def the_example_for_every_f():
    """The second derivative is always 12x² - 4, whatever second_derivative says."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - x.grad / (12 * x.data**2 - 4))
        return x


def hands_over_the_variable():
    """second_derivative gets the Variable, and what it returns then is one too, so that x.data no longer holds an array."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - x.grad / second_derivative(x))
        return x


def a_number_in_the_box():
    """NumPy turns the difference of two arrays without dimensions into a number, and that is put where an array belongs."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = x.data - x.grad / second_derivative(x.data)
        return x


def moves_a_copy():
    """What moves is another Variable with the same number in it; x stays where it was."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        x = Variable(x.data)
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - x.grad / second_derivative(x.data))
        return x


def returns_nothing():
    """x has moved, but nothing is given back."""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward()
            x.data = as_array(x.data - x.grad / second_derivative(x.data))


def nothing_is_cleared():
    """cleargrad leaves the old gradient where it was, and every new one is added to it."""

    class Variable:
        def cleargrad(self):
            grad = None
