package dev.kaboom.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.html.HtmlEscapers;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One HTML page that needs nothing but itself: tables of verdicts as markup, executions as data.
 *
 * <p>Text from models reaches the page in two ways only: as escaped markup, and inside of a JSON
 * block in which {@code <} is escaped, from where scripts make text nodes of it. The page's content
 * security policy names its one script and its one style sheet by their hashes and allows nothing
 * else, so that nothing can be loaded or run even if that went wrong.
 */
public final class Page {
  private final ObjectNode data = new ObjectMapper().createObjectNode();
  private final ArrayNode stories;
  private final SourceData sources;
  private final List<String> body = new ArrayList<>();

  /** An empty page. */
  public Page(SourceTexts texts) {
    this.sources = new SourceData(texts, data.putArray("files"));
    this.stories = data.putArray("stories");
  }

  /** Adds an execution; its number. */
  public int add(Story story) {
    new StoryData(story, sources).put(stories.addObject());
    return stories.size() - 1;
  }

  /** A heading. */
  public void heading(String text) {
    body.add("<h2>" + escape(text) + "</h2>");
  }

  /** Short texts, each in a line of its own. */
  public void remarks(List<String> texts) {
    if (!texts.isEmpty()) {
      body.add("<ul class=\"remarks\">");
      texts.forEach(text -> body.add("<li>" + escape(text) + "</li>"));
      body.add("</ul>");
    }
  }

  /** A table of verdicts. */
  public void table(String caption, List<String> headings, List<Row> rows) {
    body.add("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Verdicts\">");
    body.add(
        "<table class=\"verdicts\"><caption class=\"unseen\">" + escape(caption) + "</caption>");
    StringBuilder head = new StringBuilder("<thead><tr>");
    headings.forEach(
        text -> head.append("<th scope=\"col\">").append(escape(text)).append("</th>"));
    body.add(head.append("<th scope=\"col\">trace</th></tr></thead><tbody>").toString());
    rows.forEach(row -> body.add(row(row)));
    body.add("</tbody></table></div>");
  }

  /**
   * A row of a table of verdicts.
   *
   * @param story the number of the execution to show, or -1
   */
  public record Row(ImmutableList<Cell> cells, int story) {}

  /**
   * A cell.
   *
   * @param mark {@code good}, {@code bad}, {@code unsure} or ""
   */
  public record Cell(String text, String mark) {}

  private static String row(Row row) {
    StringBuilder line = new StringBuilder("<tr>");
    for (Cell cell : row.cells()) {
      String mark = cell.mark().isEmpty() ? "" : " class=\"" + escape(cell.mark()) + "\"";
      line.append("<td").append(mark).append('>').append(escape(cell.text())).append("</td>");
    }
    String button = row.story() < 0 ? "" : button(row);
    return line.append("<td>").append(button).append("</td></tr>").toString();
  }

  /** A button; who does not see the row hears which one it is. */
  private static String button(Row row) {
    String which = row.cells().stream().limit(3).map(Cell::text).collect(Collectors.joining(" "));
    return "<button type=\"button\" data-story=\"%d\">Step through<span class=\"unseen\"> %s</span>"
            .formatted(row.story(), escape(which.strip()))
        + "</button>";
  }

  /**
   * The page.
   *
   * @param summary one sentence for all of it
   */
  public String html(String title, String summary) {
    String style = Assets.style();
    String script = Assets.script();
    String viewer = stories.isEmpty() ? "<p>There is no execution to step through.</p>" : viewer();
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src %s; script-src %s">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body>
        <a class="unseen" href="#viewer">Skip to the trace</a>
        <header><h1>%s</h1><p>%s</p></header>
        <main>
        %s
        %s
        </main>
        <svg id="blank" width="0" height="0" aria-hidden="true" focusable="false"></svg>
        <script type="application/json" id="data">%s</script>
        <script>%s</script>
        </body>
        </html>
        """
        .formatted(
            Assets.hash(style),
            Assets.hash(script),
            escape(title),
            style,
            escape(title),
            escape(summary),
            String.join("\n", body),
            viewer,
            json(),
            script);
  }

  private static String viewer() {
    return """
        <section id="viewer" tabindex="-1" aria-label="Trace">
        <noscript><p>To step through traces the page needs JavaScript.</p></noscript>
        </section>""";
  }

  /** The data; without a '<' nothing in it can end the block. */
  private String json() {
    try {
      return new ObjectMapper().writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escape(String text) {
    return HtmlEscapers.htmlEscaper().escape(text);
  }
}
