"""Known-wrong ways of writing step 5."""


def multiplies_in_the_order_of_the_list():
    """The matrices are multiplied as they stand in the list, but the function that acts first stands at the right of a product."""

    def chain_forward(jacobians):
        product = jacobians[0]
        for jacobian in jacobians[1:]:
            product = product @ jacobian
        return product

    def chain_backward(jacobians):
        product = jacobians[-1]
        for jacobian in reversed(jacobians[:-1]):
            product = jacobian @ product
        return product


def element_by_element():
    """The sign * multiplies matrices number by number; a product of matrices adds up products of rows and columns."""

    def chain_forward(jacobians):
        product = jacobians[0]
        for jacobian in jacobians[1:]:
            product = jacobian * product
        return product

    def chain_backward(jacobians):
        product = jacobians[-1]
        for jacobian in reversed(jacobians[:-1]):
            product = product * jacobian
        return product


def both_go_forward():
    """The result is right, but the backward product is worked out from the input too, so it saves nothing."""

    def chain_backward(jacobians):
        product = jacobians[0]
        for jacobian in jacobians[1:]:
            product = jacobian @ product
        return product


def both_go_backward():
    """The result is right, but the forward product is worked out from the output."""

    def chain_forward(jacobians):
        product = jacobians[-1]
        for jacobian in reversed(jacobians[:-1]):
            product = product @ jacobian
        return product


def directions_exchanged():
    """Forward begins at the output and backward at the input: the two have exchanged their names."""

    def chain_forward(jacobians):
        product = jacobians[-1]
        for jacobian in reversed(jacobians[:-1]):
            product = product @ jacobian
        return product

    def chain_backward(jacobians):
        product = jacobians[0]
        for jacobian in jacobians[1:]:
            product = jacobian @ product
        return product

    def count_multiplications_forward(jacobians):
        outputs = jacobians[-1].shape[0]
        return sum(outputs * jacobian.size for jacobian in jacobians[:-1])

    def count_multiplications_backward(jacobians):
        inputs = jacobians[0].shape[1]
        return sum(inputs * jacobian.size for jacobian in jacobians[1:])


def whichever_way_is_cheapest():
    """NumPy chooses the cheapest order itself; it may be neither from the input nor from the output."""

    def chain_forward(jacobians):
        if len(jacobians) == 1:
            return jacobians[0]
        return np.linalg.multi_dot(jacobians[::-1])

    def chain_backward(jacobians):
        if len(jacobians) == 1:
            return jacobians[0]
        return np.linalg.multi_dot(jacobians[::-1])


def transposed():
    """The backward product is worked out with the matrices turned over, and the result is left so: rows are columns."""

    def chain_backward(jacobians):
        product = jacobians[-1].T
        for jacobian in reversed(jacobians[:-1]):
            product = jacobian.T @ product
        return product


def leaves_out_an_end():
    """One matrix is left out: the loop ends one too early, or begins one too late."""

    def chain_backward(jacobians):
        product = jacobians[-1]
        for jacobian in reversed(jacobians[1:-1]):
            product = product @ jacobian
        return product


def needs_two():
    """The product begins with two matrices, so a chain of a single function is an error."""

    def chain_forward(jacobians):
        product = jacobians[1] @ jacobians[0]
        for jacobian in jacobians[2:]:
            product = jacobian @ product
        return product

    def chain_backward(jacobians):
        product = jacobians[-1] @ jacobians[-2]
        for jacobian in reversed(jacobians[:-2]):
            product = product @ jacobian
        return product


def begins_with_the_number_one():
    """The product begins with the number 1, as a product of numbers would; a matrix product takes matrices only."""

    def chain_forward(jacobians):
        product = 1
        for jacobian in jacobians:
            product = jacobian @ product
        return product

    def chain_backward(jacobians):
        product = 1
        for jacobian in reversed(jacobians):
            product = product @ jacobian
        return product


def turns_the_list_round():
    """The list is turned round in place, so whoever handed it over finds it in another order afterwards."""

    def chain_backward(jacobians):
        jacobians.reverse()
        product = jacobians[0]
        for jacobian in jacobians[1:]:
            product = product @ jacobian
        return product


