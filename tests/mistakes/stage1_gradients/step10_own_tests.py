"""Known-wrong ways of writing step 10."""


def always_agrees():
    """check_gradient works both gradients out, and answers yes whatever they are."""

    def check_gradient(f, x):
        gradient_of(f, x)
        numerical_diff(f, x)
        return True


def equal_to_the_last_digit():
    """The two gradients have to be equal to the last digit, and a measured one never is that exact."""

    def check_gradient(f, x):
        return bool(np.all(gradient_of(f, x) == numerical_diff(f, x)))


def wide_open():
    """The tolerance is so wide that a gradient may be half as large as it should be, or of the other sign."""

    def check_gradient(f, x):
        return bool(np.allclose(gradient_of(f, x), numerical_diff(f, x), rtol=3.0, atol=1.0))


def one_tenth_off():
    """The tolerance is a tenth of the gradient, and mistakes of a few percent get through."""

    def check_gradient(f, x):
        return bool(np.allclose(gradient_of(f, x), numerical_diff(f, x), rtol=0.1))


def in_no_proportion():
    """The tolerance is one and the same for large and small gradients, and a large one is never measured so exactly."""

    def check_gradient(f, x):
        return bool(np.allclose(gradient_of(f, x), numerical_diff(f, x), rtol=0, atol=1e-7))


def one_direction_only():
    """The difference is looked at with its sign, so that a gradient which is too large is never found fault with."""

    def check_gradient(f, x):
        gradient, measured = gradient_of(f, x), numerical_diff(f, x)
        return bool(np.all(measured - gradient <= 1e-4 * np.abs(measured)))


def sizes_only():
    """Only the sizes are compared, and a gradient of the other sign has the same size."""

    def check_gradient(f, x):
        return bool(np.allclose(np.abs(gradient_of(f, x)), np.abs(numerical_diff(f, x)), rtol=1e-4))


def signs_only():
    """Only the signs are compared, and a gradient that is twice as large as it should be has the right sign."""

    def check_gradient(f, x):
        return bool(np.all(np.sign(gradient_of(f, x)) == np.sign(numerical_diff(f, x))))


def compares_sums():
    """The sums over all elements are compared, in which errors of two elements can cancel."""

    def check_gradient(f, x):
        return bool(np.allclose(np.sum(gradient_of(f, x)), np.sum(numerical_diff(f, x)), rtol=1e-4))


def one_element_will_do():
    """It is enough for check_gradient when some element is right."""

    def check_gradient(f, x):
        return bool(np.any(np.isclose(gradient_of(f, x), numerical_diff(f, x), rtol=1e-4)))


def looks_at_the_first():
    """Only the first element is compared; the others may be what they like."""

    def check_gradient(f, x):
        gradient, measured = np.ravel(gradient_of(f, x)), np.ravel(numerical_diff(f, x))
        return bool(np.isclose(gradient[0], measured[0], rtol=1e-4))


def on_average():
    """The mean error is compared, which a single wrong element among many hardly moves."""

    def check_gradient(f, x):
        gradient, measured = gradient_of(f, x), numerical_diff(f, x)
        return bool(np.mean(np.abs(gradient - measured)) <= 0.1 * np.mean(np.abs(measured)))


def nothing_is_larger_than_the_tolerance():
    """It is asked whether any error is larger than the tolerance, and what is not a number is larger than nothing."""

    def check_gradient(f, x):
        gradient, measured = gradient_of(f, x), numerical_diff(f, x)
        return not np.any(np.abs(gradient - measured) > 1e-4 * np.abs(measured))


def measures_twice():
    """A measured gradient is compared with a measured one, with another eps, and backward is never asked."""

    def check_gradient(f, x):
        return bool(np.allclose(numerical_diff(f, x, 1e-3), numerical_diff(f, x), rtol=1e-4))


def asks_twice():
    """The gradient that backward finds is compared with itself, and nothing is measured."""

    def check_gradient(f, x):
        return bool(np.allclose(gradient_of(f, x), gradient_of(f, x)))


def an_answer_for_each_element():
    """What comes back is an array with an answer for each element, and not one answer."""

    def check_gradient(f, x):
        return np.isclose(gradient_of(f, x), numerical_diff(f, x), rtol=1e-4, atol=1e-6)


def asserts_and_returns_nothing():
    """check_gradient raises where the gradients differ, and has no answer where they agree."""

    def check_gradient(f, x):
        assert np.allclose(gradient_of(f, x), numerical_diff(f, x), rtol=1e-4, atol=1e-6)


def uses_x_itself():
    """backward runs on the very variable that was handed in, and leaves its gradient there."""

    def check_gradient(f, x):
        f(x).backward()
        return bool(np.allclose(x.grad, numerical_diff(f, x), rtol=1e-4, atol=1e-6))


