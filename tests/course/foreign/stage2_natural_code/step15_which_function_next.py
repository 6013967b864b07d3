"""Step 15 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def notes_on_the_way_out():
    """forward_order"""

    def backward_order(graph):
        done, open_, order = set(), set(), []

        def visit(node):
            if node in done:
                return
            if node in open_:
                raise ValueError(f"a circle through {node!r}")
            open_.add(node)
            for used in graph.get(node, []):
                visit(used)
            open_.discard(node)
            done.add(node)
            order.append(node)

        for node in graph:
            visit(node)
        return order


def looks_up_every_node():
    """every_node_is_a_key"""

    def backward_order(graph):
        counts = {node: 0 for node in graph}
        for uses in graph.values():
            for used in uses:
                counts[used] = counts.get(used, 0) + 1
        queue = [node for node in counts if not counts[node]]
        for node in queue:
            for used in graph[node]:
                counts[used] -= 1
                if not counts[used]:
                    queue.append(used)
        if len(queue) != len(counts):
            raise ValueError(f"circle: {[n for n in counts if counts[n]]}")
        return queue


def nearest_to_the_leaves_last():
    """none"""

    def backward_order(graph):
        nodes = set(graph).union(*graph.values())
        level, current = {}, [n for n in nodes if not graph.get(n)]
        height = 0
        while current:
            for node in current:
                level[node] = height
            height += 1
            current = [n for n in nodes if n not in level and any(u in level for u in graph[n])]
        if len(level) < len(nodes):
            raise ValueError(f"circle: {nodes - set(level)}")
        return sorted(nodes, key=level.get, reverse=True)


def the_largest_name_first():
    """none"""

    def backward_order(graph):
        nodes = set(graph)
        for uses in graph.values():
            nodes |= set(uses)
        for node in nodes:
            reached, todo = set(), list(graph.get(node, []))
            while todo:
                used = todo.pop()
                if used not in reached:
                    reached.add(used)
                    todo += graph.get(used, [])
            if node in reached:
                raise ValueError(f"{node!r} uses itself")
        return sorted(nodes, key=str, reverse=True)


def a_circle_of_two_only():
    """none"""

    def backward_order(graph):
        for node, uses in graph.items():
            for used in uses:
                if node in graph.get(used, []):
                    raise ValueError(f"{node!r} and {used!r} use each other")
        seen, order = set(), []

        def visit(node):
            if node not in seen:
                seen.add(node)
                for used in graph.get(node, []):
                    visit(used)
                order.insert(0, node)

        for node in graph:
            visit(node)
        return order
