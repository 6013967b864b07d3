"""Known-wrong ways of writing step 4."""


def forward_difference():
    """Only the step to the right is taken, so the bend of the curve is taken for slope, and the error is far larger."""

    def numerical_diff(f, x, eps=1e-4):
        x1 = Variable(x.data + eps)
        return (f(x1).data - f(x).data) / eps


def backward_difference():
    """Only the step to the left is taken, so the bend of the curve is taken for slope, and the error is far larger."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - eps)
        return (f(x).data - f(x0).data) / eps


def forgets_the_two():
    """The difference is divided by one eps, but the two points are further apart than that."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - eps)
        x1 = Variable(x.data + eps)
        return (f(x1).data - f(x0).data) / eps


def adds_both_slopes():
    """The slopes to the left and to the right are added up, and both measure the same thing: what comes out is twice as much."""

    def numerical_diff(f, x, eps=1e-4):
        y = f(x).data
        left = (y - f(Variable(x.data - eps)).data) / eps
        right = (f(Variable(x.data + eps)).data - y) / eps
        return left + right


def forgets_the_parentheses():
    """Without parentheses Python divides by 2 and then multiplies by eps, so the slope comes out far too small."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - eps)
        x1 = Variable(x.data + eps)
        return (f(x1).data - f(x0).data) / 2 * eps


def divides_one_term_only():
    """A division binds more strongly than a minus, so only one of the two values is divided."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - eps)
        x1 = Variable(x.data + eps)
        return f(x1).data - f(x0).data / (2 * eps)


def forgets_to_divide():
    """The difference of the two values is returned as it is; a slope is rise divided by run."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - eps)
        x1 = Variable(x.data + eps)
        return f(x1).data - f(x0).data


def wrong_sign():
    """The value on the right is subtracted from that on the left, so a curve that rises gets a negative slope."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - eps)
        x1 = Variable(x.data + eps)
        return (f(x0).data - f(x1).data) / (2 * eps)


def half_a_step():
    """The steps are half as long as was asked for: the points lie one eps apart, and each should be one eps from x."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - eps / 2)
        x1 = Variable(x.data + eps / 2)
        return (f(x1).data - f(x0).data) / eps


def steps_in_the_shared_array():
    """A new Variable around the same array is no new array: what is written into it changes x, and the other point too."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data)
        x1 = Variable(x.data)
        x0.data -= eps
        x1.data += eps
        return (f(x1).data - f(x0).data) / (2 * eps)


def leaves_x_moved():
    """x itself is moved to the two points and not put back, so it holds another array afterwards."""

    def numerical_diff(f, x, eps=1e-4):
        start = x.data
        x.data = start - eps
        y0 = f(x).data
        x.data = start + eps
        y1 = f(x).data
        return (y1 - y0) / (2 * eps)


def walks_back_with_rounding():
    """x is moved in place and moved back by the same amounts; rounding leaves it beside where it was, by a last digit."""

    def numerical_diff(f, x, eps=1e-4):
        x.data += eps
        y1 = f(x).data
        x.data -= 2 * eps
        y0 = f(x).data
        x.data += eps
        return (y1 - y0) / (2 * eps)


def ignores_eps():
    """The number 1e-4 is written into the formula, so the eps that somebody asks for has no effect."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - 1e-4)
        x1 = Variable(x.data + 1e-4)
        return (f(x1).data - f(x0).data) / 2e-4


def another_default():
    """When no eps is given a tiny one is taken: the two values then differ in their last digits only, which are rounded."""

    def numerical_diff(f, x, eps=1e-13):
        x0 = Variable(x.data - eps)
        x1 = Variable(x.data + eps)
        return (f(x1).data - f(x0).data) / (2 * eps)


def step_in_proportion():
    """The step grows with x itself, so it is not the eps that was asked for, and at x = 0 there is none at all."""

    def numerical_diff(f, x, eps=1e-4):
        h = x.data * eps
        x0 = Variable(x.data - h)
        x1 = Variable(x.data + h)
        return (f(x1).data - f(x0).data) / (2 * h)


def hands_over_arrays():
    """f is called on bare arrays, but it is a function on variables; one that opens its box finds none."""

    def numerical_diff(f, x, eps=1e-4):
        y0 = f(x.data - eps).data
        y1 = f(x.data + eps).data
        return (y1 - y0) / (2 * eps)


def subtracts_the_boxes():
    """What f gives back are Variables, and Variables cannot be subtracted; the arrays in them can."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - eps)
        x1 = Variable(x.data + eps)
        return (f(x1) - f(x0)) / (2 * eps)


def returns_a_variable():
    """The slope is put into a box, but it was to be the array itself."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - eps)
        x1 = Variable(x.data + eps)
        return Variable((f(x1).data - f(x0).data) / (2 * eps))


def adds_the_slopes_up():
    """The slopes of all elements are added up to one number, so there is no slope for each of them any more."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - eps)
        x1 = Variable(x.data + eps)
        return ((f(x1).data - f(x0).data) / (2 * eps)).sum()


def only_single_numbers():
    """float(...) makes a single number of the result, which an array of several numbers is not."""

    def numerical_diff(f, x, eps=1e-4):
        x0 = Variable(x.data - eps)
        x1 = Variable(x.data + eps)
        return float((f(x1).data - f(x0).data) / (2 * eps))


def the_larger_of_two_slopes():
    """Both one-sided slopes are computed and only one of them is used, so the other side does not count."""

    def numerical_diff(f, x, eps=1e-4):
        left = (f(x).data - f(Variable(x.data - eps)).data) / eps
        right = (f(Variable(x.data + eps)).data - f(x).data) / eps
        return np.maximum(left, right)
