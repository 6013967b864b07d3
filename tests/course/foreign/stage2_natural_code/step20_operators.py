"""Step 20 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def a_loop_over_the_inputs():
    """each_factor_gets_itself"""

    class Mul(Function):
        def forward(self, *factors):
            product = factors[0]
            for factor in factors[1:]:
                product = product * factor
            return product

        def backward(self, upstream):
            grads = []
            for var in self.inputs:
                grads.append(upstream * var.data)
            return tuple(grads)


def whole_product_over_one_factor():
    """divides_the_result"""

    class Mul(Function):
        def forward(self, a, b):
            return np.multiply(a, b)

        def backward(self, upstream):
            def without(var):
                a, b = (v.data for v in self.inputs)
                return np.divide(np.multiply(np.multiply(a, b), upstream), var.data)

            return tuple(map(without, self.inputs))


def half_the_perimeter():
    """none"""

    class Mul(Function):
        def forward(self, a, b):
            return a * b

        def backward(self, upstream):
            total = sum(v.data for v in self.inputs)
            return upstream * total, upstream * total


def a_note_in_the_class():
    """none"""

    class Mul(Function):
        def forward(self, a, b):
            Mul.saved = (a, b)
            return a * b

        def backward(self, upstream):
            a, b = Mul.saved
            return b * upstream, a * upstream
