"""Step 23 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def a_table_of_operators():
    """subtracts_the_wrong_way_round"""

    def setup_variable():
        table = {"add": add, "sub": sub, "mul": mul, "truediv": div}
        for name, func in table.items():
            setattr(Variable, f"__{name}__", func)
            setattr(Variable, f"__r{name}__", rdiv if func is div else func)
        setattr(Variable, "__neg__", neg)
        setattr(Variable, "__pow__", pow)


def lambdas_in_a_loop():
    """none"""

    def setup_variable():
        pairs = [("add", add), ("radd", add), ("mul", mul), ("rmul", mul), ("rsub", rsub), ("rtruediv", rdiv),
                 ("truediv", div), ("sub", sub)]
        for name, func in pairs:
            setattr(Variable, "__" + name + "__", lambda self, other: func(self, other))
        Variable.__neg__ = lambda self: neg(self)
        Variable.__pow__ = lambda self, c: pow(self, c)


def only_the_left_ones():
    """forgets_the_right_hand_side"""

    def setup_variable():
        for name, func in zip("neg add sub mul truediv pow".split(), (neg, add, sub, mul, div, pow)):
            setattr(Variable, "__" + name + "__", func)
        for name in ("radd", "rsub", "rmul", "rtruediv"):
            if "__" + name + "__" in vars(Variable):
                delattr(Variable, "__" + name + "__")


def minus_is_plus():
    """none"""

    def setup_variable():
        left = dict(__neg__=neg, __add__=add, __sub__=add, __mul__=mul, __truediv__=div, __pow__=pow)
        right = dict(__radd__=add, __rsub__=rsub, __rmul__=mul, __rtruediv__=rdiv)
        for name, func in {**left, **right}.items():
            setattr(Variable, name, func)