def moves_x():
    """check_gradient goes to a place beside x, where it checks the gradient, and x stays there."""

    def check_gradient(f, x):
        x.data = x.data + 0.01
        return bool(np.allclose(gradient_of(f, x), numerical_diff(f, x), rtol=1e-4, atol=1e-6))


def only_runs_the_code():
    """The tests call everything and claim nothing, so they notice only what raises an error by itself."""

    def test_values():
        square(Variable(np.array([-2.0, 0.5])))
        exp(Variable(np.array([-2.0, 0.5])))

    def test_gradient_of_square():
        gradient_of(square, Variable(np.array([-2.0, 0.5])))

    def test_gradient_of_exp():
        gradient_of(exp, Variable(np.array([-2.0, 0.5])))

    def test_gradient_of_a_chain():
        check_gradient(lambda x: square(exp(square(x))), Variable(np.array([-0.9, 0.3])))
        check_gradient(lambda x: exp(square(exp(x))), Variable(np.array([-0.9, 0.3])))


def looks_at_no_answer():
    """A comparison is made and its answer is dropped, because no assert stands before np.allclose."""

    def test_gradient_of_a_long_chain():
        def chain(x):
            for _ in range(2_000):
                x = square(x)
            return x

        np.allclose(gradient_of(chain, Variable(np.array([0.0]))), 0.0)


def asserts_a_pair():
    """What is asserted is a pair in parentheses, of a comparison and a text, and a pair is always true."""

    def test_gradient_of_a_chain():
        x = Variable(np.array([-0.9, 0.3, 0.7]))
        assert (check_gradient(lambda x: square(exp(square(x))), x), "the gradient is wrong")  # noqa: F631
        assert (check_gradient(lambda x: exp(square(exp(x))), x), "the gradient is wrong")  # noqa: F631


def compares_the_framework_with_itself():
    """What is expected is computed by the framework, so a wrong answer is expected to be just as wrong."""

    def test_values():
        x = Variable(np.array([-2.0, 0.5, 3.0]))
        assert np.allclose(square(x).data, Square()(x).data)
        assert np.allclose(exp(x).data, exp(x).data)

    def test_gradient_of_square():
        x = Variable(np.array([-2.0, 0.5, 3.0]))
        assert np.allclose(gradient_of(square, x), gradient_of(lambda x: Square()(x), x))

    def test_gradient_of_exp():
        x = Variable(np.array([-2.0, 0.5]))
        assert np.allclose(gradient_of(exp, x), gradient_of(exp, x))


def tests_at_two():
    """Everything is tested at 2 alone, where the square, twice the number and the slope of the square are all 4."""

    def test_values():
        assert np.allclose(square(Variable(np.array([2.0]))).data, 4.0)
        assert np.allclose(exp(Variable(np.array([2.0]))).data, np.exp(2.0))

    def test_gradient_of_square():
        assert np.allclose(gradient_of(square, Variable(np.array([2.0]))), 4.0)

    def test_gradient_of_exp():
        assert np.allclose(gradient_of(exp, Variable(np.array([2.0]))), np.exp(2.0))

    def test_gradient_of_a_chain():
        assert check_gradient(lambda x: exp(exp(square(x))), Variable(np.array([1.0])))

    def test_results_and_gradients_have_the_form_of_the_data():
        for data in (np.array([[2.0]], dtype=np.float32), np.array(2.0, dtype=np.float32)):
            for f in (lambda x: x, square, exp):
                result, gradient = f(Variable(data)).data, gradient_of(f, Variable(data))
                assert isinstance(result, np.ndarray)
                assert result.shape == gradient.shape == data.shape
                assert result.dtype == gradient.dtype == data.dtype


def one_number_at_a_time():
    """Every test uses a single number; what goes wrong between the elements of an array is not seen."""

    def test_values():
        for x in (-2.0, 0.5, 3.0):
            assert np.allclose(square(Variable(np.array(x))).data, x * x)
            assert np.allclose(exp(Variable(np.array(x))).data, np.exp(x))

    def test_gradient_of_square():
        for x in (-2.0, 0.5, 3.0):
            assert np.allclose(gradient_of(square, Variable(np.array(x))), 2 * x)

    def test_gradient_of_exp():
        for x in (-2.0, 0.5):
            assert np.allclose(gradient_of(exp, Variable(np.array(x))), np.exp(x))

    def test_gradient_of_a_chain():
        for x in (-0.9, 0.3, 0.7):
            assert check_gradient(lambda x: square(exp(square(x))), Variable(np.array(x)))
            assert check_gradient(lambda x: exp(square(exp(x))), Variable(np.array(x)))

    def test_results_and_gradients_have_the_form_of_the_data():
        data = np.array(0.5, dtype=np.float32)
        for f in (lambda x: x, square, exp):
            result, gradient = f(Variable(data)).data, gradient_of(f, Variable(data))
            assert isinstance(result, np.ndarray)
            assert result.shape == data.shape and np.shape(gradient) == data.shape
            assert result.dtype == data.dtype
        assert np.all(gradient_of(lambda x: x, Variable(data)) == 1.0)


