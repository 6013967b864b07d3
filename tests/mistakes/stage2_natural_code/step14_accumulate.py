"""Known-wrong ways of writing step 14."""


def overwrites():
    """Each use of a variable replaces the gradient that an earlier use had left there, so only the last one counts."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx
                    if x.creator is not None:
                        funcs.append(x.creator)


def adds_in_place():
    """The sum is written into an array that other variables hold as their gradient too, so theirs change with it."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    if x.grad is None:
                        x.grad = gx
                    else:
                        x.grad += gx
                    if x.creator is not None:
                        funcs.append(x.creator)


def adds_into_the_sender():
    """The sum is written into the array that just arrived, which is still the gradient of the output it came from."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    if x.grad is not None:
                        gx += x.grad
                    x.grad = gx
                    if x.creator is not None:
                        funcs.append(x.creator)


def adds_twice():
    """What arrives at a variable that has a gradient already is added more than once."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    if x.grad is None:
                        x.grad = gx
                    else:
                        x.grad = x.grad + gx
                        x.grad = x.grad + gx
                    if x.creator is not None:
                        funcs.append(x.creator)


def counts_the_first_twice():
    """The very first gradient that reaches a variable is counted twice: once as a start, once as a sum."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    if x.grad is None:
                        x.grad = gx
                    x.grad = x.grad + gx
                    if x.creator is not None:
                        funcs.append(x.creator)


def doubles_a_repeated_input():
    """Only a function that gets the same variable on both sides is treated specially; uses in two functions still overwrite."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                sums = {}
                for x, gx in zip(f.inputs, gxs):
                    sums[id(x)] = sums[id(x)] + gx if id(x) in sums else gx
                for x in f.inputs:
                    x.grad = sums[id(x)]
                    if x.creator is not None:
                        funcs.append(x.creator)


def averages():
    """The gradients of several uses are averaged; a variable that acts twice has twice the effect."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else (x.grad + gx) / 2
                    if x.creator is not None:
                        funcs.append(x.creator)


def forgets_on_every_pass():
    """Each backward pass first wipes the gradients it is about to fill, so nothing piles up from pass to pass."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            cleared = set()
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    if id(x) not in cleared:
                        x.grad = None
                        cleared.add(id(x))
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None:
                        funcs.append(x.creator)


def asks_an_array_for_its_truth():
    """Whether there is a gradient already is asked of the array's value; an array of several numbers has no truth of its own."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    if x.grad:
                        x.grad = x.grad + gx
                    else:
                        x.grad = gx
                    if x.creator is not None:
                        funcs.append(x.creator)


def clears_to_zero():
    """cleargrad leaves a gradient of zero, which is a gradient: an output cleared so starts its next pass with nothing to send."""

    class Variable:
        def cleargrad(self):
            self.grad = np.zeros_like(self.data)


def clears_nothing():
    """cleargrad gives a value to a name of its own and leaves the variable's gradient where it was."""

    class Variable:
        def cleargrad(self):
            grad = None  # noqa: F841


def clears_the_data_too():
    """cleargrad resets the value along with the gradient."""

    class Variable:
        def cleargrad(self):
            self.grad = None
            self.data = np.zeros_like(self.data)


def cuts_the_graph():
    """cleargrad forgets which function made the variable, so a later backward pass can not get past it."""

    class Variable:
        def cleargrad(self):
            self.grad = None
            self.creator = None
