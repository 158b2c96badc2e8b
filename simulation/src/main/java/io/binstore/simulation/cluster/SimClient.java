package io.binstore.simulation.cluster;

import io.binstore.client.core.ClientCore;
import io.binstore.client.core.ClientSettings;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.SimRandomness;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A host of a program that uses the store; every call of it is in the history. */
public final class SimClient extends SimNode {

    /** So many programs work on few calls at a time, so that others wait for their turn. */
    private static final double CRAMPED = 0.2;
    private static final int OPEN_CALLS_FEW = 3;

    private @Nullable ClientCore core;
    private @Nullable Process process;
    private int open;

    SimClient(Ground ground, String host) {
        super(ground, host);
    }

    @Override
    void boot(Process next) {
        process = next;
        open = 0;
        SimRandomness random = ground().randomness().fork(next.name());
        List<String> seeds = ground().shape().backendAddresses();
        ClientSettings settings = random.chance(CRAMPED)
                ? new ClientSettings(seeds, null, OPEN_CALLS_FEW,
                        ClientSettings.WAITING_CALLS_MAX_DEFAULT,
                        ClientSettings.HELD_BYTES_MAX_DEFAULT)
                : ClientSettings.of(seeds);
        core = new ClientCore(settings, next, next, random, ground().network().transportOf(next));
    }

    /** Puts a task on the loop of the program that runs now. */
    public void soon(long delayNanos, Runnable task) {
        if (process != null) {
            process.soon(delayNanos, task);
        }
    }

    /** Makes a call; to be done on the program's own loop. */
    public void call(Operation operation, long deadlineNanos, Consumer<Result> then) {
        ClientCore client = core;
        Process caller = process;
        if (client == null || caller == null) {
            throw new IllegalStateException(this + " was never started");
        }
        CallRecord call = ground().history().invoke(host(), operation, ground().world().nowNanos());
        ground().world().trace().note(caller.name(),
                () -> "calls #" + call.invokeOrder() + " " + operation);
        open++;
        client.execute(operation, deadlineNanos, result -> {
            open--;
            ground().history().complete(call, result, ground().world().nowNanos());
            ground().world().trace().mark(result.toString());
            ground().world().trace().note(caller.name(),
                    () -> "returns #" + call.invokeOrder() + " " + result);
            then.accept(result);
        });
    }

    /** The client core of the newest run, be it dead. */
    public ClientCore core() {
        if (core == null) {
            throw new IllegalStateException(this + " was never started");
        }
        return core;
    }

    /** Calls of the newest run that wait for an answer. */
    public int open() {
        return up() ? open : 0;
    }
}
