"""Right ways of writing step 15 that differ in structure from the solution."""

import graphlib
import heapq
from collections import Counter, deque


def depth_first_and_turned_round():
    """A node is noted when all that it uses has been noted, and the notes are turned round; three states find circles."""

    def backward_order(graph):
        done, order = {}, []

        def visit(node):
            if done.get(node) is False:
                raise ValueError(f"{node!r} uses itself, by way of others perhaps")
            if node not in done:
                done[node] = False
                for used in graph.get(node, ()):
                    visit(used)
                done[node] = True
                order.append(node)

        for node in graph:
            visit(node)
        order.reverse()
        return order


def the_standard_library():
    """graphlib knows how; its CycleError is a ValueError."""

    def backward_order(graph):
        return tuple(graphlib.TopologicalSorter(graph).static_order())[::-1]


def round_by_round():
    """All that are free go together, in rounds; the graph is copied first and turned round; the answer is a deque."""

    def backward_order(graph):
        left = Counter(used for uses in graph.values() for used in uses)
        round_ = deque(node for node in graph if not left[node])
        order = deque()
        while round_:
            node = round_.popleft()
            order.append(node)
            for used in graph[node] if node in graph else ():
                left[used] -= 1
                if not left[used]:
                    round_.append(used)
        stuck = +left
        if stuck:
            raise ValueError("circle: " + " ".join(map(str, stuck)))
        return order


def by_generations():
    """Every node gets a number, larger than those of all that it uses, and the largest goes first, from a heap."""

    class Circle(ValueError):
        pass

    def backward_order(graph):
        generation = {}
        for start in graph:
            path = [(start, iter(graph[start]))]
            open_ = {start}
            while path:
                node, uses = path[-1]
                if node in generation:
                    path.pop()
                    open_.discard(node)
                    continue
                for used in uses:
                    if used in open_:
                        raise Circle(f"through {used}")
                    if used not in generation:
                        open_.add(used)
                        path.append((used, iter(graph.get(used, ()))))
                        break
                else:
                    generation[node] = 1 + max((generation[used] for used in graph.get(node, ())), default=0)
        heap = [(-number, place, node) for place, (node, number) in enumerate(generation.items())]
        heapq.heapify(heap)
        return [heapq.heappop(heap)[2] for _ in range(len(heap))]
