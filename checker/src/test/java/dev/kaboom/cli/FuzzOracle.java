package dev.kaboom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/** Tells whether a run of {@code check --format json} or {@code patch} has ended as it may. */
final class FuzzOracle {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FuzzOracle() {}

  /** What is wrong with the run; empty if nothing is. */
  static Optional<String> complaint(String command, int code, String out, String err) {
    if (err.contains("INTERNAL ERROR") || err.contains("\tat ") || err.contains("Exception")) {
      return Optional.of("a message that is none for users");
    }
    if (!List.of(0, 1, 3, 4).contains(code)) {
      return Optional.of("exit code " + code);
    }
    if (code == ExitCode.BAD_INPUT) {
      return err.isBlank() ? Optional.of("bad input without a message") : Optional.empty();
    }
    if (!command.equals("check")) {
      return Optional.empty();
    }
    int due = due(out);
    return due == code
        ? Optional.empty()
        : Optional.of("exit code " + code + " where the answers make " + due);
  }

  /** The exit code that the answers make; -1 for what is no answer. */
  private static int due(String out) {
    int due = ExitCode.OK;
    for (String line : out.lines().toList()) {
      try {
        JsonNode answer = MAPPER.readTree(line);
        boolean open = answer.path("verdict").asText().equals("inconclusive");
        if (open
            && (!answer.path("reason").isTextual() || answer.path("reason").asText().isBlank())) {
          return -1;
        }
        if (!answer.path("matches").asBoolean()) {
          due = !open ? ExitCode.VIOLATED : due == ExitCode.OK ? ExitCode.INCONCLUSIVE : due;
        }
      } catch (JsonProcessingException e) {
        return -1;
      }
    }
    return out.isBlank() ? -1 : due;
  }
}
