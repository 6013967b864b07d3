"""Known-wrong ways of writing step 15."""


def depth_first():
    """A node is listed as soon as it is found, and then what it uses, though others that use the same have not gone."""

    def backward_order(graph):
        users = {used for uses in graph.values() for used in uses}
        waiting = [node for node in graph if node not in users]
        order, seen = [], set()
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            order.append(node)
            waiting.extend(graph.get(node, ()))
        if any(node not in seen for node in graph):
            raise ValueError(f"a circle among {list(graph)}")
        return order


def breadth_first():
    """Nodes are listed by their distance from the beginning, and the shortest way to a node says nothing of the longest."""

    def backward_order(graph):
        users = {used for uses in graph.values() for used in uses}
        order = [node for node in graph if node not in users]
        seen = set(order)
        for node in order:
            for used in graph.get(node, ()):
                if used not in seen:
                    seen.add(used)
                    order.append(used)
        if any(node not in seen for node in graph):
            raise ValueError(f"a circle among {list(graph)}")
        return order


def a_node_for_each_way():
    """A node is listed once for each way that leads to it."""

    def backward_order(graph):
        users = {used for uses in graph.values() for used in uses}
        order = [node for node in graph if node not in users]
        if graph and not order:
            raise ValueError(f"a circle among {list(graph)}")
        for node in order:
            order.extend(graph.get(node, ()))
            if len(order) > 5000:
                raise ValueError(f"a circle, or too many ways, among {list(graph)}")
        return order


def the_last_of_all_ways():
    """The order is right, and to find it every way through the graph is followed, of which there are far too many."""

    def backward_order(graph):
        nodes = {*graph, *(used for uses in graph.values() for used in uses)}
        users = {used for uses in graph.values() for used in uses}
        level = [node for node in graph if node not in users]
        last = {node: 0 for node in level}
        for depth in range(1, len(nodes) + 1):
            level = [used for node in level for used in graph.get(node, ())]
            last.update(dict.fromkeys(level, depth))
        if level or len(last) < len(nodes):
            raise ValueError(f"a circle among {list(graph)}")
        return sorted(last, key=last.get)


def looks_through_all_each_time():
    """The order is right, and to find each next node all that are left are looked through."""

    def backward_order(graph):
        left = []
        for node in [*graph, *(used for uses in graph.values() for used in uses)]:
            if node not in left:
                left.append(node)
        order = []
        while left:
            for node in left:
                if not any(node in graph.get(user, ()) for user in left):
                    break
            else:
                raise ValueError(f"a circle among {left}")
            left.remove(node)
            order.append(node)
        return order


def forward_order():
    """The order is the one of computing: each node comes before all that use it."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph.get(node, ()):
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        if len(order) < len(users):
            raise ValueError(f"a circle among {[node for node, count in users.items() if count > 0]}")
        return order[::-1]


def as_they_stand_in_the_dictionary():
    """The nodes are listed as they stand in the dictionary, which is in whatever order somebody wrote them down."""

    def backward_order(graph):
        order = list(dict.fromkeys([*graph, *(used for uses in graph.values() for used in uses)]))
        left = set(order)
        while True:
            free = {node for node in left if not any(node in graph.get(user, ()) for user in left)}
            if not free:
                break
            left -= free
        if left:
            raise ValueError(f"a circle among {left}")
        return order


def by_the_number_of_users():
    """Nodes with fewer users go first; how many users a node has does not say where they stand."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        order = sorted(users, key=users.get)
        ready = [node for node, count in users.items() if count == 0]
        for node in ready:
            for used in graph.get(node, ()):
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        if len(ready) < len(users):
            raise ValueError(f"a circle among {[node for node, count in users.items() if count > 0]}")
        return order


def keys_only():
    """Only the keys of the dictionary are listed; a node that uses nothing and is no key is left out."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                if used in users:
                    users[used] += 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph[node]:
                if used in users:
                    users[used] -= 1
                    if users[used] == 0:
                        ready.append(used)
        if len(order) < len(users):
            raise ValueError(f"a circle among {[node for node, count in users.items() if count > 0]}")
        return order


def every_node_is_a_key():
    """What a node uses is looked up in the dictionary also when the node is no key there."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph[node]:
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        if len(order) < len(users):
            raise ValueError(f"a circle among {[node for node, count in users.items() if count > 0]}")
        return order


def counts_every_use_and_takes_off_one():
    """A node that is used twice by the same one is counted twice, and when that one goes only one is taken off."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in set(graph.get(node, ())):
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        if len(order) < len(users):
            raise ValueError(f"a circle among {[node for node, count in users.items() if count > 0]}")
        return order


def ready_at_zero_or_below():
    """A node goes when its count is zero or below; one that is used twice by the same user is counted once and goes twice."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in set(uses):
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph.get(node, ()):
                users[used] -= 1
                if users[used] <= 0:
                    ready.append(used)
        if len(order) < len(users):
            raise ValueError(f"a circle among {[node for node, count in users.items() if count > 0]}")
        return order


