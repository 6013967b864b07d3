"""Known-wrong ways of writing step 11."""


def the_first_input_only():
    """Only the first of the variables is opened, so forward never sees the others."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward([inputs[0].data])
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs


def the_first_output_only():
    """Only the first of the results goes into a variable; the others are dropped."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward([x.data for x in inputs])
            outputs = [Variable(as_array(ys[0]))]
            outputs[0].set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs


def a_single_variable_comes_bare():
    """When there is one output it comes out without its list; that is what the next step is about."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward([x.data for x in inputs])
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


def forward_gets_the_variables():
    """The variables go into forward unopened, and each forward opens them by itself."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward(inputs)
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs

    class Square:
        def forward(self, xs):
            return [xs[0].data ** 2]

    class Exp:
        def forward(self, xs):
            return [np.exp(xs[0].data)]

    class Add:
        def forward(self, xs):
            return [xs[0].data + xs[1].data]


def forward_gets_them_one_by_one():
    """The arrays are spread over the parameters of forward; in this step it gets them in a list."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward(*[x.data for x in inputs])
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs

    class Square:
        def forward(self, x):
            return [x**2]

    class Exp:
        def forward(self, x):
            return [np.exp(x)]

    class Add:
        def forward(self, x0, x1):
            return [x0 + x1]


def forward_gets_a_big_array():
    """The arrays are put together into one array with an axis more, which works as long as they have the same shape."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward(np.array([x.data for x in inputs]))
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs


def one_variable_for_all_results():
    """All results are put together into one variable, which gets an axis more."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward([x.data for x in inputs])
            output = Variable(np.array(ys))
            output.set_creator(self)
            self.inputs = inputs
            self.outputs = [output]
            return self.outputs


def forgets_as_array():
    """The results go into their variables as they come, and a result without axes comes as a number."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward([x.data for x in inputs])
            outputs = [Variable(y) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs


def creator_of_the_first_only():
    """Only the first output learns which function made it; the others seem to have been made by nobody."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward([x.data for x in inputs])
            outputs = [Variable(as_array(y)) for y in ys]
            outputs[0].set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs


def remembers_arrays():
    """What is remembered as the inputs are the bare arrays, which have no creator and no place for a gradient."""

    class Function:
        def __call__(self, inputs):
            self.inputs = [x.data for x in inputs]
            ys = self.forward(self.inputs)
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            self.outputs = outputs
            return outputs


def remembers_the_last_input():
    """The inputs are remembered one after the other in the same place, where only the last of them is left."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward([x.data for x in inputs])
            outputs = [Variable(as_array(y)) for y in ys]
            for output in outputs:
                output.set_creator(self)
            for x in inputs:
                self.inputs = [x]
            self.outputs = outputs
            return outputs


def gives_copies_of_its_outputs():
    """The variables that come out are not the ones that the function remembers, so their gradients never meet."""

    class Function:
        def __call__(self, inputs):
            ys = self.forward([x.data for x in inputs])
            self.inputs = inputs
            self.outputs = [Variable(as_array(y)) for y in ys]
            outputs = [Variable(y.data) for y in self.outputs]
            for output in outputs:
                output.set_creator(self)
            return outputs


def outputs_in_the_wrong_order():
    """The outputs come out last first, because each new one is put at the front of the list."""

    class Function:
        def __call__(self, inputs):
            outputs = []
            for y in self.forward([x.data for x in inputs]):
                outputs.insert(0, Variable(as_array(y)))
                outputs[0].set_creator(self)
            self.inputs = inputs
            self.outputs = outputs
            return outputs


def square_is_left_behind():
    """Square still takes the list for an array, and a list can not be squared."""

    class Square:
        def forward(self, x):
            return x**2


def exp_gives_no_list():
    """What Exp.forward gives is an array without a list around it, which is taken apart into its elements."""

    class Exp:
        def forward(self, xs):
            return np.exp(xs[0])


def exp_backward_is_left_behind():
    """Exp.backward still looks for its input under the old name, where nothing is kept any more."""

    class Exp:
        def backward(self, gy):
            return np.exp(self.input.data) * gy


def square_backward_takes_the_list():
    """Square.backward computes with an array that is made of the whole list, and its gradient has an axis too many."""

    class Square:
        def backward(self, gy):
            return 2 * np.array([x.data for x in self.inputs]) * gy


def backward_hands_over_a_list():
    """Variable.backward packs the gradient into a list, while the backward of a function still wants an array."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.inputs[0].grad = f.backward([f.outputs[0].grad])
                if f.inputs[0].creator is not None:
                    functions.append(f.inputs[0].creator)


def backward_is_left_behind():
    """Variable.backward still asks for the input and the output under their old names, where nothing is kept any more."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                x, y = f.input, f.output
                x.grad = f.backward(y.grad)
                if x.creator is not None:
                    functions.append(x.creator)


def backward_stops_after_one():
    """Variable.backward gives the first function's input its gradient and does not go on from there."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            if self.creator is not None:
                f = self.creator
                f.inputs[0].grad = f.backward(f.outputs[0].grad)


def square_gives_a_list():
    """The helper square hands out the list that the function gave, and whoever called it wants a variable."""

    def square(x):
        return Square()([x])


def exp_hands_over_a_bare_variable():
    """The helper exp calls the function with a variable, which is no list and can not be gone through."""

    def exp(x):
        return Exp()(x)[0]


def adds_without_a_list():
    """What Add.forward gives is an array without a list around it, which is taken apart into its elements."""

    class Add:
        def forward(self, xs):
            x0, x1 = xs
            return x0 + x1


def adds_all_elements():
    """Add adds up everything it is given into one number, whatever shape the arrays have."""

    class Add:
        def forward(self, xs):
            return [np.sum(xs)]


def adds_into_the_first():
    """The sum is written into the first of the two arrays, so the variable that it belongs to changes its value."""

    class Add:
        def forward(self, xs):
            x0, x1 = xs
            x0 += x1
            return [x0]


def adds_the_first_to_itself():
    """Add takes the first array out of the list twice."""

    class Add:
        def forward(self, xs):
            return [xs[0] + xs[0]]
