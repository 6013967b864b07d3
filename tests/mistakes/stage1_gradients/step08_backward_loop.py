"""Known-wrong ways of writing step 8."""


def recursion_left_in():
    """backward still calls itself once for each function, and a long chain ends in a RecursionError."""

    class Variable:
        def backward(self):
            f = self.creator
            if f is not None:
                f.input.grad = f.backward(self.grad)
                f.input.backward()


def raises_the_limit():
    """The calls still wait inside each other; a higher limit moves the place where that ends, and costs memory."""

    import sys

    class Variable:
        def backward(self):
            sys.setrecursionlimit(1_000_000)
            f = self.creator
            if f is not None:
                f.input.grad = f.backward(self.grad)
                f.input.backward()


def gives_up_in_silence():
    """When the recursion gets too deep the error is swallowed, so the variables beyond that place get no gradient."""

    class Variable:
        def backward(self):
            f = self.creator
            if f is not None:
                f.input.grad = f.backward(self.grad)
                try:
                    f.input.backward()
                except RecursionError:
                    pass


def drops_the_last_function():
    """The loop ends when the next function has none before it, and that function is never asked."""

    class Variable:
        def backward(self):
            functions = [self.creator]
            while functions:
                f = functions.pop()
                if f.input.creator is None:
                    break
                f.input.grad = f.backward(f.output.grad)
                functions.append(f.input.creator)


def one_round_only():
    """The list is empty after one round, because nothing is put into it again."""

    class Variable:
        def backward(self):
            functions = [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)


def leaves_out_the_first_function():
    """The list begins with what stands before the creator of y, and the creator itself is never asked."""

    class Variable:
        def backward(self):
            x = self.creator.input
            x.grad = self.grad
            functions = [] if x.creator is None else [x.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def from_the_beginning():
    """The functions are visited from the beginning of the chain, where no gradient has arrived yet."""

    class Variable:
        def backward(self):
            functions, f = [], self.creator
            while f is not None:
                functions.append(f)
                f = f.input.creator
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)


def multiplies_from_the_beginning():
    """The gradient is carried through the functions from the wrong end: for x the product is the same, for none between."""

    class Variable:
        def backward(self):
            functions, f = [], self.creator
            while f is not None:
                functions.append(f)
                f = f.input.creator
            gradient = self.grad
            for f in reversed(functions):
                gradient = f.backward(gradient)
                f.output.grad = gradient
            for f in functions[-1:]:
                f.input.grad = gradient
            self.grad = self.grad


def runs_past_the_beginning():
    """What made the input is put into the list without asking whether anything did, so None gets its turn."""

    class Variable:
        def backward(self):
            functions = [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                functions.append(f.input.creator)


def puts_the_variable_into_the_list():
    """Functions are taken out of the list, and variables are put in; a variable has no input and no output."""

    class Variable:
        def backward(self):
            functions = [self.creator]
            while functions:
                f = functions.pop()
                x = f.input
                x.grad = f.backward(f.output.grad)
                if x.creator is not None:
                    functions.append(x)


def always_the_gradient_of_y():
    """In each round the function is given the gradient of y, and not that of its own output."""

    class Variable:
        def backward(self):
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(self.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def always_starts_with_one():
    """The gradient that y was given is replaced by ones before the loop begins."""

    class Variable:
        def backward(self):
            self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def the_leaf_only():
    """The gradient is carried along in a name of its own and stored at the end; the variables between get nothing."""

    class Variable:
        def backward(self):
            x, gradient = self, self.grad
            while x.creator is not None:
                gradient = x.creator.backward(gradient)
                x = x.creator.input
            x.grad = gradient


def takes_the_links_apart():
    """The loop walks by moving the creator of y itself, so after the pass y no longer knows what made it."""

    class Variable:
        def backward(self):
            while self.creator is not None:
                f = self.creator
                f.input.grad = f.backward(f.output.grad)
                self.creator = f.input.creator


def forgets_the_chain_to_save_memory():
    """Each link is cut as soon as the loop has gone over it, so the chain can be walked only once."""

    class Variable:
        def backward(self):
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)
                f.output.creator = None


def stops_after_a_thousand():
    """The loop makes a fixed number of rounds, as if no chain could be longer."""

    class Variable:
        def backward(self):
            f = self.creator
            for _ in range(1000):
                if f is None:
                    break
                f.input.grad = f.backward(f.output.grad)
                f = f.input.creator


def asks_twice():
    """Each function is asked twice in a row, once to store the gradient and once more to no purpose."""

    class Variable:
        def backward(self):
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None and f.backward(f.output.grad) is not None:
                    functions.append(f.input.creator)


def measures_instead():
    """The slope of each function is measured by running it on other numbers; its own backward is never asked."""

    class Variable:
        def backward(self):
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                x, h = f.input, 1e-6
                x.grad = (f.forward(x.data + h) - f.forward(x.data - h)) / (2 * h) * f.output.grad
                if x.creator is not None:
                    functions.append(x.creator)
