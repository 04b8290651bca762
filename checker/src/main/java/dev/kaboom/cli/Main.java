package dev.kaboom.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code kaboom} command; each thing that it can do is a subcommand. */
@Command(
    name = "kaboom",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Exhaustive model checker for kernel ordering protocols.")
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is required");
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"kaboom " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
