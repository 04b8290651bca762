package dev.kaboom.cli;

import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.report.HtmlReporter;
import dev.kaboom.report.Reporter;
import dev.kaboom.report.Unchecked;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes the page of {@code --html} beside another report. */
final class HtmlFile implements Reporter {
  private final Reporter other;
  private final Path file;
  private final StringWriter text = new StringWriter();
  private final HtmlReporter page;

  /**
   * Both reports.
   *
   * @throws IOException if the file cannot be written: better now than after a long search
   */
  HtmlFile(Reporter other, Path file, CheckOptions options) throws IOException {
    this.other = other;
    this.file = file;
    this.page = new HtmlReporter(new PrintWriter(text), options, ModelTexts::read);
    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
  }

  @Override
  public void checked(Checked check) {
    other.checked(check);
    page.checked(check);
  }

  @Override
  public void unchecked(Unchecked unchecked) {
    other.unchecked(unchecked);
    page.unchecked(unchecked);
  }

  @Override
  public void endOfFile() {
    other.endOfFile();
    page.endOfFile();
  }

  @Override
  public void end() {
    other.end();
    page.end();
    try {
      Files.writeString(file, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
