"""Known-wrong ways of writing step 26."""


def writes_a_function_each_time_it_is_reached():
    """A function is written down once for each way that leads to it, and its edges are drawn as often."""

    def get_dot_graph(output):
        text, funcs = dot_var(output), [output.creator]
        while funcs:
            f = funcs.pop()
            if f is None:
                continue
            text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
            funcs += [x.creator for x in f.inputs]
        return "digraph g {\n" + text + "}"


def the_result_is_not_written():
    """The inputs of every function are written down; the result is nobody's input, so its node has no name."""

    def get_dot_graph(output):
        text, funcs, seen = "", [output.creator], set()
        while funcs:
            f = funcs.pop()
            if f is None or f in seen:
                continue
            seen.add(f)
            text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
            funcs += [x.creator for x in f.inputs]
        return "digraph g {\n" + text + "}"


def only_results_are_written():
    """The outputs of every function are written down; what nobody computed, inputs and constants, has no name in the picture."""

    def get_dot_graph(output):
        text, funcs, seen = "", [output.creator], set()
        while funcs:
            f = funcs.pop()
            if f is None or f in seen:
                continue
            seen.add(f)
            text += dot_func(f) + "".join(dot_var(y()) for y in f.outputs)
            funcs += [x.creator for x in f.inputs]
        return "digraph g {\n" + text + "}"


def no_variable_is_written():
    """The functions are written down with their edges; at the other ends of these DOT makes nodes without a name."""

    def get_dot_graph(output):
        text, funcs, seen = "", [output.creator], set()
        while funcs:
            f = funcs.pop()
            if f is None or f in seen:
                continue
            seen.add(f)
            text += dot_func(f)
            funcs += [x.creator for x in f.inputs]
        return "digraph g {\n" + text + "}"


def no_function_is_written():
    """The variables are written down; the functions between them, and with them all edges, are not."""

    def get_dot_graph(output):
        text, funcs, seen = dot_var(output), [output.creator], set()
        while funcs:
            f = funcs.pop()
            if f is None or f in seen:
                continue
            seen.add(f)
            text += "".join(dot_var(x) for x in f.inputs)
            funcs += [x.creator for x in f.inputs]
        return "digraph g {\n" + text + "}"


def one_way_back():
    """From each function the way goes back to its first input; what stands behind the others is never reached."""

    def get_dot_graph(output):
        text, f = dot_var(output), output.creator
        while f is not None:
            text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
            f = f.inputs[0].creator
        return "digraph g {\n" + text + "}"


def one_step_back():
    """The function that made the result is written down with its inputs, and not what these were computed from."""

    def get_dot_graph(output):
        f = output.creator
        text = dot_var(output) + dot_func(f) + "".join(dot_var(x) for x in f.inputs)
        return "digraph g {\n" + text + "}"


def one_function_of_each_class():
    """What has been met is remembered by the name of its class, so a second function of that class is passed over."""

    def get_dot_graph(output):
        text, funcs, seen = dot_var(output), [output.creator], set()
        while funcs:
            f = funcs.pop()
            if f is None or type(f).__name__ in seen:
                continue
            seen.add(type(f).__name__)
            text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
            funcs += [x.creator for x in f.inputs]
        return "digraph g {\n" + text + "}"


def one_function_of_each_generation():
    """What has been met is remembered by its generation, which many functions of a graph have in common."""

    def get_dot_graph(output):
        text, funcs, seen = dot_var(output), [output.creator], set()
        while funcs:
            f = funcs.pop()
            if f is None or f.generation in seen:
                continue
            seen.add(f.generation)
            text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
            funcs += [x.creator for x in f.inputs]
        return "digraph g {\n" + text + "}"


def remembers_from_call_to_call():
    """The set of what has been met is made once, when the function is defined, and is full when the next call begins."""

    def get_dot_graph(output, seen=set()):
        text, funcs = dot_var(output), [output.creator]
        while funcs:
            f = funcs.pop()
            if f is None or f in seen:
                continue
            seen.add(f)
            text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
            funcs += [x.creator for x in f.inputs]
        return "digraph g {\n" + text + "}"


def forgets_the_closing_brace():
    """The text begins as a graph does, and ends with the last line in it."""

    def get_dot_graph(output):
        text, funcs, seen = dot_var(output), [output.creator], set()
        while funcs:
            f = funcs.pop()
            if f is None or f in seen:
                continue
            seen.add(f)
            text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
            funcs += [x.creator for x in f.inputs]
        return "digraph g {\n" + text


