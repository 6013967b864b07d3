"""The part of the grader that runs beside learner code: nothing in here knows an expected value.

These modules import only the standard library, NumPy and each other; the worker sees no others.
"""
