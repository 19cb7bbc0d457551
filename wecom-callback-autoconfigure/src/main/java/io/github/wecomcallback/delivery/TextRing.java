// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

/**
 * Texts one after the other in a ring of characters, where the oldest are forgotten first. It is as large as what it holds
 * wants, and no larger than it may be. Not thread-safe by itself.
 */
final class TextRing {

    private static final int LEAST = 1 << 10;

    private final int most;

    /** Its length is a power of two, or nothing. */
    private char[] ring = {};

    /** Positions that only grow; where in the ring they are, their lower bits say. */
    private long begin;

    private long end;

    /**
     * @param most how many characters it may hold, a power of two
     */
    TextRing(int most) {
        this.most = most;
    }

    boolean hasRoomFor(String text) {
        return text.length() <= most - held();
    }

    /** Adds a text that there is room for, and tells where it is. */
    long add(String text) {
        int wanted = held() + text.length();
        if (wanted > ring.length) {
            resize(Math.max(LEAST, ceilingPowerOfTwo(wanted)));
        }
        long at = end;
        int place = place(at, ring.length);
        int straight = Math.min(text.length(), ring.length - place);
        text.getChars(0, straight, ring, place);
        text.getChars(straight, text.length(), ring, 0);
        end += text.length();
        return at;
    }

    /** The text that is there. */
    String get(long at, int length) {
        int place = place(at, ring.length);
        int straight = Math.min(length, ring.length - place);
        String text = new String(ring, place, straight);
        return straight == length ? text : text + new String(ring, 0, length - straight);
    }

    /** Forgets all texts up to there; what lies between them and was not wanted any more goes with them. */
    void forgetUpTo(long at) {
        begin = at;
        if (ring.length > LEAST && held() < ring.length / 8) {
            resize(ring.length / 2);
        }
    }

    /** How many characters it has room for as it is now. */
    int capacity() {
        return ring.length;
    }

    private int held() {
        return (int) (end - begin);
    }

    private static int place(long at, int capacity) {
        return (int) at & capacity - 1;
    }

    private void resize(int capacity) {
        char[] old = ring;
        char[] resized = new char[capacity];
        for (long at = begin; at < end; ) {
            int from = place(at, old.length);
            int to = place(at, capacity);
            int count = (int) Math.min(end - at, Math.min(old.length - from, capacity - to));
            System.arraycopy(old, from, resized, to, count);
            at += count;
        }
        ring = resized;
    }

    private static int ceilingPowerOfTwo(int number) {
        return Integer.highestOneBit(number - 1) << 1;
    }
}
