"""Known-wrong ways of writing step 13."""


def the_first_input_only():
    """Only the first input of each function gets a gradient; the others are left out."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(*[y.grad for y in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                x = f.inputs[0]
                x.grad = gxs[0]
                if x.creator is not None:
                    functions.append(x.creator)


def makes_no_tuple():
    """A single gradient is gone through as if it were a tuple, and the input gets the first of its elements."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(*[y.grad for y in f.outputs])
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx
                    if x.creator is not None:
                        functions.append(x.creator)


def always_makes_a_tuple():
    """What backward gives is put into a tuple also where it is one already, and the first input gets the whole of it."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = (f.backward(*[y.grad for y in f.outputs]),)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx
                    if x.creator is not None:
                        functions.append(x.creator)


def the_same_for_all_inputs():
    """Every input gets the first of the gradients, whichever is its own."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(*[y.grad for y in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x in f.inputs:
                    x.grad = gxs[0]
                    if x.creator is not None:
                        functions.append(x.creator)


def the_sum_for_all_inputs():
    """The gradients of all inputs are added up, and every input gets the sum."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(*[y.grad for y in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x in f.inputs:
                    x.grad = sum(gxs)
                    if x.creator is not None:
                        functions.append(x.creator)


def gradients_crosswise():
    """The gradients are handed out in the opposite order, the first of them to the last input."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(*[y.grad for y in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, reversed(gxs)):
                    x.grad = gx
                    if x.creator is not None:
                        functions.append(x.creator)


def the_last_branch_only():
    """Every input gets its gradient, but the way goes on from the last input only: the line stands behind the loop."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(*[y.grad for y in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx
                if x.creator is not None:
                    functions.append(x.creator)


def the_first_branch_only():
    """Every input gets its gradient, but the way goes on from the first input only."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(*[y.grad for y in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx
                if f.inputs[0].creator is not None:
                    functions.append(f.inputs[0].creator)


def begins_a_new_list():
    """The list of the functions that wait is made anew for each input, and whoever waited in the old one is forgotten."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(*[y.grad for y in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx
                    if x.creator is not None:
                        functions = [x.creator]


def ends_at_the_first_leaf():
    """As soon as an input has no creator the inputs behind it are not looked at any more."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(*[y.grad for y in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx
                    if x.creator is None:
                        break
                    functions.append(x.creator)


def puts_in_none():
    """The creator of every input is put into the list, where there is none too, and then None gets its turn."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(*[y.grad for y in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx
                    functions.append(x.creator)


def does_not_spread():
    """The gradients of the outputs are handed to backward in one list, and it wants them one by one."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward([y.grad for y in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx
                    if x.creator is not None:
                        functions.append(x.creator)


def one_question_for_each_input():
    """For each input the whole backward of the function is called again, to take one gradient out of what it gives."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                for place, x in enumerate(f.inputs):
                    gxs = f.backward(*[y.grad for y in f.outputs])
                    x.grad = gxs[place] if isinstance(gxs, tuple) else gxs
                    if x.creator is not None:
                        functions.append(x.creator)


def always_the_first_gradient():
    """Each function is given the gradient of the end, and not that of its own output."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(self.grad)
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx
                    if x.creator is not None:
                        functions.append(x.creator)


def leaves_only():
    """Gradients are carried along on the way and stored at the leaves; what lies between gets nothing."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            waiting = [(self, self.grad)]
            while waiting:
                variable, gradient = waiting.pop()
                if variable.creator is None:
                    variable.grad = gradient
                    continue
                gxs = variable.creator.backward(gradient)
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                waiting.extend(zip(variable.creator.inputs, gxs))


def add_gives_one_gradient():
    """What Add sends back is no tuple with a gradient for each of its two inputs."""

    class Add:
        def backward(self, gy):
            return gy


def add_gives_a_list():
    """What Add sends back is no tuple with a gradient for each of its two inputs."""

    class Add:
        def backward(self, gy):
            return [gy, gy]


def add_shares_the_gradient():
    """Add gives each of its inputs a half; each of them moves the sum by as much as it moves itself."""

    class Add:
        def backward(self, gy):
            return gy / 2, gy / 2


def add_like_a_product():
    """Add multiplies each gradient by the other input, which is the rule for a product."""

    class Add:
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy * x1, gy * x0


def add_multiplies_by_the_inputs():
    """Add multiplies each gradient by the input itself; the slope of a sum does not depend on where it is taken."""

    class Add:
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy * x0, gy * x1


def add_like_a_difference():
    """Add sends the gradient to its second input with the opposite sign, which is the rule for a difference."""

    class Add:
        def backward(self, gy):
            return gy, -gy


def add_gives_ones():
    """Add sends back its slopes, which are one, and drops the gradient that came in."""

    class Add:
        def backward(self, gy):
            return np.ones_like(gy), np.ones_like(gy)


def add_gives_one_number():
    """Add adds up the elements of the gradient, and all elements of an input get the sum."""

    class Add:
        def backward(self, gy):
            return np.full_like(gy, np.sum(gy)), np.full_like(gy, np.sum(gy))
