"""Known-wrong ways of writing step 25."""


def the_name_is_the_id():
    """The name serves as ID, so variables of one name, and all that have none, are a single node in the picture."""

    def _id(v):
        return f'"{id(v)}"' if isinstance(v, Function) else '"' + str(v.name).replace('"', "'").replace("\\", "/") + '"'

    def dot_var(v):
        name = "" if v.name is None else v.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'{_id(v)} [label="{name}"]\n'

    def dot_func(f):
        text = f'{_id(f)} [label="{type(f).__name__}", shape=box]\n'
        text += "".join(f"{_id(x)} -> {_id(f)}\n" for x in f.inputs)
        return text + "".join(f"{_id(f)} -> {_id(y())}\n" for y in f.outputs)


def the_array_gives_the_id():
    """The ID belongs to the array; variables that hold the same one are a single node in the picture."""

    def dot_var(v):
        name = "" if v.name is None else v.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'{id(v.data)} [label="{name}"]\n'

    def dot_func(f):
        text = f'{id(f)} [label="{type(f).__name__}", shape=box]\n'
        text += "".join(f"{id(x.data)} -> {id(f)}\n" for x in f.inputs)
        return text + "".join(f"{id(f)} -> {id(y().data)}\n" for y in f.outputs)


def the_generation_gives_the_id():
    """The ID says how many functions stand before a variable, which is the same for many of them."""

    def dot_var(v):
        name = "" if v.name is None else v.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'v{v.generation} [label="{name}"]\n'

    def dot_func(f):
        text = f'f{f.generation} [label="{type(f).__name__}", shape=box]\n'
        text += "".join(f"v{x.generation} -> f{f.generation}\n" for x in f.inputs)
        return text + "".join(f"f{f.generation} -> v{y().generation}\n" for y in f.outputs)


def a_new_id_for_every_line():
    """IDs are counted up from call to call, so two lines on the same variable speak of two nodes."""

    COUNTER = itertools.count()

    def dot_var(v):
        name = "" if v.name is None else v.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'{next(COUNTER)} [label="{name}"]\n'

    def dot_func(f):
        me = next(COUNTER)
        text = f'{me} [label="{type(f).__name__}", shape=box]\n'
        text += "".join(f"{next(COUNTER)} -> {me}\n" for x in f.inputs)
        return text + "".join(f"{me} -> {next(COUNTER)}\n" for y in f.outputs)


def the_id_of_a_weak_reference():
    """Outputs are held by weak references; the edge leads to the number of the reference, where no variable's node is."""

    def dot_func(f):
        text = f'{id(f)} [label="{type(f).__name__}", shape=box]\n'
        text += "".join(f"{id(x)} -> {id(f)}\n" for x in f.inputs)
        return text + "".join(f"{id(f)} -> {id(y)}\n" for y in f.outputs)


def the_class_is_the_id():
    """The name of its class serves as a function's ID, so all functions of one class are a single node."""

    def dot_func(f):
        me = type(f).__name__
        text = f'{me} [label="{me}", shape=box]\n'
        text += "".join(f"{id(x)} -> {me}\n" for x in f.inputs)
        return text + "".join(f"{me} -> {id(y())}\n" for y in f.outputs)


def hexadecimal_ids():
    """A word that begins with a digit and goes on with letters is cut in two by DOT, unless it stands between quotes."""

    def dot_var(v):
        name = "" if v.name is None else v.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'{hex(id(v))} [label="{name}"]\n'

    def dot_func(f):
        text = f'{hex(id(f))} [label="{type(f).__name__}", shape=box]\n'
        text += "".join(f"{hex(id(x))} -> {hex(id(f))}\n" for x in f.inputs)
        return text + "".join(f"{hex(id(f))} -> {hex(id(y()))}\n" for y in f.outputs)


def names_as_they_are():
    """The name is set between quotes as it is; DOT reads a quote in it as the end of the label, and a backslash as a sign to itself."""

    def dot_var(v):
        name = "" if v.name is None else v.name
        return f'{id(v)} [label="{name}"]\n'


def only_quotes_are_escaped():
    """Quotes in a name are taken care of; a backslash is left to DOT, which takes it as a sign for the character behind it."""

    def dot_var(v):
        name = "" if v.name is None else v.name.replace('"', '\\"')
        return f'{id(v)} [label="{name}"]\n'


