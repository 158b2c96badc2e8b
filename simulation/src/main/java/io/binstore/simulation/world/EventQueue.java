package io.binstore.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The events that are to come, by (time, sequence).
 *
 * <p>
 * Most events are time-outs that are called off long before their time. So only those of the current slot are kept in
 * order; later ones lie in the slots of a wheel, unsorted, and are looked at once their slot comes, if they still count
 * then. What is beyond the wheel waits in order of its own.
 */
final class EventQueue {

    private static final int SLOT_BITS = 20; // About a millisecond.
    private static final int SLOTS = 1 << 13; // About 8.6 s.

    private final List<List<Event>> wheel = new ArrayList<>(SLOTS);
    private final PriorityQueue<Event> near = new PriorityQueue<>();
    private final PriorityQueue<Event> far = new PriorityQueue<>();
    /** Events up to the end of this slot are near; those of the next {@code SLOTS - 1} are on the wheel. */
    private long slot;
    private int onWheel;

    EventQueue() {
        for (int i = 0; i < SLOTS; i++) {
            wheel.add(new ArrayList<>(0));
        }
    }

    void add(Event event) {
        long its = event.timeNanos >>> SLOT_BITS;
        if (its <= slot) {
            near.add(event);
        } else if (its < slot + SLOTS) {
            wheel.get((int) (its % SLOTS)).add(event);
            onWheel++;
        } else {
            far.add(event);
        }
    }

    /** Takes the next event if its time is not later than that; null if there is none. */
    @Nullable
    Event poll(long untilNanos) {
        long last = untilNanos >>> SLOT_BITS;
        while (near.isEmpty() && slot < last && advance(last)) {
            // Until an event is near, or the time is over.
        }
        Event next = near.peek();
        return next == null || next.timeNanos > untilNanos ? null : near.poll();
    }

    /** Goes on by a slot, or to the first far event if the wheel is empty; whether there is anything left to come. */
    private boolean advance(long last) {
        if (onWheel == 0) {
            Event first = far.peek();
            if (first == null) {
                return false;
            }
            slot = Math.max(slot, Math.min(last, first.timeNanos >>> SLOT_BITS) - 1);
        }
        slot++;
        List<Event> due = wheel.get((int) (slot % SLOTS));
        onWheel -= due.size();
        for (Event event : due) {
            if (!event.cancelled()) {
                near.add(event);
            }
        }
        due.clear();
        while (!far.isEmpty() && far.element().timeNanos >>> SLOT_BITS < slot + SLOTS) {
            add(far.remove());
        }
        return true;
    }
}
