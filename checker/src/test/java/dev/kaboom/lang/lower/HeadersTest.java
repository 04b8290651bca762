package dev.kaboom.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kaboom.lang.kernelc.BundledHeaders;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HeadersTest {
  @TestFactory
  Stream<DynamicTest> eachHeaderStandsAlone() {
    Set<String> names = new BundledHeaders().systemNames();
    assertFalse(names.isEmpty());
    return names.stream()
        .map(
            name ->
                dynamicTest(
                    name,
                    () ->
                        assertEquals(
                            List.of(),
                            Sources.complaints("h.c", "#include <" + name + ">\nCPU(0) { }"))));
  }
}
