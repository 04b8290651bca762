package dev.kaboom.program;

/**
 * A {@code struct list_head} (or {@code llist_node}, without {@code prev}) somewhere in memory, so
 * that reports can draw the lists of a state.
 *
 * @param name as C would write it
 * @param address of the node
 * @param next index of the cell of {@code next}
 * @param prev index of the cell of {@code prev}, or -1
 * @param head whether it is a list head: a variable of its own, not a member of an entry
 */
public record ListNode(String name, long address, int next, int prev, boolean head) {}
