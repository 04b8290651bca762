package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelFoldersTest {
  @Test
  void placeholder() {
    assertEquals(List.of(), List.of());
  }
}
