"""Pages of evaluation: filling, signed links, results, and the worker that keeps a draft."""
