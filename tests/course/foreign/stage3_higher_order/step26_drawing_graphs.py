"""Step 26 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def down_every_road():
    """writes_a_function_each_time_it_is_reached"""

    def get_dot_graph(output):
        lines = ["digraph g {", dot_var(output).rstrip()]

        def go(v):
            if v.creator is None:
                return
            lines.append(dot_func(v.creator).rstrip())
            for x in v.creator.inputs:
                lines.append(dot_var(x).rstrip())
                go(x)

        go(output)
        return "\n".join(lines + ["}", ""])


def gives_up_at_the_first_leaf():
    """none"""

    def get_dot_graph(output):
        parts, queue, seen = [dot_var(output)], [output], set()
        for v in queue:
            f = v.creator
            if f is None:
                break
            if id(f) in seen:
                continue
            seen.add(id(f))
            parts += [dot_func(f), *map(dot_var, f.inputs)]
            queue.extend(f.inputs)
        return "digraph g {\n" + "".join(parts) + "}\n"


def up_the_left_edge():
    """one_way_back"""

    def get_dot_graph(output):
        parts, v = [dot_var(output)], output
        while v.creator is not None:
            f = v.creator
            parts.append(dot_func(f))
            parts.extend(map(dot_var, f.inputs))
            v = next(iter(f.inputs))
        return "digraph g {\n" + "".join(parts) + "}\n"
