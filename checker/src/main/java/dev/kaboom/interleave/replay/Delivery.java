package dev.kaboom.interleave.replay;

import dev.kaboom.interleave.replay.ContextState.Status;
import dev.kaboom.interleave.replay.CpuState.Request;
import dev.kaboom.interleave.replay.Interruption.Blocked;
import dev.kaboom.program.ContextKind;
import dev.kaboom.verdict.Step;
import java.util.List;

/** The start of a handler. */
record Delivery(Rules rules, World world, StepLog log) {
  /** Starts a handler, with its leading silent instructions. */
  void enter(ContextState handler) {
    ContextKind kind = handler.context.kind();
    CpuState cpu = world.cpus.get(handler.context.cpu());
    mustBePossible(handler, cpu);
    log.kind(Step.Kind.ENTER);
    log.action("<" + title(handler) + ">");
    if (rules.options().delivery() == StepperOptions.Delivery.DRAINS) {
      new MemoryAccess(rules, world, cpu, log).drain();
    }
    handler.start();
    switch (kind) {
      case PROCESS -> throw new Blocked("it is no handler");
      case IRQ, NMI -> handler.budget--;
      case IPI, SENT_NMI -> {
        Request request = cpu.queue(kind).remove(0);
        handler.requester = request.sender();
        handler.set(handler.registers.isEmpty() ? -1 : 0, request.argument());
      }
    }
    handler.maskedBefore = cpu.masked;
    cpu.masked |= kind.maskable();
    cpu.stack.add(handler.context.index());
    int index = handler.context.index();
    log.actor(index, handler.context.cpu(), world.depth(handler.context.cpu()));
    new Advance(rules, world, log).run(handler);
  }

  private void mustBePossible(ContextState handler, CpuState cpu) {
    ContextKind kind = handler.context.kind();
    if (cpu.halted) {
      throw new Blocked("the CPU has halted");
    }
    if (world.inNmi(handler.context.cpu())) {
      throw new Blocked("an NMI is running on that CPU");
    }
    if (kind.maskable() && cpu.masked) {
      throw new Blocked("interrupts are masked");
    }
    if (handler.status == Status.RUNNING) {
      throw new Blocked("it is running already");
    }
    mustBeAskedFor(handler, cpu);
  }

  private static void mustBeAskedFor(ContextState handler, CpuState cpu) {
    ContextKind kind = handler.context.kind();
    switch (kind) {
      case PROCESS -> throw new Blocked("it is no handler");
      case IRQ, NMI -> {
        if (handler.budget == 0) {
          throw new Blocked("it has come as often as it may");
        }
      }
      case IPI, SENT_NMI -> {
        List<Request> queue = cpu.queue(kind);
        if (queue.isEmpty() || queue.get(0).routine() != handler.context.routine()) {
          throw new Blocked("it is not what is requested next");
        }
      }
    }
  }

  private static String title(ContextState handler) {
    String name = handler.context.name();
    int dot = name.indexOf('.');
    return switch (handler.context.kind()) {
      case PROCESS -> name;
      case IRQ -> "IRQ";
      case NMI -> "NMI";
      case IPI -> "IPI" + (dot < 0 ? "" : " " + name.substring(dot + 1));
      case SENT_NMI -> "NMI" + (dot < 0 ? "" : " " + name.substring(dot + 1));
    };
  }
}
