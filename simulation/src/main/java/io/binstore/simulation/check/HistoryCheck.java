package io.binstore.simulation.check;

import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.simulation.check.Linearizability.Verdict;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.history.History;
import io.binstore.simulation.world.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges what all clients saw, bin by bin: I4, I5, I6 and I8 as users would notice them. */
public final class HistoryCheck {

    private static final int REPORTED_MAX = 8;

    private final History history;
    private final Partitioning partitioning;
    private final boolean copies;

    /**
     * @param copies whether the network repeats requests: a refusal says that this request did nothing, a copy of it
     *         may do it later
     */
    public HistoryCheck(History history, Partitioning partitioning, boolean copies) {
        this.history = history;
        this.partitioning = partitioning;
        this.copies = copies;
    }

    /** The first thing that is wrong, or null. */
    public @Nullable Violation violation() {
        for (var bin : history.byBin().entrySet()) {
            Violation found = judge(bin.getKey(), bin.getValue());
            if (found == null) {
                found = new ClockCheck(bin.getValue(), lossesOf(bin.getKey())).violation();
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private List<History.Loss> lossesOf(Utf8 bin) {
        int partition = partitioning.partitionOf(bin);
        return history.losses().stream().filter(loss -> loss.partition() == partition).toList();
    }

    private @Nullable Violation judge(Utf8 bin, List<CallRecord> calls) {
        BinHistory numbers = new BinHistory(calls);
        List<Timed<BinOperation>> operations = new ArrayList<>(numbers.timed(calls, copies));
        for (History.Loss loss : lossesOf(bin)) {
            List<BinOperation> surviving = new ArrayList<>();
            for (Mutation mutation : loss.surviving()) {
                BinOperation again =
                        mutation.bin().equals(bin) ? numbers.translate(mutation, null) : null;
                if (again != null) {
                    surviving.add(again);
                }
            }
            operations.add(Timed.known(new BinOperation.Loss(numbers.model().after(surviving)),
                    loss.order(),
                    loss.until()));
        }
        for (History.Echo echo : history.echoes()) {
            BinOperation again = echo.mutation().bin().equals(bin)
                    ? numbers.translate(echo.mutation(), null) : null;
            if (again != null) {
                operations.add(Timed.unknown(again, earliest(echo, calls)));
            }
        }
        List<Timed<BinOperation>> judged = Linearizability.byInvocation(Hindsight.of(operations));
        Map<Long, Integer> ranks = ranks(bin, calls);
        // Mostly what was never committed never happened: an order without it proves as much as one with it.
        List<Timed<BinOperation>> likely = judged.stream()
                .filter(each -> each.known() || ranks.containsKey(each.invoke())).toList();
        if (search(numbers, likely, ranks).verdict() == Verdict.LINEARIZABLE) {
            return null;
        }
        Linearizability<BinState, BinOperation> search = search(numbers, judged, ranks);
        Verdict verdict = search.verdict();
        if (verdict == Verdict.LINEARIZABLE) {
            return null;
        }
        return Violation.of(verdict == Verdict.UNDECIDED ? "undecided" : "linearizability",
                "bin " + bin + ", " + operations.size() + " operations; no place for"
                        + stuck(search, calls));
    }

    private static Linearizability<BinState, BinOperation> search(BinHistory numbers,
            List<Timed<BinOperation>> operations, Map<Long, Integer> ranks) {
        return new Linearizability<>(numbers.model(), operations, new BinHints(operations, ranks),
                Linearizability.NODES_MAX);
    }

    /** Whose a commitment may be: a call's or an echo's, known by its invocation. */
    private record Claim(long invoke, long until) {

        static Claim of(CallRecord call) {
            return new Claim(call.invokeOrder(),
                    call.refused() || call.unknown() ? Long.MAX_VALUE : call.returnOrder());
        }

        boolean open(long order) {
            return invoke < order && order < until;
        }
    }

    /**
     * When this bin's mutations were committed, as a guess where to put them: logs do not say whose call an entry is, so
     * of equal ones that were open then, the one that was answered first gets it.
     */
    private Map<Long, Integer> ranks(Utf8 bin, List<CallRecord> calls) {
        Map<Operation, List<Claim>> claims = new HashMap<>();
        for (CallRecord call : calls) {
            if (copies || !call.refused()) {
                claims.computeIfAbsent(call.operation(), each -> new ArrayList<>())
                        .add(Claim.of(call));
            }
        }
        for (History.Echo echo : history.echoes()) {
            if (echo.mutation().bin().equals(bin)) {
                claims.computeIfAbsent(echo.mutation(), each -> new ArrayList<>())
                        .add(new Claim(earliest(echo, calls), Long.MAX_VALUE));
            }
        }
        claims.values().forEach(equal -> equal.sort(Comparator.comparingLong(Claim::until)));
        Map<Long, Integer> ranks = new HashMap<>();
        for (History.Commitment commitment : history.committed()) {
            List<Claim> equal = claims.getOrDefault(commitment.mutation(), List.of());
            equal.stream().filter(claim -> claim.open(commitment.order())).findFirst()
                    .ifPresent(claim -> {
                        ranks.put(claim.invoke(), (int) commitment.order());
                        equal.remove(claim);
                    });
        }
        lossesOf(bin).forEach(loss -> ranks.put(loss.order(),
                (int) Math.min(loss.until(), Integer.MAX_VALUE - 1)));
        return ranks;
    }

    /** If its call had returned before the loss, the echo is what came after the loss; else it may be either. */
    private long earliest(History.Echo echo, List<CallRecord> calls) {
        long lossOrder = 0;
        for (History.Loss loss : lossesOf(echo.mutation().bin())) {
            if (loss.order() < echo.againOrder()) {
                lossOrder = loss.order();
            }
        }
        for (CallRecord call : calls) {
            if (call.operation().equals(echo.mutation()) && call.returnOrder() > lossOrder) {
                return echo.firstOrder();
            }
        }
        return echo.againOrder();
    }

    private static String stuck(Linearizability<BinState, BinOperation> search,
            List<CallRecord> calls) {
        StringBuilder text = new StringBuilder();
        search.stuck().stream().limit(REPORTED_MAX).forEach(each -> {
            text.append("\n    ")
                    .append(calls.stream().filter(call -> call.invokeOrder() == each.invoke())
                            .map(CallRecord::toString).findFirst().orElse(each.toString()));
        });
        return text.toString();
    }
}
