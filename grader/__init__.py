"""Grade one submission, place it on the ladder, and say so in words.

The modules read in the order in which a submission meets them: submission, worker
(with `inside`, the part that runs beside learner code), observation, verdict, ladder, reports.
"""

__version__ = "0.1.0"
