package dev.kaboom.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.check.HandlerCuts;
import dev.kaboom.check.Playback;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One story as the page has it. */
final class StoryData {
  private final Story story;
  private final SourceData sources;
  private final StepData steps;

  StoryData(Story story, SourceData sources) {
    this.story = story;
    this.sources = sources;
    this.steps = new StepData(story, sources);
  }

  void put(ObjectNode node) {
    node.put("title", story.title());
    node.put("headline", story.headline());
    story.remarks().forEach(node.putArray("remarks")::add);
    story.legend().forEach(node.putArray("legend")::add);
    node.put("command", story.command());
    node.put("text", String.join("\n", story.text()));
    node.put("violated", story.headline().startsWith("violated"));
    node.put("loop", story.trace().loopStart());
    ArrayNode cpus = node.putArray("cpus");
    ImmutableSortedSet.Builder<Integer> acting = ImmutableSortedSet.naturalOrder();
    story.trace().steps().forEach(step -> acting.add(step.cpu()));
    for (int cpu : acting.build()) {
      cpus.addObject().put("number", cpu).put("name", StepData.heading(story.model(), cpu));
    }
    steps.put(node.putArray("steps"), story.trace().steps());
    story.playback().ifPresent(playback -> put(node, playback));
    story.picture().ifPresent(p -> new GraphData(story, p).put(node.putObject("graph")));
  }

  private void put(ObjectNode node, Playback playback) {
    node.put("buffered", story.machine() == Machine.TSO);
    node.put("reordered", story.compiler() == Compiler.CPPO);
    List<ImmutableList<Long>> memories = new ArrayList<>();
    playback.states().forEach(state -> memories.add(state.memory()));
    ListChains chains = new ListChains(story.model().program().memory(), memories, story.names());
    StateData states = new StateData(story, steps, sources, chains);
    states.putCells(node.putArray("cells"));
    states.put(node.putArray("states"), playback.states());
    ArrayNode cuts = node.putArray("cuts");
    playback.cuts().forEach(handler -> put(cuts.addObject(), handler, chains));
  }

  private void put(ObjectNode node, HandlerCuts cuts, ListChains chains) {
    node.put("handler", cuts.handler().title());
    node.put("own", cuts.own());
    node.put("complete", cuts.complete());
    ArrayNode array = node.putArray("cuts");
    List<Long> before = List.of();
    for (HandlerCuts.Cut cut : cuts.cuts()) {
      ObjectNode entry = array.addObject();
      cut.after().ifPresent(step -> steps.put(entry.putObject("after"), step));
      entry.put("beyond", cut.beyond());
      entry.put("outcome", cut.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
      entry.put("says", steps.name(cut.says()));
      steps.put(entry.putArray("steps"), cut.steps());
      if (!before.equals(cut.state().memory())) {
        chains.put(entry.putArray("lists"), cut.state().memory());
      }
      before = cut.state().memory();
    }
  }
}
