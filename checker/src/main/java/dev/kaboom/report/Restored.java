package dev.kaboom.report;

import dev.kaboom.check.Checked;

/**
 * A result of an earlier run that holds for this one: nothing that it depends on has changed.
 *
 * @param file the model, as the user named it
 * @param title what tells the check from the others of its file
 * @param answer what came out, in one line
 * @param outcome how it counts
 * @param json the line in which the earlier run told it
 */
public record Restored(
    String file, String title, String answer, Checked.Outcome outcome, String json) {}
