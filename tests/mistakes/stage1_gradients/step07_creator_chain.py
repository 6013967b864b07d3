"""Known-wrong ways of writing step 7."""


def creator_on_the_input():
    """The function enters itself at the variable that went in; it made the one that came out."""

    class Function:
        def __call__(self, input):
            output = Variable(self.forward(input.data))
            input.set_creator(self)
            self.input = input
            self.output = output
            return output


def no_creator_is_entered():
    """The function never gets entered at the result, so nobody knows what made y, and backward has nowhere to go."""

    class Function:
        def __call__(self, input):
            output = Variable(self.forward(input.data))
            self.input = input
            self.output = output
            return output


def the_class_as_creator():
    """What is entered is the class of the function; which of its objects was called is lost, and with it the input."""

    class Function:
        def __call__(self, input):
            output = Variable(self.forward(input.data))
            output.set_creator(type(self))
            self.input = input
            self.output = output
            return output


def one_creator_for_all():
    """The creator is kept in one place for all variables, so every result names the latest function, and a leaf too."""

    class Variable:
        creator = None

        def __init__(self, data):
            self.data = data
            self.grad = None

        def set_creator(self, func):
            Variable.creator = func


def output_is_not_kept():
    """The function remembers what went in and not what came out, so one of its two links is missing."""

    class Function:
        def __call__(self, input):
            output = Variable(self.forward(input.data))
            output.set_creator(self)
            self.input = input
            return output


def input_is_not_kept():
    """With the new links the old one got lost: the function no longer remembers the variable that went in."""

    class Function:
        def __call__(self, input):
            output = Variable(self.forward(input.data))
            output.set_creator(self)
            self.output = output
            return output


def keeps_the_result_as_an_array():
    """What is kept as the output is the array; the link should lead to the variable that holds it."""

    class Function:
        def __call__(self, input):
            y = self.forward(input.data)
            output = Variable(y)
            output.set_creator(self)
            self.input = input
            self.output = y
            return output


def links_to_a_copy():
    """The function remembers a new variable with the same data; the gradient goes there, and x never sees it."""

    class Function:
        def __call__(self, input):
            output = Variable(self.forward(input.data))
            output.set_creator(self)
            self.input = Variable(input.data)
            self.output = output
            return output


def returns_another_variable():
    """Two variables are made of one result: the linked one stays inside, and the one that is given back has no links."""

    class Function:
        def __call__(self, input):
            y = self.forward(input.data)
            self.input = input
            self.output = Variable(y)
            self.output.set_creator(self)
            return Variable(y)


def one_function_only():
    """backward goes back through one function and stops there; who carries on from its input is not said."""

    class Variable:
        def backward(self):
            f = self.creator
            if f is not None:
                f.input.grad = f.backward(self.grad)


def stops_one_function_early():
    """The way ends at the last variable that has a creator, so the very first one never gets its gradient."""

    class Variable:
        def backward(self):
            f = self.creator
            if f is not None and f.input.creator is not None:
                f.input.grad = f.backward(self.grad)
                f.input.backward()


def goes_on_before_the_gradient_is_there():
    """A function is asked to go back while the gradient that it is given is still to be computed, so it gets None."""

    class Variable:
        def backward(self):
            f = self.creator
            if f is not None:
                f.input.backward()
                f.input.grad = f.backward(self.grad)


def passes_the_first_gradient_to_all():
    """Every function gets the gradient of y itself, and what the functions behind it have added is dropped."""

    class Variable:
        def backward(self):
            x = self
            while x.creator is not None:
                f = x.creator
                x = f.input
                x.grad = f.backward(self.grad)


def passes_the_data():
    """What goes into f.backward is the value of its output; it wants the gradient of its output."""

    class Variable:
        def backward(self):
            f = self.creator
            if f is not None:
                f.input.grad = f.backward(self.data)
                f.input.backward()


def always_starts_with_one():
    """The gradient that y was given is replaced by ones before anything goes back."""

    class Variable:
        def backward(self, gy=None):
            self.grad = np.ones_like(self.data) if gy is None else gy
            if self.creator is not None:
                self.creator.input.backward(self.creator.backward(self.grad))


def multiplies_once_more():
    """The incoming gradient is multiplied in by f.backward, and then once more by the one who called it."""

    class Variable:
        def backward(self):
            f = self.creator
            if f is not None:
                f.input.grad = f.backward(self.grad) * self.grad
                f.input.backward()


def keeps_the_gradient_to_itself():
    """What f.backward returns is the gradient of f's input, and it is stored at f's output."""

    class Variable:
        def backward(self):
            f = self.creator
            if f is not None:
                self.grad = f.backward(self.grad)
                f.input.grad = self.grad
                f.input.backward()


def the_leaf_only():
    """The gradient is carried to the beginning in a name of its own; the variables on the way are given nothing."""

    class Variable:
        def backward(self):
            x, gradient = self, self.grad
            while x.creator is not None:
                gradient = x.creator.backward(gradient)
                x = x.creator.input
            x.grad = gradient


def walks_back_twice():
    """Each variable is sent on backward twice, so the functions before it are asked again and again."""

    class Variable:
        def backward(self):
            f = self.creator
            if f is not None:
                f.input.grad = f.backward(self.grad)
                f.input.backward()
                f.input.backward()


def calls_itself_for_ever():
    """The variable calls its own backward again and not that of the one before it, so there is no end."""

    class Variable:
        def backward(self):
            f = self.creator
            if f is not None:
                f.input.grad = f.backward(self.grad)
                self.backward()


def asks_beyond_the_beginning():
    """A variable that no function made has the creator None; backward asks it for an input all the same."""

    class Variable:
        def backward(self):
            f = self.creator
            f.input.grad = f.backward(self.grad)
            f.input.backward()


def one_list_of_all_calls():
    """Every call of a function is put into one list, and backward walks the whole list, other computations included."""

    CALLS = []

    class Variable:
        def backward(self):
            for f in reversed(CALLS):
                f.input.grad = f.backward(f.output.grad)

    class Function:
        def __call__(self, input):
            output = Variable(self.forward(input.data))
            output.set_creator(self)
            self.input = input
            self.output = output
            CALLS.append(self)
            return output


def from_the_end_of_all_calls():
    """backward begins at the end of everything that was computed, and not at the variable it is called on."""

    class Variable:
        def backward(self):
            end = self
            while end.used_by is not None:
                end.used_by.output.grad = end.grad
                end = end.used_by.output
            while end.creator is not None:
                f = end.creator
                f.input.grad = f.backward(end.grad)
                end = f.input

        used_by = None

    class Function:
        def __call__(self, input):
            output = Variable(self.forward(input.data))
            output.set_creator(self)
            self.input = input
            self.output = output
            input.used_by = self
            return output


def clears_what_it_began_with():
    """backward forgets the gradient that it was called with, at a variable without a creator too."""

    class Variable:
        def backward(self):
            gradient, self.grad = self.grad, None
            f = self.creator
            if f is not None:
                f.input.grad = f.backward(gradient)
                f.input.backward()


def measures_instead():
    """The derivative of the whole chain is measured by running it again on other numbers; no backward is asked."""

    class Variable:
        def backward(self):
            functions, x, h = [], self, 1e-6
            while x.creator is not None:
                functions.insert(0, x.creator)
                x = x.creator.input
                values = []
                for start in (x.data + h, x.data - h):
                    for f in functions:
                        start = f.forward(start)
                    values.append(start)
                x.grad = (values[0] - values[1]) / (2 * h) * self.grad
