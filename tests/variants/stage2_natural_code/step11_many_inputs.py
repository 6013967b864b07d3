"""Right ways of writing step 11 that differ in structure from the solution."""


def tuples():
    """Tuples stand where lists could stand, inside and outside."""

    class Function:
        def __call__(self, inputs):
            self.inputs = tuple(inputs)
            self.outputs = tuple(map(self.box, self.forward(tuple(x.data for x in self.inputs))))
            return self.outputs

        def box(self, y):
            output = Variable(np.asarray(y))
            output.set_creator(self)
            return output

    class Square:
        def forward(self, xs):
            return (np.multiply(*xs, *xs),)

    class Exp:
        def forward(self, xs):
            return (np.exp(*xs),)

    class Add:
        def forward(self, xs):
            return (np.add(*xs),)


def one_function_for_helpers():
    """The helpers are made by one function, and backward walks without a list of its own."""

    def helper(kind):
        def call(*variables):
            (result,) = kind()(list(variables))
            return result

        return call

    square = helper(Square)
    exp = helper(Exp)

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            f = self.creator
            while f is not None:
                (x,), (y,) = f.inputs, f.outputs
                x.grad = f.backward(y.grad)
                f = x.creator


def the_base_class_packs():
    """Function packs and unpacks for everything with one input; a subclass says value and slope."""

    class Function:
        def pack(self, xs):
            [x] = xs
            return [self.value(x)]

        def scale(self, gy):
            return self.slope(self.inputs[0].data) * gy

    class Square:
        def forward(self, xs):
            return self.pack(xs)

        def backward(self, gy):
            return self.scale(gy)

        def value(self, x):
            return x * x

        def slope(self, x):
            return 2 * x

    class Exp:
        def forward(self, xs):
            return self.pack(xs)

        def backward(self, gy):
            return self.scale(gy)

        def value(self, x):
            return np.exp(x)

        def slope(self, x):
            return np.exp(x)


def keeps_lists_of_its_own():
    """The function copies the list it is called with; Add sums as many as there are."""

    class Function:
        def __call__(self, inputs):
            self.inputs = []
            self.outputs = []
            xs = []
            for x in inputs:
                self.inputs.append(x)
                xs.append(x.data)
            for y in self.forward(xs):
                output = Variable(as_array(y))
                output.creator = self
                self.outputs.append(output)
            return list(self.outputs)

    class Add:
        def forward(self, xs):
            total = np.zeros_like(xs[0])
            for x in xs:
                total = total + x
            return [total]
