package dev.kaboom.report.html;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Playback;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.Trace;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One execution to step through.
 *
 * @param file the model, as the user named it
 * @param title which check it belongs to
 * @param headline what it shows
 * @param remarks paragraphs: cause, remedy
 * @param command the command line that shows it again, or ""
 * @param text the text report's lines about it
 * @param trace its steps, or the events of its graph
 * @param playback the states between its steps; empty for a graph
 * @param picture the graph, if it is one
 * @param names puts short names in place of long ones
 * @param legend what these stand for
 */
public record Story(
    String file,
    String title,
    String headline,
    ImmutableList<String> remarks,
    String command,
    ImmutableList<String> text,
    Model model,
    Machine machine,
    Compiler compiler,
    Trace trace,
    Optional<Playback> playback,
    Optional<ExecutionPicture> picture,
    UnaryOperator<String> names,
    ImmutableList<String> legend) {}
