package dev.kaboom.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kaboom completion}: a script that makes a shell complete Kaboom's words. */
@Command(
    name = "completion",
    description = "Print a script that makes a shell complete commands and options.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  source <(kaboom completion bash)          in ~/.bashrc, or zsh in ~/.zshrc",
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells that picocli's script serves: zsh by its emulation of bash's completion. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh")
  private Shell shell = Shell.bash;

  @Spec private CommandSpec spec;

  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String prelude =
        switch (shell) {
          case bash -> "";
          case zsh -> "autoload -Uz compinit && compinit -u\n";
        };
    console.out().print(prelude + AutoComplete.bash("kaboom", spec.root().commandLine()));
    console.out().flush();
    return ExitCode.OK;
  }
}
