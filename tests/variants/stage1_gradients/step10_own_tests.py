"""Right ways of writing step 10 that differ in structure from the solution."""

import unittest

import pytest


def by_difference():
    """check_gradient by hand, with a relative error; the tests lean on NumPy's own assertions and on unittest."""

    def check_gradient(f, x):
        box = Variable(np.array(x.data))
        y = f(box)
        y.backward()
        measured = numerical_diff(f, Variable(np.array(x.data)))
        error = np.abs(box.grad - measured) / (np.abs(measured) + 1e-3)
        return bool(np.all(error < 1e-3))

    def test_values():
        x = np.array([[-2.0, 0.5], [3.0, 1.0]])
        np.testing.assert_allclose(square(Variable(x)).data, x * x)
        np.testing.assert_allclose(exp(Variable(x)).data, np.exp(x))

    def test_gradient_of_square():
        np.testing.assert_allclose(gradient_of(square, Variable(np.array([-2.0, 7.0]))), [-4.0, 14.0])

    def test_gradient_of_exp():
        assert gradient_of(exp, Variable(np.array([0.0, 1.0]))).tolist() == [1.0, np.exp(1.0)]

    def test_only_arrays_go_into_the_box():
        case = unittest.TestCase()
        case.assertIsNone(Variable(np.arange(3)).grad)
        for given in (1.0, 2, [1.0, 2.0], "text", (1,)):
            with case.assertRaisesRegex(TypeError, type(given).__name__):
                Variable(given)


def with_pytest():
    """pytest.raises and pytest.approx, a marker, tests by other names, and a helper that they share."""

    def close(f, *numbers):
        return all(check_gradient(f, Variable(np.array(number))) for number in [*numbers, list(numbers)])

    def check_gradient(f, x):
        return gradient_of(f, x) == pytest.approx(numerical_diff(f, x), rel=1e-4, abs=1e-5)

    @pytest.mark.slow
    def test_gradient_of_a_chain():
        assert close(lambda x: square(exp(square(x))), -0.9, 0.3, 0.7)
        assert close(lambda x: exp(square(exp(x))), -0.9, 0.3, 0.7)

    def test_values():
        assert square(Variable(np.array([-2.0, 0.5]))).data == pytest.approx(np.array([4.0, 0.25]))
        assert exp(Variable(np.array(1.0))).data == pytest.approx(2.718281828459045)

    def test_only_arrays_go_into_the_box():
        assert Variable(np.array([[1, 2]])).grad is None
        for given in (1.0, 1, [1.0], "1.0"):
            with pytest.raises(TypeError, match=type(given).__name__):
                Variable(given)


def one_test_for_all():
    """The other tests say nothing any more; one goes through a table of what is known."""

    KNOWN = (
        (lambda x: x, [-2.0, 0.5, 3.0], [-2.0, 0.5, 3.0], [1.0, 1.0, 1.0]),
        (lambda x: square(x), [-2.0, 0.5, 3.0], [4.0, 0.25, 9.0], [-4.0, 1.0, 6.0]),
        (lambda x: exp(x), [-1.0, 2.0], np.exp([-1.0, 2.0]), np.exp([-1.0, 2.0])),
        (lambda x: square(square(x)), [-2.0, 3.0], [16.0, 81.0], [-32.0, 108.0]),
        (lambda x: exp(exp(x)), [-1.0, 0.5], np.exp(np.exp([-1.0, 0.5])), np.exp([-1.0, 0.5]) * np.exp(np.exp([-1.0, 0.5]))),
        (lambda x: square(exp(square(x))), [0.5], [1.648721270700128], [3.297442541400256]),
    )

    def test_all_that_is_known():
        for f, xs, ys, slopes in KNOWN:
            for x, y, slope in [(xs, ys, slopes), *zip(xs, ys, slopes)]:
                for dtype, rtol in ((np.float64, 1e-12), (np.float32, 1e-5)):
                    box = Variable(np.array(x, dtype))
                    result = f(box)
                    assert result.data.shape == box.data.shape and result.data.dtype == dtype
                    assert np.allclose(result.data, y, rtol)
                    gradient = np.asarray(gradient_of(f, box))
                    assert gradient.shape == box.data.shape and gradient.dtype == dtype
                    assert np.allclose(gradient, slope, rtol)

    def test_values():
        pass

    def test_gradient_of_square():
        pass

    def test_gradient_of_exp():
        pass

    def test_gradient_of_a_chain():
        assert check_gradient(lambda x: square(exp(square(x))), Variable(np.array([-0.9, 0.3, 0.7])))

    def test_results_and_gradients_have_the_form_of_the_data():
        pass


def another_helper():
    """The gradient is found by a helper of another name, and the numbers are random."""

    class Found:
        def __init__(self, f, data):
            self.start = Variable(np.array(data))
            self.end = f(self.start)
            self.end.backward()

        @property
        def gradient(self):
            return self.start.grad

    def check_gradient(f, x):
        difference = Found(f, x.data).gradient - numerical_diff(f, x, eps=1e-5)
        size = 1e-3 * np.maximum(1e-2, abs(numerical_diff(f, x)))
        return bool((abs(difference) <= size).all())

    def test_gradient_of_a_chain():
        x = np.random.rand(4) - 0.5
        assert check_gradient(lambda x: square(exp(square(x))), Variable(x))
        assert check_gradient(lambda x: exp(square(exp(x))), Variable(x))
        assert np.allclose(Found(lambda x: square(square(x)), x).gradient, 4 * x**3)
