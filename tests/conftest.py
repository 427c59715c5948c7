"""What holds for every test."""

import signal

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background job; tests that interrupt themselves would never end
    signal.signal(signal.SIGINT, signal.default_int_handler)
