"""The chain rule by hand

Near a point, a function is as good as its matrix of derivatives, the Jacobian: one row for each
number that comes out, one column for each that goes in. The chain rule says that the Jacobian of
a composition is the product of the Jacobians of its parts. For `y = f3(f2(f1(x)))` it is `J3 J2
J1`.

A matrix product may be worked out from either end. Forward starts at the input: first `J2 J1`,
then `J3` times that. Backward starts at the output: first `J3 J2`, then that times `J1`. The
result is the same, the number of multiplications is not. When one number comes out, as a loss
does, then the last Jacobian has a single row, and going backward every product in between has a
single row as well. This is why gradients are propagated backward, and why the end of such a
computation is nearly always a scalar.
"""

HINTS = (
    "The list is in the order of the functions; the product is in the opposite order.",
    "Going forward, each new matrix is multiplied from the left; going backward, from the right.",
    "A product of an (a, b) and a (b, c) matrix costs a * b * c multiplications and has the shape (a, c).",
)


def chain_forward(jacobians):
    """Return the Jacobian of a composition, multiplied from the input towards the output.

    `jacobians` is a list with at least one matrix for each function, that of the function applied
    first standing first. A function from n numbers to m numbers has a matrix of the shape (m, n).
    """
    # begin answer: start with the first matrix and multiply each following one from the left
    product = jacobians[0]
    for jacobian in jacobians[1:]:
        product = jacobian @ product
    return product
    # end answer


def chain_backward(jacobians):
    """Return the Jacobian of a composition, multiplied from the output towards the input.

    `jacobians` is the same list as for `chain_forward`: the matrix of the function applied first stands first.
    """
    # begin answer: start with the last matrix and multiply each earlier one from the right
    product = jacobians[-1]
    for jacobian in reversed(jacobians[:-1]):
        product = product @ jacobian
    return product
    # end answer


def count_multiplications_forward(jacobians):
    """Return how many multiplications of two numbers `chain_forward` makes, as an int.

    A product of matrices with the shapes (a, b) and (b, c) is counted as a * b * c.
    """
    # begin answer: add up a * b * c over the products that `chain_forward` makes; the matrices need not be multiplied
    inputs = jacobians[0].shape[1]
    return sum(jacobian.shape[0] * jacobian.shape[1] * inputs for jacobian in jacobians[1:])
    # end answer


def count_multiplications_backward(jacobians):
    """Return how many multiplications of two numbers `chain_backward` makes, as an int."""
    # begin answer: add up a * b * c over the products that `chain_backward` makes
    outputs = jacobians[-1].shape[0]
    return sum(outputs * jacobian.shape[0] * jacobian.shape[1] for jacobian in jacobians[:-1])
    # end answer


if __name__ == "__main__":
    # 100 numbers go in, pass through 50 and 20, and one number comes out.
    matrices = [np.ones((50, 100)), np.ones((20, 50)), np.ones((1, 20))]
    print("the same either way:", np.allclose(chain_forward(matrices), chain_backward(matrices)))
    print("multiplications forward: ", count_multiplications_forward(matrices))
    print("multiplications backward:", count_multiplications_backward(matrices))
