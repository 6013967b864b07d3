"""Step 8 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def while_there_is_one_before():
    """drops_the_last_function"""

    class Variable:
        def backward(self):
            func = self.creator
            while func and func.input.creator:
                func.input.grad = func.backward(func.output.grad)
                func = func.input.creator


def a_million_calls():
    """raises_the_limit"""

    def walk(func):
        if func is None:
            return
        func.input.grad = func.backward(func.output.grad)
        walk(func.input.creator)

    class Variable:
        def backward(self):
            import sys

            sys.setrecursionlimit(1_000_000)
            walk(self.creator)


def clears_behind_itself():
    """none"""

    class Variable:
        def backward(self):
            func = self.creator
            while func is not None:
                func.input.grad = func.backward(func.output.grad)
                func.output.grad = None
                func = func.input.creator


def nothing_left_to_pass_on():
    """none"""

    class Variable:
        def backward(self):
            var = self
            while var.creator is not None and np.all(var.grad > 0):
                var.creator.input.grad = var.creator.backward(var.grad)
                var = var.creator.input