def lines_without_a_frame():
    """All lines are there, one below the other; a text in DOT says first what kind of graph they are, and holds them in braces."""

    def get_dot_graph(output):
        text, funcs, seen = dot_var(output), [output.creator], set()
        while funcs:
            f = funcs.pop()
            if f is None or f in seen:
                continue
            seen.add(f)
            text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
            funcs += [x.creator for x in f.inputs]
        return text


def a_graph_without_directions():
    """The text announces a graph whose edges have no direction, and an arrow has no meaning in such a one."""

    def get_dot_graph(output):
        text, funcs, seen = dot_var(output), [output.creator], set()
        while funcs:
            f = funcs.pop()
            if f is None or f in seen:
                continue
            seen.add(f)
            text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
            funcs += [x.creator for x in f.inputs]
        return "graph g {\n" + text + "}"


def glues_the_lines_together():
    """The ends of the lines are lost on the way, so the last number of one and the first of the next become a single one."""

    def get_dot_graph(output):
        text, funcs, seen = dot_var(output), [output.creator], set()
        while funcs:
            f = funcs.pop()
            if f is None or f in seen:
                continue
            seen.add(f)
            text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
            funcs += [x.creator for x in f.inputs]
        return "digraph g {" + "".join(text.splitlines()) + "}"


def a_list_of_lines():
    """What comes back is a list of lines; whoever asks for the graph wants one text."""

    def get_dot_graph(output):
        lines, funcs, seen = ["digraph g {", dot_var(output)], [output.creator], set()
        while funcs:
            f = funcs.pop()
            if f is None or f in seen:
                continue
            seen.add(f)
            lines += [dot_func(f), *(dot_var(x) for x in f.inputs)]
            funcs += [x.creator for x in f.inputs]
        return [*lines, "}"]


def keeps_quiet_about_graphviz():
    """Where there is no such program, the function returns as it does when there is a picture, and its caller never learns that there is none."""

    def plot_dot_graph(output, to_file="graph.png"):
        try:
            subprocess.run(["dot", "-Tpng", "-o", to_file], input=get_dot_graph(output).encode(), check=True)
        except OSError:
            pass


def tells_it_to_the_screen_only():
    """Where there is no such program, the function returns as it does when there is a picture, and its caller never learns that there is none."""

    def plot_dot_graph(output, to_file="graph.png"):
        if shutil.which("dot") is None:
            print("Graphviz is not installed")
            return
        subprocess.run(["dot", "-Tpng", "-o", to_file], input=get_dot_graph(output).encode(), check=True)


def does_not_look_at_the_answer():
    """The program is asked for, and the answer is used without looking at it; None is no program, and the error speaks of something else."""

    def plot_dot_graph(output, to_file="graph.png"):
        program = shutil.which("dot")
        subprocess.run([program, "-Tpng", "-o", to_file], input=get_dot_graph(output).encode(), check=True)


def asserts_without_a_word():
    """An error is raised, and it says nothing: not what is missing, nor what could be done about it."""

    def plot_dot_graph(output, to_file="graph.png"):
        assert shutil.which("dot")
        subprocess.run(["dot", "-Tpng", "-o", to_file], input=get_dot_graph(output).encode(), check=True)


def never_draws():
    """Where there is no such program, the function returns as it does when there is a picture, and its caller never learns that there is none."""

    def plot_dot_graph(output, to_file="graph.png"):
        text = get_dot_graph(output)


def prepares_and_does_not_start():
    """The command for the program is put together with everything that belongs in it, and then nobody runs it."""

    def plot_dot_graph(output, to_file="graph.png"):
        program = shutil.which("dot")
        if program is None:
            raise FileNotFoundError("there is no program dot: install Graphviz, then try again")
        return [program, f"-T{to_file.rpartition('.')[2]}", "-o", to_file], get_dot_graph(output)


def one_kind_of_picture():
    """Every picture becomes a PNG, also where the name of the file promises another kind."""

    def plot_dot_graph(output, to_file="graph.png"):
        program = shutil.which("dot")
        if program is None:
            raise FileNotFoundError("there is no program dot: install Graphviz, then try again")
        command = [program, "-Tpng", "-o", to_file]
        subprocess.run(command, input=get_dot_graph(output), encoding="utf-8", check=True)


def one_file_for_all():
    """The picture goes to one and the same file, whatever name has been handed in."""

    def plot_dot_graph(output, to_file="graph.png"):
        program = shutil.which("dot")
        if program is None:
            raise FileNotFoundError("there is no program dot: install Graphviz, then try again")
        command = [program, f"-T{to_file.rpartition('.')[2]}", "-o", "graph.png"]
        subprocess.run(command, input=get_dot_graph(output), encoding="utf-8", check=True)
