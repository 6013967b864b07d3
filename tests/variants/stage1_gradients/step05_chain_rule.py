"""Right ways of writing step 5 that differ in structure from the solution."""

import functools


def folds():
    """Each product is a fold over the list, each cost one over the shapes."""

    def chain_forward(jacobians):
        return functools.reduce(lambda product, jacobian: np.dot(jacobian, product), jacobians)

    def chain_backward(jacobians):
        return functools.reduce(np.matmul, jacobians[::-1])

    def count_multiplications_forward(jacobians):
        return jacobians[0].shape[1] * sum(np.prod(jacobian.shape) for jacobian in jacobians[1:])

    def count_multiplications_backward(jacobians):
        return jacobians[-1].shape[0] * sum(np.prod(jacobian.shape) for jacobian in jacobians[:-1])


def recursive():
    """The chain without its last, or its first, function is a chain again."""

    def chain_forward(jacobians):
        *others, last = jacobians
        return last @ chain_forward(others) if others else last

    def chain_backward(jacobians):
        first, *others = jacobians
        return chain_backward(others) @ first if others else first

    def count_multiplications_forward(jacobians):
        *others, last = jacobians
        if not others:
            return 0
        return count_multiplications_forward(others) + last.shape[0] * last.shape[1] * jacobians[0].shape[1]

    def count_multiplications_backward(jacobians):
        first, *others = jacobians
        if not others:
            return 0
        return count_multiplications_backward(others) + jacobians[-1].shape[0] * first.shape[0] * first.shape[1]


def multiplies_and_counts():
    """The costs are counted while the products are really made, from a matrix of ones on the diagonal."""

    def chain_forward(jacobians):
        product = np.eye(jacobians[0].shape[1])
        for index in range(len(jacobians)):
            product = jacobians[index].dot(product)
        return product

    def chain_backward(jacobians):
        product = np.eye(jacobians[-1].shape[0])
        index = len(jacobians) - 1
        while index >= 0:
            product = np.einsum("ij,jk->ik", product, jacobians[index])
            index -= 1
        return product

    def count_multiplications_forward(jacobians):
        count, product = 0, jacobians[0]
        for jacobian in jacobians[1:]:
            (a, b), (_, c) = jacobian.shape, product.shape
            count += a * b * c
            product = jacobian @ product
        return count

    def count_multiplications_backward(jacobians):
        count, product = 0, jacobians[-1]
        for jacobian in jacobians[-2::-1]:
            (a, b), (_, c) = product.shape, jacobian.shape
            count += a * b * c
            product = product @ jacobian
        return count


def one_number_at_a_time():
    """The product of two matrices in plain Python loops, with its multiplications counted one by one."""

    def multiply(left, right):
        (a, b), (_, c) = left.shape, right.shape
        product, count = np.zeros((a, c)), 0
        for i in range(a):
            for k in range(c):
                for j in range(b):
                    product[i, k] += left[i, j] * right[j, k]
                    count += 1
        return product, count

    def walk(jacobians, left):
        product, total = jacobians[0], 0
        for jacobian in jacobians[1:]:
            product, count = multiply(product, jacobian) if left else multiply(jacobian, product)
            total += count
        return product, total

    def chain_forward(jacobians):
        return walk(jacobians, left=False)[0]

    def chain_backward(jacobians):
        return walk(list(reversed(jacobians)), left=True)[0]

    def count_multiplications_forward(jacobians):
        return walk(jacobians, left=False)[1]

    def count_multiplications_backward(jacobians):
        return walk(list(reversed(jacobians)), left=True)[1]
