package io.binstore.launcher.demo;

import io.binstore.launcher.load.Fault;
import io.binstore.launcher.load.Findings;
import io.binstore.launcher.load.Question.Shape;
import io.binstore.launcher.load.Store;
import java.util.ArrayList;
import java.util.List;

/** Puts entries into the store, several hands at once; the entries of one bin go through one hand, in their order. */
final class Shelving {

    private static final int HANDS = 8;

    private Shelving() {
    }

    /** @return how many writes were acknowledged */
    static long put(List<Library.Entry> entries, Store store, Findings findings) {
        List<List<Library.Entry>> shares = new ArrayList<>();
        for (int hand = 0; hand < HANDS; hand++) {
            shares.add(new ArrayList<>());
        }
        for (Library.Entry entry : entries) {
            shares.get(Math.floorMod(entry.place().bin().hashCode(), HANDS)).add(entry);
        }
        long[] done = new long[HANDS];
        List<Thread> hands = new ArrayList<>();
        for (int hand = 0; hand < HANDS; hand++) {
            int own = hand;
            Thread thread = new Thread(() -> shares.get(own).forEach(entry -> {
                if (put(entry, store, findings)) {
                    done[own]++;
                }
            }), "shelving-" + hand);
            thread.setDaemon(true);
            hands.add(thread);
            thread.start();
        }
        long sum = 0;
        try {
            for (int hand = 0; hand < HANDS; hand++) {
                hands.get(hand).join();
                sum += done[hand];
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return sum;
    }

    private static boolean put(Library.Entry entry, Store store, Findings findings) {
        try {
            if (entry.place().shape() == Shape.VALUE) {
                store.set(entry.place().bin(), entry.place().key(), entry.text());
            } else {
                store.append(entry.place().bin(), entry.place().key(), entry.text());
            }
            return true;
        } catch (RuntimeException e) {
            findings.add(Fault.FAILED_CALL, "storing " + entry.place() + ": " + e);
            return false;
        }
    }
}
