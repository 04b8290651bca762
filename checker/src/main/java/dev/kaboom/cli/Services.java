package dev.kaboom.cli;

import dev.kaboom.check.Checker;

/** What the commands work with: all that is not the command line. */
record Services(Checker checker, Loader loader, Replays replays) {}
