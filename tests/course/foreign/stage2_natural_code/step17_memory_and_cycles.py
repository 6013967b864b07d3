"""Step 17 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def weak_ones_and_a_strong_list():
    """keeps_the_outputs"""

    class Function:
        def __call__(self, *args):
            result = self.forward(*(v.data for v in args))
            result = result if isinstance(result, tuple) else (result,)
            self.generation = max(v.generation for v in args)
            self.results = [Variable(as_array(y)) for y in result]
            self.inputs, self.outputs = args, []
            for out in self.results:
                out.set_creator(self)
                self.outputs.append(weakref.ref(out))
            return self.results[0] if len(self.results) == 1 else list(self.results)


def a_weak_way_back():
    """makes_the_creator_weak"""

    class Variable:
        @property
        def creator(self):
            return self._maker() if self._maker is not None else None

        @creator.setter
        def creator(self, func):
            self._maker = None if func is None else weakref.ref(func)


def a_diary_of_results():
    """none"""

    DIARY = []

    class Variable:
        def set_creator(self, func):
            self.creator = func
            self.generation = func.generation + 1
            DIARY.append(self)


def the_result_keeps_itself():
    """none"""

    class Variable:
        def set_creator(self, func):
            self.creator = func
            self.generation = func.generation + 1
            self.describe = lambda: f"made by {self.creator}"
