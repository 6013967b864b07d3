"""A folder of submissions → a gradebook: everything that a class needs and one learner does not."""
