"""The chain rule by hand

A computation is a chain of functions. Its derivative is made of theirs, by the chain rule: near a
point each function stretches what comes in by its slope, and the stretches multiply. For
(exp(x²))² at x = 0.5 the three slopes are 2x = 1, e to the power of 0.25 = 1.284025, and
2b = 2.568051. Their product is 3.297443, the slope of the whole, which step 4 could only measure.

Most functions have many inputs and many outputs. Then the slope is a table, the *Jacobian*: a row
for each number that comes out, a column for each that goes in. And the product is a product of
matrices, in which the order counts: the function that acts first stands on the right.

    x ---- f1 ----> a ---- f2 ----> b ---- f3 ----> y
    3 numbers       4               2               1 number

           J1 is            J2 is           J3 is
           4 x 3            2 x 4           1 x 2           whole:  J3 J2 J1, which is 1 x 3

The list `jacobians` holds [J1, J2, J3], in the order in which the functions act.

A product of three matrices can be worked out from either end, and the result is the same. *Forward*
begins where the computation begins, with the input: first J2 J1, then J3 times that. *Backward*
begins at the output: first J3 J2, then that times J1. What differs is the work. A product of an
a x b matrix with a b x c matrix has a * c numbers, each made by b multiplications: a * b * c.

    forward:   J2 J1       2 * 4 * 3 = 24     gives 2 x 3
               J3 (J2 J1)  1 * 2 * 3 =  6     gives 1 x 3       30 together

    backward:  J3 J2       1 * 2 * 4 =  8     gives 1 x 4
               (J3 J2) J1  1 * 4 * 3 = 12     gives 1 x 3       20 together

Note which numbers stay through all the products. Forward drags along the 3 columns of J1, one for
each input. Backward drags along the single row of J3, one for each output.

So the last output decides. Whoever wants to improve something, the fit of a curve or the guesses of
a network, must say in *one* number how bad it is now; only of single numbers can one say that this
one is smaller than that. This number, the loss, is the last output, and it is a scalar. Then J3 is
one row, everything that goes backward stays one row, and each matrix before the last costs just as
many multiplications as it has entries. Forward would cost about that times the number of inputs,
and a network has millions of inputs: its weights. Where 1000 numbers go in, 1000 come out of each
of three functions and one comes out of the fourth, forward takes 2 * 1000³ + 1000² multiplications,
backward 3 * 1000².

This is why gradients go backward, and why the next step is called backpropagation: (J3 J2) J1, one
function at a time, with a row that says how y depends on b, then on a, then on x.

To find out by yourself: let one number go in, and 1000 come out of each of four functions. Which
way is cheaper now, and about how many times? And for which chains does it make no difference?
"""

HINTS = (
    "Write down the shapes of the example in the lesson, 4 x 3, 2 x 4 and 1 x 2, and multiply on paper from each end. "
    "Which matrix do you begin with, and on which side does the next one go?",
    "In Python the product of matrices is @. Forward: keep one product, begin with the first matrix, and put each next "
    "one to the left of it. Backward: begin with the last, walk through the list from its end, and put each to the "
    "right. `reversed` walks backward and leaves the list alone; list.reverse() does not.",
    "To count, follow the shape of the product, not those of two neighbours in the list. Forward it always has as many "
    "columns as the first matrix, so each further matrix costs its rows * its columns * that. Backward it always has "
    "as many rows as the last matrix. A single matrix costs 0.",
)


def chain_forward(jacobians):
    """Return the Jacobian of a composition, multiplied from the input towards the output.

    `jacobians` is a list of at least one matrix, one for each function; that of the function which acts
    first stands first. A function from n numbers to m numbers has a matrix of the shape (m, n).
    """
    # begin answer: the product of all the matrices, worked out beginning with the first; the list stays as it is
    product = jacobians[0]
    for jacobian in jacobians[1:]:
        product = jacobian @ product
    return product
    # end answer


def chain_backward(jacobians):
    """Return the Jacobian of a composition, multiplied from the output towards the input.

    `jacobians` is the same list as for `chain_forward`: the matrix of the function which acts first stands first.
    """
    # begin answer: the same product, worked out beginning with the last matrix; the list stays as it is
    product = jacobians[-1]
    for jacobian in reversed(jacobians[:-1]):
        product = product @ jacobian
    return product
    # end answer


def count_multiplications_forward(jacobians):
    """Return how many multiplications of two numbers `chain_forward` takes, as an int.

    A product of matrices with the shapes (a, b) and (b, c) counts as a * b * c; a single matrix counts as 0.
    """
    # begin answer: the sum of a * b * c over all the products in forward order
    inputs = jacobians[0].shape[1]
    return sum(jacobian.shape[0] * jacobian.shape[1] * inputs for jacobian in jacobians[1:])
    # end answer


def count_multiplications_backward(jacobians):
    """Return how many multiplications of two numbers `chain_backward` takes, as an int, counted in the same way."""
    # begin answer: the sum of a * b * c over all the products in backward order
    outputs = jacobians[-1].shape[0]
    return sum(outputs * jacobian.shape[0] * jacobian.shape[1] for jacobian in jacobians[:-1])
    # end answer


if __name__ == "__main__":
    # (exp(x²))² at 0.5: three slopes, each as a matrix with one row and one column.
    slopes = [np.array([[1.0]]), np.array([[np.exp(0.25)]]), np.array([[2 * np.exp(0.25)]])]
    print("the three slopes of (exp(x²))² at 0.5:", [round(float(slope[0, 0]), 6) for slope in slopes])
    print("and of the whole:", chain_forward(slopes)[0, 0], "where 3.297442541400256 is expected")

    # 100 numbers go in, pass through 50 and 20, and one number comes out.
    matrices = [np.ones((50, 100)), np.ones((20, 50)), np.ones((1, 20))]
    print("the same either way:", np.allclose(chain_forward(matrices), chain_backward(matrices)))
    print("multiplications forward: ", count_multiplications_forward(matrices))
    print("multiplications backward:", count_multiplications_backward(matrices))
