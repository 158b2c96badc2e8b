package io.binstore.simulation.crashpoint;

import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the turns of all processes while a script runs, and does at one of them what is asked for.
 *
 * <p>
 * A fault comes right before a turn of the process that it strikes. That is enough to cover every moment: whatever
 * reaches a process, be it a request, an answer, the refusal of a connection or a timer, reaches it as a turn of its own,
 * and nothing else reads or changes it. So between two of its turns it is the same at every moment, what it sent before
 * is on its way whether it lives or not, and a request that finds it gone would have been a turn of it. What differs
 * within such a gap is only when its callers hear that their connections broke, which they do with the delay of a
 * message anyway. Within a turn a death matters between two messages that it sends: state dies with the process.
 */
final class TurnWatch {

    private final Cluster cluster;
    private final World world;
    private final @Nullable Point point;
    private final List<String> processes = new ArrayList<>();
    private final List<Integer> messages = new ArrayList<>();
    private final List<Integer> answers = new ArrayList<>();
    private boolean on;
    private @Nullable SimNode struck;
    private long overNanos;

    TurnWatch(Cluster cluster, @Nullable Point point) {
        this.cluster = cluster;
        this.world = cluster.ground().world();
        this.point = point;
    }

    void begin() {
        on = true;
        world.beforeTurn(this::beforeTurn);
        cluster.ground().network().beforeSending(this::beforeSending);
        cluster.ground().network().losesAnswer(this::losesAnswer);
    }

    void end() {
        on = false;
    }

    private void beforeTurn(Process process) {
        if (!on) {
            return;
        }
        processes.add(process.name());
        messages.add(0);
        answers.add(0);
        if (point != null && point.turn() == processes.size()) {
            strike(point.fault(), process);
        }
    }

    private void strike(PointFault fault, Process process) {
        SimNode node = cluster.nodes().stream().filter(each -> each.host().equals(process.host()))
                .findFirst().orElseThrow();
        struck = node;
        overNanos = world.nowNanos() + fault.lengthNanos();
        world.trace().note("point", () -> fault + " of " + node);
        switch (fault) {
            case KILL -> killAndRestart(node);
            case REBIRTH -> node.restartAtOnce();
            case PAUSE -> {
                node.pause();
                world.after(fault.lengthNanos(), node::resume);
            }
            case KILL_SENDING, LOST_REPLY -> {
                // When it sends.
            }
        }
    }

    private void killAndRestart(SimNode node) {
        node.kill();
        world.after(PointFault.KILL.lengthNanos(), node::start);
    }

    private void beforeSending(Process sender) {
        if (on && !processes.isEmpty()) {
            int last = processes.size() - 1;
            int before = messages.get(last);
            messages.set(last, before + 1);
            if (struck != null && isNow(PointFault.KILL_SENDING, before)) {
                killAndRestart(struck);
            }
        }
    }

    private boolean isNow(PointFault fault, int nth) {
        return point != null && point.fault() == fault && point.turn() == processes.size()
                && point.nth() == nth;
    }

    private boolean losesAnswer(Process answerer) {
        if (!on || processes.isEmpty()) {
            return false;
        }
        int last = processes.size() - 1;
        int before = answers.get(last);
        answers.set(last, before + 1);
        return isNow(PointFault.LOST_REPLY, before);
    }

    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            turns.add(new Turn(processes.get(i), messages.get(i), answers.get(i)));
        }
        return turns;
    }

    /** Whose turn it was, or null if the script never came to it. */
    @Nullable
    SimNode struck() {
        return struck;
    }

    /** When everything is as it was, but for what the script did. */
    long overNanos() {
        return overNanos;
    }
}
