"""Step 18 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def a_class_that_restores_when_all_is_well():
    """no_way_back_after_an_error"""

    class using_config:
        def __init__(self, name, value):
            self.name, self.value = name, value

        def __enter__(self):
            self.old = getattr(Config, self.name)
            setattr(Config, self.name, self.value)

        def __exit__(self, kind, error, trace):
            if kind is None:
                setattr(Config, self.name, self.old)


def a_class_that_says_true_at_the_end():
    """swallows_the_error"""

    class using_config:
        def __init__(self, name, value):
            self.name, self.value = name, value

        def __enter__(self):
            self.old = getattr(Config, self.name)
            setattr(Config, self.name, self.value)

        def __exit__(self, kind, error, trace):
            setattr(Config, self.name, self.old)
            return kind is None or issubclass(kind, Exception)


def off_for_good():
    """none"""

    def no_grad():
        Config.enable_backprop = False
        return contextlib.nullcontext()


def turns_it_round():
    """none"""

    @contextlib.contextmanager
    def using_config(name, value):
        setattr(Config, name, value)
        try:
            yield
        finally:
            setattr(Config, name, not value)


def keeps_that_of_the_result():
    """none"""

    class Variable:
        def backward(self, retain_grad=False):
            self.grad = np.ones_like(self.data) if self.grad is None else self.grad
            funcs = [self.creator] if self.creator else []
            known = set(funcs)
            while funcs:
                funcs.sort(key=lambda f: f.generation)
                func = funcs.pop()
                outs = [r() for r in func.outputs]
                back = func.backward(*[None if o is None else o.grad for o in outs])
                for var, g in zip(func.inputs, back if isinstance(back, tuple) else (back,)):
                    var.grad = g if var.grad is None else var.grad + g
                    if var.creator and var.creator not in known:
                        known.add(var.creator)
                        funcs.append(var.creator)
                for out in outs:
                    if out is not None and out is not self and not retain_grad:
                        out.cleargrad()


def switched_off_from_the_start():
    """none"""

    class Config:
        enable_backprop = False
