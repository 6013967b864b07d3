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
