package io.binstore.launcher.load;

import java.util.Optional;

/** Reads the writers' counters: each read must show at least what was acknowledged before it began. */
final class Reader extends Worker {

    private final int writers;
    private int next;

    Reader(int number, int writers, Load.Plan plan, Store store, Load.Shared shared) {
        super(plan, store, shared);
        this.writers = writers;
        this.next = number;
    }

    @Override
    void turn(int turn) {
        next++;
        int bin = next % plan.bins();
        int writer = next / plan.bins() % writers;
        String key = Writer.counter(writer);
        long before = board.acknowledged(writer, bin);
        Optional<Optional<String>> read = call("get " + key, () -> store.get(plan.bin(bin), key));
        if (read.isEmpty()) {
            return;
        }
        long value = read.get().map(Long::parseLong).orElse(0L);
        long after = board.begun(writer, bin);
        if (value < before) {
            findings.add(Fault.STALE_READ,
                    key + " of " + plan.bin(bin) + " showed " + value + " after " + before
                            + " was acknowledged");
        } else if (value > after) {
            findings.add(Fault.NEVER_WRITTEN,
                    key + " of " + plan.bin(bin) + " showed " + value + " before it was set, at "
                            + after);
        }
    }
}
