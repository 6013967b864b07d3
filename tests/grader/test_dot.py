"""What `grader.dot` reads: the nodes, labels and edges that Graphviz would draw, and a sentence for what it would not."""

from __future__ import annotations

import pytest

from grader.dot import NotDot, read, read_lines


def test_nodes_have_labels_and_edges_have_a_direction() -> None:
    graph = read('digraph g {\n1 [label="x", color=orange, style=filled]\n2 [label="Exp"]\n1 -> 2\n2 -> 3\n}')
    assert graph.nodes == {"1": "x", "2": "Exp", "3": "3"}
    assert graph.edges == (("1", "2"), ("2", "3"))


def test_lines_of_a_graph_are_read_without_their_braces() -> None:
    assert read_lines('a [label="A"]; a -> b').edges == (("a", "b"),)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (r'"plain"', "plain"),
        (r'"a \"quote\""', 'a "quote"'),
        (r'"back\\slash"', "back\\slash"),
        (r'"ends in \\"', "ends in \\"),
        (r'"two\nlines"', "two\nlines"),
        ('"two\nlines"', "two\nlines"),
        (r'"\{braces\}"', "{braces}"),
        ('"joined" + " up"', "joined up"),
        ("<1 &lt; 2<br/><b>bold</b>>", "1 < 2\nbold"),
        ("bare", "bare"),
        ("-0.5", "-0.5"),
        ('""', ""),
        ('"한글 ∂y"', "한글 ∂y"),
    ],
)
def test_a_label_is_what_one_would_see(written: str, seen: str) -> None:
    assert read_lines(f"n [shape=box label={written}]").nodes == {"n": seen}


def test_quotes_around_an_id_make_no_difference() -> None:
    assert read_lines('"a" -> b; a [label="A"]').nodes == {"a": "A", "b": "b"}


def test_edges_may_be_chained_and_grouped() -> None:
    assert read_lines("{a b} -> f -> y").edges == (("a", "f"), ("b", "f"), ("f", "y"))
    assert read_lines("subgraph s { a; b } -> { c:n }").edges == (("a", "c"), ("b", "c"))


def test_what_is_no_node_is_passed_over() -> None:
    text = """strict digraph {
        // a comment, /* another */
        rankdir = LR; graph [bgcolor=white]; node [shape=box]; edge []
        # a line for the preprocessor
        a -> b /* once */ a -> b [label="twice"]
    }"""
    assert read(text).nodes == {"a": "a", "b": "b"}
    assert read(text).edges == (("a", "b"),)


def test_a_label_for_all_nodes_to_come_is_theirs_unless_they_have_their_own() -> None:
    assert read_lines("a node [label=n] b c [label=d]").nodes == {"a": "a", "b": "n", "c": "d"}


def test_an_edge_that_is_written_twice_is_two() -> None:
    assert read("digraph { a -> b; a -> b }").edges == (("a", "b"), ("a", "b"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a -> b", "begins with digraph"),
        ("graph g { a -- b }", "begins with digraph"),
        ("digraph g { a -> b", "} is expected"),
        ("digraph g { a -> b } }", "the text ends"),
        ("digraph g { a -- b }", "-> is expected"),
        ('digraph g {\n a [label="no end]\n}', "line 2: a string that is opened here is never closed"),
        ('digraph g { a [label="a "quoted" name"] }', "= is expected"),
        ("digraph g { a [label=x y] }", "= is expected"),
        ("digraph g { a -> }", "an ID is expected"),
        ('digraph g { a [label="x" + y] }', "a string between quotes is expected"),
        ("digraph g { a; ; b }", "an ID is expected"),
        ("digraph g { a [color=#ff0000] }", "line 1: # has no meaning"),
        ("digraph g { 0x7f2c -> b }", "0x7f2c begins as a number"),
        ("digraph g { <built-in method> [label=x }", "an ID is expected"),
        ("digraph g { None.x -> b }", "line 1: . has no meaning"),
        ("digraph g { node -> b }", "[ is expected"),
        ("digraph g " + "{" * 60, "no more than 50"),
        ("digraph g { a [label=<open }", "never closed"),
    ],
)
def test_what_graphviz_would_not_draw_is_refused_in_words(text: str, reason: str) -> None:
    with pytest.raises(NotDot, match="line ") as refused:
        read(text)
    assert reason in str(refused.value)
