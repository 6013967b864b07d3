"""Known-wrong ways of writing step 12."""


def always_a_list():
    """What comes out is a list even when there is only one variable in it."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs


def never_a_list():
    """Only the first of several results comes out; the others are remembered by the function and handed to nobody."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs[0]


def the_other_way_round():
    """A single result comes in a list, and of several only the first comes out: the condition is turned round."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) == 1 else outputs[0]


def still_called_with_a_list():
    """The call still wants one list, and has no place for a second variable."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]

    def square(x):
        return Square()([x])

    def exp(x):
        return Exp()([x])

    def add(x0, x1):
        return Add()([x0, x1])


def forward_still_gets_a_list():
    """The call collects its arguments, and hands them on to forward as one list without spreading it."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward([x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]

    class Square:
        def forward(self, xs):
            return xs[0] ** 2

    class Exp:
        def forward(self, xs):
            return np.exp(xs[0])

    class Add:
        def forward(self, xs):
            return xs[0] + xs[1]


def forward_gets_the_variables():
    """The variables are spread over the parameters of forward unopened, and each forward opens them by itself."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*inputs)
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]

    class Square:
        def forward(self, x):
            return x.data**2

    class Exp:
        def forward(self, x):
            return np.exp(x.data)

    class Add:
        def forward(self, x0, x1):
            return x0.data + x1.data


def two_at_most():
    """The call has room for one or two variables and no more."""

    class Function:
        def __call__(self, x0, x1=None):
            inputs = (x0,) if x1 is None else (x0, x1)
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def takes_an_array_apart():
    """A single array is gone through as if it were a tuple of results, and each of its elements becomes a variable."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def a_pair_without_a_comma():
    """Parentheses alone make no tuple, so the single array is gone through element by element."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys)
            outputs = [Variable(as_array(y)) for y in np.atleast_1d(ys)]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def forgets_as_array():
    """A result without axes comes out of forward as a number, and goes into the variable as one."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(y) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def creator_of_the_first_only():
    """Of several results only the first learns which function made it."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            outputs[0].set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def results_in_the_wrong_order():
    """Several results come out last first."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = []
            for y in ys:
                outputs.insert(0, Variable(as_array(y)))
                outputs[0].set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def a_tuple_in_a_tuple():
    """What is remembered as the inputs is a tuple with the tuple of the inputs in it."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = (inputs,)
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def remembers_the_first_input_only():
    """Of everything that went in, only the first is remembered."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs[:1]
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def forgets_the_creator():
    """The results learn from nobody which function made them."""

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            self.inputs = inputs
            self.outputs = outputs
            return outputs if len(outputs) > 1 else outputs[0]


def square_hands_over_a_list():
    """The helper square still puts its variable into a list, and a list has no data."""

    def square(x):
        return Square()([x])


def exp_takes_the_first():
    """The helper exp still takes the first out of what comes back, which is a variable now and not a list."""

    def exp(x):
        return Exp()(x)[0]


def exp_still_unpacks():
    """Exp.forward still takes its array apart as if it were a list with one array in it."""

    class Exp:
        def forward(self, xs):
            [x] = xs
            return np.exp(x)


def square_still_gives_a_list():
    """Square.forward still puts its result into a list, which is neither an array nor a tuple of arrays."""

    class Square:
        def forward(self, x):
            return [x**2]


def add_of_arrays():
    """add computes on the bare arrays, and its result knows nothing of the function that made it."""

    def add(x0, x1):
        return Add().forward(x0.data, x1.data)


def add_doubles():
    """add hands the first variable over twice."""

    def add(x0, x1):
        return Add()(x0, x0)


def add_makes_the_function_only():
    """add hands the variables to the class, where a function object is made, and not to that object."""

    def add(x0, x1):
        return Add(x0, x1)


def adds_into_the_first():
    """The sum is written into the first array, so the variable that it belongs to changes its value."""

    class Add:
        def forward(self, x0, x1):
            x0 += x1
            return x0


def adds_all_elements():
    """Add adds up all the elements of both arrays into one number."""

    class Add:
        def forward(self, x0, x1):
            return np.sum(x0) + np.sum(x1)
