package dev.kaboom.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.RcuOperation;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The names in the table are those of VarHandle's methods. */
class JavaModesTest {
  private static void isMethod(String name) {
    assertEquals(name, AccessMode.valueFromMethodName(name).methodName());
  }

  @ParameterizedTest
  @EnumSource(JavaMode.class)
  void everyModeHasItsMethods(JavaMode mode) {
    isMethod(mode.getter());
    isMethod(mode.setter());
  }

  @Test
  void aMethodThatDoesNotExistIsNoticed() {
    assertThrows(IllegalArgumentException.class, () -> isMethod("getRelaxed"));
  }

  @ParameterizedTest
  @EnumSource(JavaFence.class)
  void everyFenceIsAMethod(JavaFence fence) {
    Runnable call =
        switch (fence) {
          case LOAD_LOAD -> VarHandle::loadLoadFence;
          case STORE_STORE -> VarHandle::storeStoreFence;
          case FULL -> VarHandle::fullFence;
        };
    call.run();
    assertTrue(
        Arrays.stream(VarHandle.class.getMethods())
            .anyMatch(m -> m.getName().equals(fence.method())));
  }

  @ParameterizedTest
  @EnumSource(RmwOrder.class)
  void everyReadModifyWriteHasItsMethods(RmwOrder order) {
    Optional<JavaModes.Atomic> atomic = JavaModes.of(order);
    assertEquals(order.local(), atomic.isEmpty());
    for (String name : List.of("getAndAdd", "getAndSet", "getAndBitwiseOr", "compareAndExchange")) {
      atomic.ifPresent(found -> isMethod(name + found.suffix()));
    }
  }

  @ParameterizedTest
  @EnumSource(LockOperation.Kind.class)
  void everyLockOperationIsAMethod(LockOperation.Kind kind) {
    isMethod(JavaModes.of(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "READ_LOCK,true",
    "READ_UNLOCK,true",
    "SYNCHRONIZE,false",
    "SRCU_READ_LOCK,false",
  })
  void onlyReadersOfRcuHaveAnEquivalent(RcuOperation.Kind kind, boolean expected) {
    assertEquals(expected, JavaModes.has(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN,get,set",
    "ONCE,getOpaque,setOpaque",
    "ACQUIRE,getAcquire,setRelease",
    "RELEASE,getAcquire,setRelease",
  })
  void accessesKeepTheirMarking(AccessKind kind, String getter, String setter) {
    assertEquals(getter, JavaModes.of(kind).getter());
    assertEquals(setter, JavaModes.of(kind).setter());
  }
}
