package dev.kaboom.lang.lower.intrinsic;

import dev.kaboom.lang.lower.Body;
import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.SemanticException;
import dev.kaboom.lang.lower.Value;
import dev.kaboom.lang.lower.code.Label;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.FunctionType;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.PointerType;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.CheckKind;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Instruction.IrqOperation;
import java.util.List;
import java.util.OptionalLong;

/**
 * Interrupts that code sends: {@code smp_call_function_single()} and {@code send_nmi()}.
 *
 * <p>A call to the own CPU is made at once with interrupts masked, as in kernel/smp.c.
 */
final class CrossCalls {
  private CrossCalls() {}

  static void addTo(Primitives table) {
    table.value("smp_call_function_single", 4, call -> run(call, ContextKind.IPI));
    table.action("send_nmi", 3, call -> run(call, ContextKind.SENT_NMI));
  }

  private record Request(
      IntrinsicCall call, ContextKind kind, Expression cpu, Value argument, Expression waits) {}

  private static Value run(IntrinsicCall call, ContextKind kind) {
    Body body = call.body();
    Expression cpu = body.kept(call.value(0, IntegerType.INT).term(), call.spanOf(0));
    Value function = call.value(1);
    FunctionType type =
        function
            .type()
            .function()
            .orElseThrow(() -> new SemanticException(call.spanOf(1), "this is no function"));
    if (type.parameters().size() > 1) {
      throw new SemanticException(
          call.spanOf(1), "an interrupt's function takes one argument, not more");
    }
    Value argument = call.value(2, PointerType.TO_VOID);
    argument = new Value(argument.type(), body.kept(argument.term(), call.spanOf(2)));
    Expression wait =
        kind == ContextKind.IPI
            ? body.kept(call.value(3, IntegerType.INT).term(), call.spanOf(3))
            : Terms.ZERO;
    Request request = new Request(call, kind, cpu, argument, wait);
    checkCpu(request);
    dispatch(request, function, type);
    return Value.ofInt(0);
  }

  private static void checkCpu(Request request) {
    IntrinsicCall call = request.call();
    int count = call.body().cpuCount();
    OptionalLong known = Terms.known(request.cpu());
    if (known.isPresent()) {
      if (known.getAsLong() < 0 || known.getAsLong() >= count) {
        throw new SemanticException(
            call.spanOf(0),
            "there is no CPU " + known.getAsLong(),
            "CPUs are those up to the highest CPU(n), IRQ(n) or NMI(n) of the file, or NR_CPUS");
      }
      return;
    }
    Expression exists =
        Terms.binary(BinaryOperator.LESS_UNSIGNED, request.cpu(), Terms.constant(count));
    call.emit(
        new Instruction.Check(
            call.at(), CheckKind.FAULT, exists, call.name() + "() to a CPU that does not exist"));
  }

  private static void dispatch(Request request, Value function, FunctionType type) {
    IntrinsicCall call = request.call();
    Body body = call.body();
    OptionalLong known = Terms.known(function.term());
    if (known.isPresent()) {
      to(request, known.getAsLong(), function);
      return;
    }
    Expression pointer = body.kept(function.term(), call.spanOf(1));
    Label end = body.label();
    for (long address : body.targets(type).keySet()) {
      Label next = body.label();
      Expression target = Terms.constant(address);
      body.code().branch(call.at(), Terms.equal(pointer, target), next);
      to(request, address, new Value(function.type(), target));
      body.code().jump(call.at(), end);
      body.code().place(next);
    }
    call.emit(
        new Instruction.Check(
            call.at(), CheckKind.FAULT, Terms.ZERO, "call through a pointer to no function"));
    body.code().place(end);
  }

  private static void to(Request request, long function, Value pointer) {
    Body body = request.call().body();
    int own = body.site().cpu();
    if (request.kind() == ContextKind.SENT_NMI) {
      send(request, function);
      return;
    }
    OptionalLong known = Terms.known(request.cpu());
    if (known.isPresent()) {
      if (known.getAsLong() == own) {
        here(request, pointer);
      } else {
        send(request, function);
      }
      return;
    }
    Label other = body.label();
    Label end = body.label();
    Expression isOwn = Terms.equal(request.cpu(), Terms.constant(own));
    body.code().branch(request.call().at(), isOwn, other);
    here(request, pointer);
    body.code().jump(request.call().at(), end);
    body.code().place(other);
    send(request, function);
    body.code().place(end);
  }

  private static void here(Request request, Value pointer) {
    IntrinsicCall call = request.call();
    Body body = call.body();
    int flags = body.code().temporary();
    InterruptMasking.emit(call, IrqOperation.Kind.SAVE, flags, null);
    boolean takes = !pointer.type().function().map(f -> f.parameters().isEmpty()).orElse(true);
    body.calls().through(pointer, takes ? List.of(request.argument()) : List.of(), call.span());
    InterruptMasking.emit(call, IrqOperation.Kind.RESTORE, -1, Terms.register(flags));
  }

  private static void send(Request request, long function) {
    IntrinsicCall call = request.call();
    Body body = call.body();
    int routine = -1;
    OptionalLong known = Terms.known(request.cpu());
    for (int cpu = 0; cpu < body.cpuCount(); cpu++) {
      boolean own = request.kind() == ContextKind.IPI && cpu == body.site().cpu();
      if (known.isPresent() ? known.getAsLong() == cpu : !own) {
        routine = body.request(request.kind(), cpu, function, call.spanOf(1));
      }
    }
    call.emit(
        new Instruction.Send(
            call.at(), request.kind(), request.cpu(), routine, request.argument().term()));
    OptionalLong knownWait = Terms.known(request.waits());
    if (knownWait.isPresent() && knownWait.getAsLong() == 0) {
      return;
    }
    Label end = body.label();
    body.code().branch(call.at(), request.waits(), end);
    call.emit(new Instruction.AwaitSent(call.at()));
    body.code().place(end);
  }
}