def begins_with_the_first_key():
    """The way begins with the first key of the dictionary only; there may be several nodes that nobody uses, anywhere."""

    def backward_order(graph):
        users = {}
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = list(graph)[:1]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph.get(node, ()):
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        if any(users.values()):
            raise ValueError(f"a circle among {[node for node, count in users.items() if count]}")
        return order


def a_second_visit_is_a_circle():
    """A node that is reached a second time is taken for the beginning of a circle; two ways may simply meet there."""

    def backward_order(graph):
        users = {used for uses in graph.values() for used in uses}
        order, seen = [], set()

        def visit(node):
            if node in seen:
                raise ValueError(f"a circle through {node}")
            seen.add(node)
            for used in graph.get(node, ()):
                visit(used)
            order.insert(0, node)

        for node in graph:
            if node not in users:
                visit(node)
        for node in graph:
            if node not in seen:
                visit(node)
        return order


def takes_the_graph_apart():
    """What has gone is taken out of the dictionary that was handed in, so its owner has nothing left of it."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph.pop(node, ()):
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        if graph:
            raise ValueError(f"a circle among {list(graph)}")
        return order


def puts_missing_keys_in():
    """Nodes that are no keys are made keys, in the dictionary that was handed in."""

    def backward_order(graph):
        users = {}
        for node in list(graph):
            users.setdefault(node, 0)
            for used in graph[node]:
                graph.setdefault(used, [])
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph[node]:
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        if len(order) < len(users):
            raise ValueError(f"a circle among {[node for node, count in users.items() if count > 0]}")
        return order


def empties_the_lists():
    """What a node uses is taken out of its list one by one, and the list belongs to somebody else."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            uses = graph.get(node, [])
            while uses:
                used = uses.pop()
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        if len(order) < len(users):
            raise ValueError(f"a circle among {[node for node, count in users.items() if count > 0]}")
        return order


def says_nothing_of_a_circle():
    """Where there is a circle the list ends before it, and nobody is told that something is missing."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph.get(node, ()):
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        return order


def waits_for_ever_in_a_circle():
    """As long as a node is missing the search goes on, and in a circle nobody will ever be ready."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while len(order) < len(users):
            if not ready:
                continue
            node = ready.pop()
            order.append(node)
            for used in graph.get(node, ()):
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        return order


def runs_round_and_round():
    """The function calls itself for what a node uses, and in a circle it does so until Python stops it."""

    def backward_order(graph):
        seen, order = set(), []

        def visit(node):
            if node not in seen:
                for used in graph.get(node, ()):
                    visit(used)
                seen.add(node)
                order.append(node)

        for node in graph:
            visit(node)
        return order[::-1]


def another_error():
    """A circle is refused, with an error of another kind than the one that was asked for."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph.get(node, ()):
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        if len(order) < len(users):
            raise RuntimeError(f"a circle among {[node for node, count in users.items() if count > 0]}")
        return order


def an_error_without_a_name():
    """A circle is refused, and the message does not say who is in it."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph.get(node, ()):
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        if len(order) < len(users):
            raise ValueError("there is a circle in this graph")
        return order


def names_the_wrong_ones():
    """The message names those who have gone already, and a node of the circle never went."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph.get(node, ()):
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        if len(order) < len(users):
            raise ValueError(f"a circle, after {order}")
        return order


def who_uses_itself_is_overlooked():
    """A node that uses itself is the smallest of circles, and here such a use is not counted."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for node, uses in graph.items():
            for used in uses:
                if used != node:
                    users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph.get(node, ()):
                if used != node:
                    users[used] -= 1
                    if users[used] == 0:
                        ready.append(used)
        if len(order) < len(users):
            raise ValueError(f"a circle among {[node for node, count in users.items() if count > 0]}")
        return order


def a_circle_is_no_beginning():
    """Only a graph in which nobody can begin is refused; a circle behind somebody who can is passed over."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        if users and not ready:
            raise ValueError(f"a circle among {list(users)}")
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph.get(node, ()):
                users[used] -= 1
                if users[used] == 0:
                    ready.append(used)
        return order


def asks_a_node_for_its_truth():
    """Whether there is a node to go is asked of the node itself, and the number 0 counts as nobody."""

    def backward_order(graph):
        users = dict.fromkeys(graph, 0)
        for uses in graph.values():
            for used in uses:
                if used:
                    users[used] = users.get(used, 0) + 1
        ready = [node for node, count in users.items() if count == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for used in graph.get(node, ()):
                if used:
                    users[used] -= 1
                    if users[used] == 0:
                        ready.append(used)
        if len(order) < len(users):
            raise ValueError(f"a circle among {[node for node, count in users.items() if count > 0]}")
        return order
