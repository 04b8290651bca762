package dev.kaboom.program;

/** A function whose address is taken: pointers to it have the value {@code address}. */
public record Function(String name, long address) {}
