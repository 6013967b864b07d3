"""Step 5 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def reduces_from_the_input_both_times():
    """both_go_forward"""

    def chain_backward(jacobians):
        import functools

        return functools.reduce(lambda done, nxt: np.matmul(nxt, done), jacobians)


def the_list_from_left_to_right():
    """multiplies_in_the_order_of_the_list"""

    def chain_forward(jacobians):
        result = np.array(jacobians[0])
        for i in range(1, len(jacobians)):
            result = result.dot(jacobians[i])
        return result

    def chain_backward(jacobians):
        if len(jacobians) == 1:
            return jacobians[0]
        return jacobians[0].dot(chain_backward(jacobians[1:]))


def halves_it():
    """none"""

    def chain_backward(jacobians):
        if len(jacobians) == 1:
            return jacobians[0]
        middle = len(jacobians) // 2
        return chain_backward(jacobians[middle:]) @ chain_backward(jacobians[:middle])


def by_the_rows_of_the_first():
    """none"""

    def count_multiplications_forward(jacobians):
        total, width = 0, jacobians[0].shape[0]
        for jacobian in jacobians[1:]:
            rows, columns = jacobian.shape
            total += rows * columns * width
        return total
