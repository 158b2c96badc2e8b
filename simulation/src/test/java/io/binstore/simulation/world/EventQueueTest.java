package io.binstore.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** The wheel gives events in exactly the order of one sorted queue. */
class EventQueueTest {

    private static final int ROUNDS = 20_000;

    @Test
    void givesTheOrderOfOneSortedQueue() {
        SimRandomness random = SimRandomness.ofSeed(1);
        EventQueue queue = new EventQueue();
        PriorityQueue<Event> sorted = new PriorityQueue<>();
        List<Event> all = new ArrayList<>();
        long now = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // Near, on the wheel, and far beyond it.
            long delay = (long) (Math.pow(random.unit(), 6) * 300 * World.SECOND);
            Event event = new Event(now + delay, round, null, () -> {
            });
            all.add(event);
            queue.add(event);
            sorted.add(event);
            if (random.chance(0.3)) {
                all.get(random.below(all.size())).cancel();
            }
            long until = now + random.between(0L, 40 * World.MILLISECOND);
            for (Event next = poll(queue, until); next != null; next = poll(queue, until)) {
                while (sorted.element().cancelled()) {
                    sorted.remove();
                }
                assertThat(next).isSameAs(sorted.remove());
            }
            sorted.removeIf(Event::cancelled);
            assertThat(sorted.isEmpty() || sorted.element().timeNanos > until).isTrue();
            now = until;
        }
    }

    /** The next that was not called off. */
    private static Event poll(EventQueue queue, long until) {
        Event next = queue.poll(until);
        while (next != null && next.cancelled()) {
            next = queue.poll(until);
        }
        return next;
    }
}