def only_backslashes_are_escaped():
    """Backslashes in a name are taken care of; a quote in it still ends the label in its middle."""

    def dot_var(v):
        name = "" if v.name is None else v.name.replace("\\", "\\\\")
        return f'{id(v)} [label="{name}"]\n'


def escapes_in_the_wrong_order():
    """Quotes get their backslash first, and then these new backslashes are doubled too, so the quotes end the label all the same."""

    def dot_var(v):
        name = "" if v.name is None else v.name.replace('"', '\\"').replace("\\", "\\\\")
        return f'{id(v)} [label="{name}"]\n'


def other_characters_instead():
    """What DOT reads in its own way is exchanged for something similar, so the label is not the name any more."""

    def dot_var(v):
        name = "" if v.name is None else v.name.replace('"', "'").replace("\\", "/")
        return f'{id(v)} [label="{name}"]\n'


def escapes_as_python_does():
    """The name is written as Python would write it in a program, with signs for rare characters that DOT does not know."""

    def dot_var(v):
        name = "" if v.name is None else v.name.encode("unicode_escape").decode().replace('"', '\\"')
        return f'{id(v)} [label="{name}"]\n'


def labels_without_quotes():
    """Without quotes DOT takes a word or a number for a label, and nothing that is longer than one word."""

    def dot_var(v):
        return f"{id(v)} [label={v.name or 'x'}]\n"


def says_none():
    """A variable without a name is drawn with the word None in it, as if that were its name."""

    def dot_var(v):
        name = str(v.name).replace("\\", "\\\\").replace('"', '\\"')
        return f'{id(v)} [label="{name}"]\n'


def against_the_current():
    """The edges point from results to what they were computed from, as gradients go; the graph is drawn as the computation goes."""

    def dot_func(f):
        text = f'{id(f)} [label="{type(f).__name__}", shape=box]\n'
        text += "".join(f"{id(f)} -> {id(x)}\n" for x in f.inputs)
        return text + "".join(f"{id(y())} -> {id(f)}\n" for y in f.outputs)


def edges_without_direction():
    """The line between two nodes is written as for a graph without directions, which a digraph does not have."""

    def dot_func(f):
        text = f'{id(f)} [label="{type(f).__name__}", shape=box]\n'
        text += "".join(f"{id(x)} -- {id(f)}\n" for x in f.inputs)
        return text + "".join(f"{id(f)} -- {id(y())}\n" for y in f.outputs)


def only_the_first_input():
    """An edge is drawn for one input, however many the function has."""

    def dot_func(f):
        text = f'{id(f)} [label="{type(f).__name__}", shape=box]\n'
        text += f"{id(f.inputs[0])} -> {id(f)}\n"
        return text + "".join(f"{id(f)} -> {id(y())}\n" for y in f.outputs)


def nothing_leads_out():
    """Edges lead from the inputs to the function, and none goes on from there to the result."""

    def dot_func(f):
        text = f'{id(f)} [label="{type(f).__name__}", shape=box]\n'
        return text + "".join(f"{id(x)} -> {id(f)}\n" for x in f.inputs)


def variables_only():
    """The edges lead straight from the inputs to the result; the function that stands between them is left out."""

    def dot_func(f):
        return "".join(f"{id(x)} -> {id(y())}\n" for x in f.inputs for y in f.outputs)


def all_functions_are_called_function():
    """What a function is labelled with is the name of the class that all of them are built on."""

    def dot_func(f):
        text = f'{id(f)} [label="{Function.__name__}", shape=box]\n'
        text += "".join(f"{id(x)} -> {id(f)}\n" for x in f.inputs)
        return text + "".join(f"{id(f)} -> {id(y())}\n" for y in f.outputs)


def prints_instead_of_returning():
    """The lines are printed for somebody who looks on; who calls the function to use them gets None."""

    def dot_var(v):
        name = "" if v.name is None else v.name.replace("\\", "\\\\").replace('"', '\\"')
        print(f'{id(v)} [label="{name}"]')

    def dot_func(f):
        print(f'{id(f)} [label="{type(f).__name__}", shape=box]')
        for x in f.inputs:
            print(f"{id(x)} -> {id(f)}")
        for y in f.outputs:
            print(f"{id(f)} -> {id(y())}")
