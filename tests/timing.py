"""What a call takes in CPU-seconds of its own thread, and whether that grows with the length of its text or with the square of it."""

import gc
from time import thread_time


def cpu_seconds(work, *given):
    """What `work(*given)` takes, without what collecting the garbage of the tests before it takes."""
    gc.disable()
    try:
        began = thread_time()
        work(*given)
        return thread_time() - began
    finally:
        gc.enable()


def assert_grows_with_length(work, some, more):
    """`work(more)` takes about four times as long as `work(some)`, where `more` is four times as long: sixteen times tells of a square."""
    rounds = [(cpu_seconds(work, some), cpu_seconds(work, more)) for _ in range(3)]
    short, long = (min(times) for times in zip(*rounds, strict=True))
    assert long < 8 * short + 0.1, f"four times the text takes {long:.3f} s, where a quarter of it takes {short:.3f} s"
