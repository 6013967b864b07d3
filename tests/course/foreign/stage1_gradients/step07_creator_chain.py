"""Step 7 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def a_for_loop_over_one():
    """one_function_only"""

    class Variable:
        def backward(self):
            for func in [self.creator]:
                if func:
                    gradient = func.backward(self.grad)
                    setattr(func.input, "grad", gradient)


def a_helper_with_the_seed():
    """passes_the_first_gradient_to_all"""

    def push(var, seed):
        if var.creator is None:
            return
        before = var.creator.input
        before.grad = var.creator.backward(seed)
        push(before, seed)

    class Variable:
        def backward(self):
            push(self, self.grad)


def the_value_of_the_input():
    """none"""

    class Variable:
        def backward(self):
            if self.creator is None:
                return
            before = self.creator.input
            before.grad = self.creator.backward(before.data)
            before.backward()


def the_first_function_for_all():
    """none"""

    class Function:
        def __call__(self, var):
            result = Variable(self.forward(var.data))
            result.set_creator(var.creator or self)
            self.input, self.output = var, result
            return result


def a_dictionary_by_class():
    """none"""

    MADE_BY = {}

    class Function:
        def __call__(self, var):
            result = Variable(self.forward(var.data))
            maker = MADE_BY.setdefault(type(self), self)
            result.set_creator(maker)
            self.input, self.output = var, result
            return result


def adds_up_on_the_way():
    """none"""

    class Variable:
        def backward(self):
            if self.creator is not None:
                before = self.creator.input
                before.grad = self.creator.backward(self.grad) + self.grad
                before.backward()
