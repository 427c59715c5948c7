"""What a call takes in CPU-seconds of its own thread, and whether that grows with the length of its text or with the square of it."""

from time import thread_time


def cpu_seconds(work, *given):
    """What `work(*given)` takes."""
    began = thread_time()
    work(*given)
    return thread_time() - began


def assert_grows_with_length(work, some, more):
    """`work(more)` takes about four times as long as `work(some)`, where `more` is four times as long: sixteen times tells of a square."""
    short, long = (min(cpu_seconds(work, text) for _ in range(3)) for text in (some, more))
    assert long < 8 * short + 0.1, f"four times the text takes {long:.3f} s, where a quarter of it takes {short:.3f} s"
