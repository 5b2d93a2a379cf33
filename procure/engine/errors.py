"""What ends a run: an engine without a verdict, or two engines that differ."""


class EngineError(Exception):
    """An engine came to no verdict, or to one that cannot be trusted: the run stops."""


class EngineDifference(EngineError):  # noqa: N818  it names what was found
    """Two engines disagree about one fact."""
