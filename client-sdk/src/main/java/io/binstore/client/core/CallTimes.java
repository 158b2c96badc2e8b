package io.binstore.client.core;

import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Timers.Cancellable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls ordered by a moment, each handed over when its moment comes.
 *
 * <p>
 * A binary heap in which every call knows its place, so that an answered call leaves at once, and
 * one timer for the earliest moment. Deadlines mostly rise, so adding is cheap, and the timer of a
 * call that has left is not called off: it fires early and is set again.
 */
final class CallTimes {

    /** Which of its two places in such queues a call uses here. */
    enum Kind {
        DEADLINE,
        WAKE
    }

    private final Kind kind;
    private final Ticker ticker;
    private final Timers timers;
    private final Consumer<OpenCall> due;

    private OpenCall[] calls = new OpenCall[16];
    private long[] moments = new long[16];
    private int size;

    private @Nullable Cancellable timer;
    private long timerNanos;

    CallTimes(Kind kind, Ticker ticker, Timers timers, Consumer<OpenCall> due) {
        this.kind = kind;
        this.ticker = ticker;
        this.timers = timers;
        this.due = due;
    }

    void add(OpenCall call, long momentNanos) {
        if (size == calls.length) {
            calls = Arrays.copyOf(calls, size * 2);
            moments = Arrays.copyOf(moments, size * 2);
        }
        rise(size++, call, momentNanos);
        arm();
    }

    /** Takes a call out; one that is not in has no effect. */
    void remove(OpenCall call) {
        int place = place(call);
        if (place < 0) {
            return;
        }
        setPlace(call, -1);
        OpenCall last = calls[--size];
        long moment = moments[size];
        clear(size);
        if (place < size) {
            if (place > 0 && moment - moments[(place - 1) / 2] < 0) {
                rise(place, last, moment);
            } else {
                sink(place, last, moment);
            }
        }
    }

    /** Takes all calls out, earliest first. */
    List<OpenCall> drain() {
        List<OpenCall> drained = new ArrayList<>(size);
        while (size > 0) {
            OpenCall first = calls[0];
            remove(first);
            drained.add(first);
        }
        disarm();
        return drained;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    private void fire() {
        timer = null;
        long nowNanos = ticker.nanos();
        while (size > 0 && moments[0] - nowNanos <= 0) {
            OpenCall first = calls[0];
            remove(first);
            due.accept(first);
        }
        arm();
    }

    private void arm() {
        if (size == 0 || timer != null && timerNanos - moments[0] <= 0) {
            return;
        }
        disarm();
        timerNanos = moments[0];
        timer = timers.after(Math.max(0, timerNanos - ticker.nanos()), this::fire);
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void rise(int from, OpenCall call, long moment) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (moment - moments[parent] >= 0) {
                break;
            }
            put(place, calls[parent], moments[parent]);
            place = parent;
        }
        put(place, call, moment);
    }

    private void sink(int from, OpenCall call, long moment) {
        int place = from;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && moments[child + 1] - moments[child] < 0) {
                child++;
            }
            if (moments[child] - moment >= 0) {
                break;
            }
            put(place, calls[child], moments[child]);
            place = child;
        }
        put(place, call, moment);
    }

    private void put(int place, OpenCall call, long moment) {
        calls[place] = call;
        moments[place] = moment;
        setPlace(call, place);
    }

    @SuppressWarnings("NullAway") // an empty place of the array, above size
    private void clear(int place) {
        calls[place] = null;
    }

    private int place(OpenCall call) {
        return kind == Kind.WAKE ? call.wakePlace : call.deadlinePlace;
    }

    private void setPlace(OpenCall call, int place) {
        if (kind == Kind.WAKE) {
            call.wakePlace = place;
        } else {
            call.deadlinePlace = place;
        }
    }
}
