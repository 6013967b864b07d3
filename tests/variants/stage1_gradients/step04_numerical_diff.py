"""Right ways of writing step 4 that differ in structure from the solution."""


def a_helper_inside():
    """The value of f at a distance from x, as a function of that distance."""

    def numerical_diff(f, x, eps=1e-4):
        def value(distance):
            return f(Variable(np.asarray(x.data + distance))).data

        return (value(eps) - value(-eps)) / (eps + eps)


def one_element_at_a_time():
    """Each element is moved by itself, in a copy, while the others stay where they are."""

    def numerical_diff(f, x, eps=1e-4):
        slope = np.empty_like(x.data)
        for index in np.ndindex(x.data.shape):
            values = []
            for step in (eps, -eps):
                moved = x.data.copy()
                moved[index] += step
                values.append(np.asarray(f(Variable(moved)).data)[index])
            slope[index] = (values[0] - values[1]) / (2 * eps)
        return slope


def one_box_for_both_points():
    """One new Variable, whose array is exchanged between the two calls."""

    def numerical_diff(f, x, h=1e-4):
        probe = Variable(np.subtract(x.data, h))
        lower = f(probe).data
        probe.data = np.add(x.data, h)
        return np.subtract(f(probe).data, lower) / (2.0 * h)


def the_mean_of_two_slopes():
    """The mean of the slopes to the left and to the right, in one loop over the two signs."""

    def numerical_diff(f, x, eps=1e-4):
        total = 0.0
        for sign in (1, -1):
            total = total + sign * f(type(x)(x.data + sign * eps)).data
        return 0.5 * total / eps


def left_and_right():
    """The mean of the slope to the left and the slope to the right, for which f is called at x as well."""

    def numerical_diff(f, x, eps=1e-4):
        here = f(Variable(x.data)).data
        left = (here - f(Variable(x.data - eps)).data) / eps
        right = (f(Variable(x.data + eps)).data - here) / eps
        return (left + right) / 2
