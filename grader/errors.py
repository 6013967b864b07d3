"""Every way in which the grader refuses to go on, as one small tree.

KataError
├── Unusable      the call or the file cannot be used: exit code 2, with the cure in the sentence
└── GraderError   the grader itself failed: exit code 3, never a zero for a learner
"""


class KataError(Exception):
    """What the grader says instead of a traceback."""

    exit_code = 3


class Unusable(KataError):
    """The call or the submission cannot be used; the message says what was seen and how to cure it."""

    exit_code = 2


class GraderError(KataError):
    """The grader itself failed; nothing that a learner wrote is to blame."""
