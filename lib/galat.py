"""The one base of refusals that a person can act on."""


class GalatAturan(Exception):
    """A rule refused the command. The message says what, why and what to do next."""
