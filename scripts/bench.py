"""Every figure that the README states, each as a ratio to what is measured beside it in the same run.

Medians over pairs: the two commands of a pair run one after the other, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
ENVIRONMENT = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def main() -> None:
    """Measure and print one line a figure: the ratio of medians, the two medians, the limit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--size", type=int, default=10_000, help="of the big class")
    parser.add_argument("figures", nargs="*", default=list(FIGURES), help=f"of {', '.join([*FIGURES, *LONG])}")
    options = parser.parse_args()
    for name in options.figures:
        (FIGURES | LONG)[name](options.size if name in LONG else options.pairs)


def check_against_imports(pairs: int) -> None:
    """One whole `check 14` of a right file, against importing NumPy and pytest."""
    _right_file(lambda right: _compare(
        "check 14 / import numpy, pytest", 1.3, pairs,
        lambda: _run(PYTHON, "-I", "-m", "grader", "check", "14", right),
        lambda: _run(PYTHON, "-c", "import numpy, pytest"),
    ))


def bare_pytest_against_imports(pairs: int) -> None:
    """A bare pytest file, without isolation, against the same imports: what there is to beat."""
    test = _scratch("test_bare.py", "import numpy as np\n\ndef test_bare():\n    assert np.add(1, 1) == 2\n")
    _compare(
        "bare pytest file / import numpy, pytest", None, pairs,
        lambda: _run(PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", test),
        lambda: _run(PYTHON, "-c", "import numpy, pytest"),
    )


def memory_of_check(pairs: int) -> None:
    """Peak memory of the whole process tree of one check, as the sum of proportional set sizes."""
    peaks = [_right_file(_peak_of_check) for _ in range(3)]
    print(f"peak memory of `check 14`: {statistics.median(peaks):.0f} MiB (at most 150), PSS of the whole tree")


def one_more_submission(pairs: int) -> None:
    """One more submission in a running process, against forking, reading and running it without anything else."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import bench_floor

    for ratio, ours, floor, level in bench_floor.measure(pairs):
        print(f"one more submission / bare fork ({level}): {ratio:.2f} (at most 3): {ours:.1f} ms / {floor:.1f} ms")


def one_more_save(pairs: int) -> None:
    """`watch`: from a save that is noticed to the verdict on the screen, against the same floor."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import bench_watch

    for what, ratio, ours, floor in bench_watch.measure(max(pairs, 20)):
        print(f"watch, a {what} file saved / bare fork: {ratio:.2f}: {ours:.1f} ms (at most 60) / {floor:.1f} ms", flush=True)


def whole_work(pairs: int) -> None:
    """`place` of a folder of sixty steps, of which 36 have checks, against importing NumPy and pytest."""
    from grader import bank

    folder = Path(_scratch("README.py", "print('my sixty steps')\n")).parent
    (folder / "steps").mkdir()
    for number in range(1, 61):
        reference = bank.reference(ROOT, number)
        text = reference.files[reference.main] if reference else "print('no checks yet')\n"
        (folder / "steps" / f"step{number:02}.py").write_text(text, encoding="utf-8")
    _compare(
        "place a folder of sixty steps (at most 6 s) / import numpy, pytest", None, max(pairs // 3, 3),
        lambda: _run(PYTHON, "-I", "-m", "grader", "place", str(folder)),
        lambda: _run(PYTHON, "-c", "import numpy, pytest"),
    )


def half_right(pairs: int) -> None:
    """`place` of one file that goes as far as step 14, on every check there is, against the same imports."""
    _right_file(lambda right: _compare(
        "place a file of step 14 / import numpy, pytest", None, max(pairs // 3, 3),
        lambda: _run(PYTHON, "-I", "-m", "grader", "place", right),
        lambda: _run(PYTHON, "-c", "import numpy, pytest"),
    ))


def whole_class(pairs: int) -> None:
    """A class of 1,000, against the bare fork floor and one pytest process a submission; how much memory it takes."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import bench_class

    bench_class.report(1000)


def big_class(size: int) -> None:
    """The time of one submission among 10,000, against that among 1,000. Six minutes or more; only when it is named."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import bench_class

    bench_class.linearity(size)


def page_of_class(pairs: int) -> None:
    """The page, the feedback and the reading of 1,000 students on all steps; how long Chromium takes to open the page."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import bench_page

    bench_page.report(1000, max(pairs // 3, 3))


def similar_submissions(pairs: int) -> None:
    """Who shares passages with whom, among 300."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import bench_class

    bench_class.similar(300)


def _right_file(use: Callable[[str], object]) -> object:
    from grader import bank

    reference = bank.reference(ROOT, 14)
    assert reference is not None
    return use(_scratch("right14.py", reference.files[reference.main]))


def _scratch(name: str, text: str) -> str:
    import tempfile

    path = Path(tempfile.mkdtemp(prefix="kata-bench-")) / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def _compare(
    what: str, limit: float | None, pairs: int, ours: Callable[[], float], theirs: Callable[[], float]
) -> None:
    ours(), theirs()
    measured = [(ours(), theirs()) for _ in range(pairs)]
    ratio = statistics.median(a / b for a, b in measured)
    medians = [statistics.median(column) * 1000 for column in zip(*measured, strict=True)]
    bound = f" (at most {limit})" if limit else ""
    print(f"{what}: {ratio:.2f}{bound}: {medians[0]:.0f} ms / {medians[1]:.0f} ms, {pairs} pairs", flush=True)


def _run(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def _peak_of_check(right: str) -> float:
    """Sampled while it runs: MiB."""
    process = subprocess.Popen(
        (PYTHON, "-I", "-m", "grader", "check", "14", right), cwd=ROOT, stdout=subprocess.DEVNULL, env=ENVIRONMENT
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(_proportional_size, _tree(process.pid))) / 1024)
        time.sleep(0.002)
    return peak


def _tree(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(inner for child in children for inner in _tree(int(child)))]


def _proportional_size(pid: int) -> int:
    """Kibibytes; shared pages count in parts."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


FIGURES = {
    "check": check_against_imports,
    "bare": bare_pytest_against_imports,
    "memory": memory_of_check,
    "more": one_more_submission,
    "watch": one_more_save,
    "class": whole_class,
    "page": page_of_class,
    "similar": similar_submissions,
    "place": half_right,
    "work": whole_work,
}

LONG = {"big": big_class}

if __name__ == "__main__":
    main()
