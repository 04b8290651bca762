package dev.kaboom.explore;

/**
 * A bijection of the pairs whose left and right numbers have given widths, together k bits, onto
 * themselves, read as keys of k bits, that spreads neighbours evenly.
 *
 * <p>Multiplying with an odd number is a bijection modulo 2<sup>k</sup>, and so is taking the upper
 * half of the bits into the lower by exclusive or. Two rounds of both are the finaliser of
 * MurmurHash3 with another word length.
 */
record BitMixer(int leftWidth, int rightWidth) {
  private static final long FIRST = 0xff51_afd7_ed55_8ccdL;
  private static final long SECOND = 0xc4ce_b9fe_1a85_ec53L;
  private static final long FIRST_INVERSE = inverse(FIRST);
  private static final long SECOND_INVERSE = inverse(SECOND);

  /** Bits of a key. */
  int width() {
    return leftWidth + rightWidth;
  }

  /** Whether both numbers of the pair have room. */
  boolean fits(long pair) {
    return pair >>> 32 <= ones(leftWidth) && (pair & 0xffff_ffffL) <= ones(rightWidth);
  }

  /** The mixer for all pairs for which this one is, and that pair. */
  BitMixer widened(long pair) {
    return new BitMixer(
        Math.max(leftWidth, 64 - Long.numberOfLeadingZeros(pair >>> 32)),
        Math.max(rightWidth, 64 - Long.numberOfLeadingZeros(pair & 0xffff_ffffL)));
  }

  /** One with so many more bits for both numbers, up to 32 for each. */
  BitMixer widened(int bits) {
    int left = Math.max(leftWidth, Math.min(32, leftWidth + (bits + 1) / 2));
    int right = Math.min(32, rightWidth + bits - (left - leftWidth));
    return new BitMixer(left, right);
  }

  /** This one, or one with wider left numbers whose keys have that many bits. */
  BitMixer atLeast(int bits) {
    return width() >= bits ? this : new BitMixer(bits - rightWidth, rightWidth);
  }

  /** The key of a pair that fits. */
  long mix(long pair) {
    int half = (width() + 1) >>> 1;
    long mask = -1L >>> -width();
    long key = ((pair >>> 32) << rightWidth) | (pair & ones(rightWidth));
    key = ((key ^ (key >>> half)) * FIRST) & mask;
    key = ((key ^ (key >>> half)) * SECOND) & mask;
    return key ^ (key >>> half);
  }

  /** The pair with that key. */
  long unmix(long mixed) {
    int half = (width() + 1) >>> 1;
    long mask = -1L >>> -width();
    long key = ((mixed ^ (mixed >>> half)) * SECOND_INVERSE) & mask;
    key = ((key ^ (key >>> half)) * FIRST_INVERSE) & mask;
    key ^= key >>> half;
    return ((key >>> rightWidth) << 32) | (key & ones(rightWidth));
  }

  private static long ones(int width) {
    return (1L << width) - 1;
  }

  /** Newton's iteration doubles the number of right bits, from five that any odd number has. */
  private static long inverse(long odd) {
    long inverse = (3 * odd) ^ 2;
    for (int bits = 5; bits < 64; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
