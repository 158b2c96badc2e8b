package io.binstore.backend.http;

import io.binstore.protocol.wire.Problem;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the calls that wait at once, and the bytes of their bodies (I11). */
public final class Admission {

    private final int callsMax;
    private final long bytesMax;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    public Admission(int callsMax, long bytesMax) {
        this.callsMax = callsMax;
        this.bytesMax = bytesMax;
    }

    /** How many calls wait now. */
    public int calls() {
        return calls.get();
    }

    /** Lets a call in. @throws ProblemException if too many wait already */
    public Permit enter() {
        if (calls.incrementAndGet() > callsMax) {
            calls.decrementAndGet();
            throw new ProblemException(Problem.UNAVAILABLE,
                    "more than " + callsMax + " calls wait here already");
        }
        return new Permit();
    }

    /** The place of one call; used by its thread only. */
    public final class Permit implements AutoCloseable {

        private long held;

        private Permit() {
        }

        /** Takes room for this many more bytes. @throws ProblemException if there is none */
        public void reserve(long more) {
            held += more;
            if (bytes.addAndGet(more) > bytesMax) {
                throw new ProblemException(Problem.UNAVAILABLE,
                        "the bodies of waiting calls take more than " + bytesMax
                                + " bytes already");
            }
        }

        @Override
        public void close() {
            bytes.addAndGet(-held);
            calls.decrementAndGet();
        }
    }
}
