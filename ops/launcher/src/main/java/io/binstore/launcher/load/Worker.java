package io.binstore.launcher.load;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One thread of a load: takes turns until it is told to stop, times its calls and notes those that fail. */
abstract class Worker implements Runnable {

    final Load.Plan plan;
    final Store store;
    final Board board;
    final Findings findings;

    private final Waits waits;
    private final CountDownLatch stop;

    Worker(Load.Plan plan, Store store, Load.Shared shared) {
        this.plan = plan;
        this.store = store;
        this.board = shared.board();
        this.findings = shared.findings();
        this.waits = shared.waits();
        this.stop = shared.stop();
    }

    /** @param turn from 1 */
    abstract void turn(int turn);

    @Override
    public final void run() {
        try {
            for (int turn = 1; !stop.await(pauseMicros(), TimeUnit.MICROSECONDS); turn++) {
                turn(turn);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            findings.add(Fault.FAILED_CALL, "a worker of the load broke: " + e);
        }
    }

    /** How long it rests between turns: this is what makes the load steady. */
    long pauseMicros() {
        return plan.pause().toNanos() / 1_000;
    }

    /** A call that answers something; empty if it failed. */
    final <T> Optional<T> call(String what, Supplier<T> call) {
        long started = System.nanoTime();
        try {
            return Optional.of(call.get());
        } catch (RuntimeException e) {
            long millis = (System.nanoTime() - started) / 1_000_000;
            findings.add(Fault.FAILED_CALL, what + " after " + millis + " ms: " + e);
            return Optional.empty();
        } finally {
            waits.add(System.nanoTime() - started);
        }
    }

    /** A call that answers nothing. @return whether it succeeded */
    final boolean call(String what, Runnable call) {
        return call(what, () -> {
            call.run();
            return Boolean.TRUE;
        }).isPresent();
    }
}