def empties_the_list():
    """The matrices are taken out of the list one by one, so whoever handed it over finds it empty afterwards."""

    def chain_backward(jacobians):
        product = jacobians.pop()
        while jacobians:
            product = product @ jacobians.pop()
        return product


def writes_into_the_first_matrix():
    """The product is collected in the first matrix itself, wherever the shapes allow that, so its numbers are lost."""

    def chain_forward(jacobians):
        product = jacobians[0]
        for jacobian in jacobians[1:]:
            if jacobian.shape[0] == product.shape[0]:
                product[...] = jacobian @ product
            else:
                product = jacobian @ product
        return product


def costs_exchanged():
    """Each cost is counted for the other direction."""

    def count_multiplications_forward(jacobians):
        outputs = jacobians[-1].shape[0]
        return sum(outputs * jacobian.size for jacobian in jacobians[:-1])

    def count_multiplications_backward(jacobians):
        inputs = jacobians[0].shape[1]
        return sum(inputs * jacobian.size for jacobian in jacobians[1:])


def one_cost_for_both():
    """Both directions are given the same cost, that of going forward, as if the order did not matter."""

    def count_multiplications_backward(jacobians):
        return count_multiplications_forward(jacobians)


def the_smaller_cost():
    """The smaller one of the two costs is given for either direction."""

    def count_multiplications_forward(jacobians):
        inputs, outputs = jacobians[0].shape[1], jacobians[-1].shape[0]
        forward = sum(inputs * jacobian.size for jacobian in jacobians[1:])
        backward = sum(outputs * jacobian.size for jacobian in jacobians[:-1])
        return min(forward, backward)

    def count_multiplications_backward(jacobians):
        return count_multiplications_forward(jacobians)


def neighbours_only():
    """The cost is added up over neighbours in the list, as if each of them were multiplied alone; after the first
    product it is the product so far that is multiplied, and that has another shape."""

    def count_multiplications_forward(jacobians):
        pairs = zip(jacobians, jacobians[1:], strict=False)
        return sum(second.shape[0] * second.shape[1] * first.shape[1] for first, second in pairs)

    def count_multiplications_backward(jacobians):
        pairs = zip(jacobians, jacobians[1:], strict=False)
        return sum(second.shape[0] * second.shape[1] * first.shape[1] for first, second in pairs)


def counts_entries():
    """Only the entries of the matrices are counted; each of them is used once for every column or row of the other."""

    def count_multiplications_forward(jacobians):
        return sum(jacobian.size for jacobian in jacobians[1:])

    def count_multiplications_backward(jacobians):
        return sum(jacobian.size for jacobian in jacobians[:-1])


def counts_additions_too():
    """The additions inside of each product are counted as well; asked for are the multiplications."""

    def count_multiplications_forward(jacobians):
        inputs = jacobians[0].shape[1]
        return sum(j.shape[0] * (2 * j.shape[1] - 1) * inputs for j in jacobians[1:])

    def count_multiplications_backward(jacobians):
        outputs = jacobians[-1].shape[0]
        return sum(outputs * (2 * j.shape[0] - 1) * j.shape[1] for j in jacobians[:-1])


def counts_one_matrix_too_many():
    """The matrix that a product begins with is counted as if it, too, were multiplied with something."""

    def count_multiplications_forward(jacobians):
        inputs = jacobians[0].shape[1]
        return sum(jacobian.size * inputs for jacobian in jacobians)

    def count_multiplications_backward(jacobians):
        outputs = jacobians[-1].shape[0]
        return sum(jacobian.size * outputs for jacobian in jacobians)


def one_output_taken_for_granted():
    """The backward cost is right when one number comes out, and too small when several do."""

    def count_multiplications_backward(jacobians):
        return sum(jacobian.size for jacobian in jacobians[:-1])


def counts_products():
    """What is counted are the products of matrices, and each of those takes many multiplications of numbers."""

    def count_multiplications_forward(jacobians):
        return len(jacobians) - 1

    def count_multiplications_backward(jacobians):
        return len(jacobians) - 1