def arrays_with_axes_only():
    """Every test uses arrays with axes; what NumPy does to an array without any is not seen."""

    def test_results_and_gradients_have_the_form_of_the_data():
        data = np.array([[1.0, -2.0, 0.5]], dtype=np.float32)
        for f in (lambda x: x, square, exp):
            result, gradient = f(Variable(data)).data, gradient_of(f, Variable(data))
            assert isinstance(result, np.ndarray)
            assert result.shape == gradient.shape == data.shape
            assert result.dtype == gradient.dtype == data.dtype
        assert np.all(gradient_of(lambda x: x, Variable(data)) == 1.0)


def numbers_without_their_kind():
    """The numbers are compared and nothing is said of the array that they are in, its shape and its dtype."""

    def test_results_and_gradients_have_the_form_of_the_data():
        x = Variable(np.array([[1.0, -2.0, 0.5]]))
        assert np.allclose(square(x).data, [[1.0, 4.0, 0.25]])
        assert np.allclose(gradient_of(square, x), [[2.0, -4.0, 1.0]])


def no_chain():
    """Every function is tested alone; whether one hands on to the next what it should is not asked."""

    def test_gradient_of_a_chain():
        x = Variable(np.array([-0.9, 0.3, 0.7]))
        assert check_gradient(square, x)
        assert check_gradient(exp, x)


def each_function_once():
    """In the chain each function stands once, and what happens when one stands there twice is not seen."""

    def test_gradient_of_a_chain():
        x = Variable(np.array([-0.9, 0.3, 0.7]))
        assert check_gradient(lambda x: exp(square(x)), x)
        assert check_gradient(lambda x: square(exp(x)), x)


def a_short_long_chain():
    """The long chain has fifty functions, with which a backward pass that calls itself has no trouble."""

    def test_gradient_of_a_long_chain():
        def chain(x):
            for _ in range(50):
                x = square(x)
            return x

        assert np.allclose(gradient_of(chain, Variable(np.array([0.0]))), 0.0)


def takes_no_refusal_for_a_refusal():
    """The test is content when a TypeError comes, and just as content when none does."""

    def test_only_arrays_go_into_the_box():
        assert Variable(np.array([1, 2])).grad is None
        for given in (1.0, 1, [1.0], "1.0"):
            try:
                Variable(given)
            except TypeError as error:
                assert type(given).__name__ in str(error)


def any_error_will_do():
    """The test is content with an error of any kind and in any words, also where it is not the one that was meant."""

    def test_only_arrays_go_into_the_box():
        assert Variable(np.array([1, 2])).grad is None
        for given in (1.0, 1, [1.0], "1.0"):
            try:
                Variable(given)
            except Exception:
                continue
            raise AssertionError("it went into the box")


def tries_a_float_only():
    """That a float is refused is tested, and nothing else is offered to the box."""

    def test_only_arrays_go_into_the_box():
        try:
            Variable(1.0)
        except TypeError as error:
            assert "float" in str(error)
        else:
            raise AssertionError("a float went into the box")


def expects_what_is_wrong():
    """What one of the tests expects is not true, so it fails where everything is right."""

    def test_gradient_of_square():
        assert np.allclose(gradient_of(square, Variable(np.array([-2.0, 0.5, 3.0]))), [4.0, 1.0, 6.0])


def asks_for_more_digits_than_there_are():
    """One of the tests asks a measured gradient for more digits than a measurement has."""

    def test_gradient_of_a_chain():
        x = Variable(np.array([-0.9, 0.3, 0.7]))
        for f in (lambda x: square(exp(square(x))), lambda x: exp(square(exp(x)))):
            assert np.allclose(gradient_of(f, x), numerical_diff(f, x), rtol=1e-14, atol=0)


def looks_inside():
    """One of the tests asks for a detail of this one framework, which a right framework may do otherwise."""

    def test_values():
        x = Variable(np.array([-2.0, 0.5, 3.0]))
        assert np.allclose(square(x).data, [4.0, 0.25, 9.0])
        assert np.allclose(exp(x).data, [0.1353352832366127, 1.6487212707001282, 20.085536923187668])
        assert "functions" in Variable.backward.__code__.co_varnames


def a_test_that_never_ends():
    """One of the tests waits for something that never comes."""

    def test_values():
        x = Variable(np.array([-2.0, 0.5, 3.0]))
        while np.any(square(x).data != 0.0):
            pass


def tests_with_arguments():
    """One of the tests wants an argument, and whoever runs the tests has none to give."""

    def test_gradient_of_square(x):
        assert np.allclose(gradient_of(square, x), 2 * x.data)
