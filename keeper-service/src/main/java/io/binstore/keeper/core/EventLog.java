package io.binstore.keeper.core;

import io.binstore.protocol.runtime.Bound;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last events, bounded (I11). */
final class EventLog {

    private static final int EVENTS_MAX = 1000;

    private final Deque<Event> events = new ArrayDeque<>();
    private long sequence;

    void add(long nowNanos, Event.Kind kind, long epoch, String subject, String detail) {
        events.addLast(new Event(++sequence, nowNanos, kind, epoch, subject, detail));
        if (events.size() > EVENTS_MAX) {
            events.removeFirst();
        }
    }

    void bounds(List<Bound> bounds) {
        bounds.add(new Bound("events", events.size(), EVENTS_MAX));
    }

    List<Event> events() {
        return List.copyOf(events);
    }
}
