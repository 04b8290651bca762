package dev.kaboom.lang.lower.code;

/**
 * A place in code that is being built.
 *
 * @param id what stands for the place in targets until {@link CodeBuilder#finish} resolves it
 */
public record Label(int id) {}
