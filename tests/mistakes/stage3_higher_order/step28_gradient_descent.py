"""Known-wrong ways of writing step 28."""


def rosenbrock_squares_the_wrong_variable():
    """In the first part of the Rosenbrock function the other variable is squared, so its valley lies elsewhere."""

    def rosenbrock(x0, x1):
        return 100 * (x1**2 - x0) ** 2 + (x0 - 1) ** 2


def rosenbrock_forgets_the_inner_square():
    """In the first part of the Rosenbrock function x0 is not squared, and the valley is straight."""

    def rosenbrock(x0, x1):
        return 100 * (x1 - x0) ** 2 + (x0 - 1) ** 2


def rosenbrock_forgets_the_last_square():
    """The second part of the Rosenbrock function is not squared, so that it can become negative."""

    def rosenbrock(x0, x1):
        return 100 * (x1 - x0**2) ** 2 + (x0 - 1)


def rosenbrock_multiplies_both_parts():
    """The factor in front of the first part of the Rosenbrock function is applied to the second part too."""

    def rosenbrock(x0, x1):
        return 100 * ((x1 - x0**2) ** 2 + (x0 - 1) ** 2)


def rosenbrock_as_an_array():
    """The Rosenbrock function is computed with the arrays, and what comes out can not go backward."""

    def rosenbrock(x0, x1):
        return Variable(as_array(100 * (x1.data - x0.data**2) ** 2 + (x0.data - 1) ** 2))


def walks_uphill():
    """The gradient points to where the value grows; a step along it makes the loss larger."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            f(*xs).backward()
            for x in xs:
                x.data = as_array(x.data + lr * x.grad)


def gradients_pile_up():
    """Nothing clears the gradients, so each step goes by the sum of all that were ever found."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            f(*xs).backward()
            for x in xs:
                x.data = as_array(x.data - lr * x.grad)


def clears_once_in_the_beginning():
    """The gradients are cleared before the first round and never again, so from then on they pile up."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for x in xs:
            x.cleargrad()
        for _ in range(iters):
            f(*xs).backward()
            for x in xs:
                x.data = as_array(x.data - lr * x.grad)


def clears_only_afterwards():
    """The gradients are cleared at the end of each round; what was in them before the first one is still there when it begins."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            f(*xs).backward()
            for x in xs:
                x.data = as_array(x.data - lr * x.grad)
                x.cleargrad()


def clears_one_variable():
    """The gradient of the first variable is cleared; those of the others pile up."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            xs[0].cleargrad()
            f(*xs).backward()
            for x in xs:
                x.data = as_array(x.data - lr * x.grad)


def clears_before_the_step():
    """The gradients are cleared between the backward pass and the step, so when the step wants them they are gone."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            f(*xs).backward()
            for x in xs:
                x.cleargrad()
            for x in xs:
                x.data = as_array(x.data - lr * x.grad)


def one_variable_after_the_other():
    """Each variable moves before the gradient of the next one is found, so that one is the gradient of another place."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                for other in xs:
                    other.cleargrad()
                f(*xs).backward()
                x.data = as_array(x.data - lr * x.grad)


def moves_one_variable():
    """Only the first variable is moved; the others stay where they were."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            f(*xs).backward()
            xs[0].data = as_array(xs[0].data - lr * xs[0].grad)


def computes_the_loss_once():
    """The loss is computed before the first round; later rounds go back through a graph that remembers the old place."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        y = f(*xs)
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            y.cleargrad()
            y.backward(retain_grad=True)
            for x in xs:
                x.data = as_array(x.data - lr * x.grad)


def moves_the_name():
    """Each step makes a new variable and gives it the old one's name inside of the function; the one that was handed over stays."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            f(*xs).backward()
            xs = [Variable(as_array(x.data - lr * x.grad)) for x in xs]


def forgets_where_it_was():
    """What becomes the new place is the step alone, and not the old place with the step."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            f(*xs).backward()
            for x in xs:
                x.data = as_array(-lr * x.grad)


def always_the_same_learning_rate():
    """The learning rate that was handed over is not looked at; a number in the code stands in its place."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            f(*xs).backward()
            for x in xs:
                x.data = as_array(x.data - 0.001 * x.grad)


def divides_by_the_learning_rate():
    """The smaller the learning rate, the larger the step: the gradient is divided by it."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            f(*xs).backward()
            for x in xs:
                x.data = as_array(x.data - x.grad / lr)


def one_round_too_few():
    """Rounds are counted from 1 and end before the number that was asked for, so one is missing."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(1, iters):
            for x in xs:
                x.cleargrad()
            f(*xs).backward()
            for x in xs:
                x.data = as_array(x.data - lr * x.grad)


def returns_after_one_round():
    """The way out of the function stands inside of the loop, so the first round is the last."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            f(*xs).backward()
            for x in xs:
                x.data = as_array(x.data - lr * x.grad)
            return xs


def steps_of_one_length():
    """Only the direction of the gradient is used, and every step is equally long, on steep ground and on flat."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            f(*xs).backward()
            for x in xs:
                x.data = as_array(x.data - lr * np.sign(x.grad))


def by_the_loss():
    """The step is made of the value of the loss; how it changes with a variable is what the gradient says."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            y = f(*xs)
            y.backward()
            for x in xs:
                x.data = as_array(x.data - lr * y.data)


def leaves_a_plain_number():
    """The difference of two arrays without dimensions is a plain number for NumPy, and that is what the box holds afterwards."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            f(*xs).backward()
            for x in xs:
                x.data = x.data - lr * x.grad


def puts_a_box_in_the_box():
    """The step is computed with variables, and the variable that comes out of it is put where an array belongs."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for x in xs:
                x.cleargrad()
            f(*xs).backward()
            for x in xs:
                x.data = x - lr * x.grad


def measures_the_slope():
    """The slope is measured by computing f at two neighbouring places; no backward is ever called."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            steps = []
            for i in range(len(xs)):
                low = [Variable(as_array(x.data - 1e-6 * (j == i))) for j, x in enumerate(xs)]
                high = [Variable(as_array(x.data + 1e-6 * (j == i))) for j, x in enumerate(xs)]
                steps.append((f(*high).data - f(*low).data) / 2e-6)
            for x, step in zip(xs, steps, strict=True):
                x.data = as_array(x.data - lr * step)
