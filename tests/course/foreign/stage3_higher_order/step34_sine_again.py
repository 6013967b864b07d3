"""Step 34 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def a_box_for_the_sine():
    """cos_computes_with_arrays"""

    class Cos(Function):
        def backward(self, upstream):
            (var,) = self.inputs
            slope = Variable(np.asarray(np.negative(np.sin(var.data))))
            return mul(slope, upstream)


def clears_when_done():
    """none"""

    def derivatives(f, x, n):
        out, node = [], f(x)
        while len(out) < n:
            node.backward(create_graph=True)
            node, x.grad = x.grad, None
            out.append(node.data)
        return out


def one_too_many():
    """none"""

    def derivatives(f, x, n):
        out, node, order = [], f(x), 0
        while order <= n:
            x.grad = None
            node.backward(create_graph=True)
            node = x.grad
            out.append(node.data)
            order += 1
        return out


def counts_the_value_as_well():
    """the_value_first"""

    def derivatives(f, x, n):
        def chain(node):
            while True:
                yield np.asarray(node.data)
                x.grad = None
                node.backward(create_graph=True)
                node = x.grad

        return list(itertools.islice(chain(f(x)), n))
