package io.binstore.backend.http;

import io.binstore.backend.core.BackendReport;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stands in for the backend: remembers what it was asked, and answers from a map or by a script.
 */
final class StubNode implements Node, DirectNode {

    static final View VIEW =
            new View(0xabcL, 7, List.of(new Member(0, "http://localhost:7100", 42)),
                    List.of(new Chain(7, 1, List.of(new Replica(0, 1)), List.of())), List.of(), 0);

    private final Map<String, Utf8> values = new TreeMap<>();
    private final Map<String, List<Utf8>> lists = new TreeMap<>();
    private final Map<String, Mutation.Claim> claims = new TreeMap<>();
    final List<OpsRequest> executed = new CopyOnWriteArrayList<>();
    final List<OpsRequest> direct = new CopyOnWriteArrayList<>();
    volatile Function<Operation, Result> script;
    volatile View view = VIEW;
    volatile boolean stuck;

    synchronized void reset() {
        values.clear();
        lists.clear();
        claims.clear();
        executed.clear();
        direct.clear();
        script = null;
        view = VIEW;
        stuck = false;
    }

    /** From now on every operation but a claim is refused so. */
    void refuse(Result.Reason reason) {
        script = _ -> new Result.Refused(reason, "because");
    }

    @Override
    public synchronized List<Result> execute(OpsRequest request, long deadlineMillis) {
        executed.add(request);
        return run(request);
    }

    @Override
    public synchronized OpsReply direct(OpsRequest request) {
        direct.add(request);
        return new OpsReply(view == null ? 0 : view.epoch(), run(request));
    }

    @Override
    public void direct(OpsRequest request, Consumer<OpsReply> then) {
        then.accept(direct(request));
    }

    @Override
    public void execute(OpsRequest request, Consumer<OpsReply> then) {
        executed.add(request);
        then.accept(new OpsReply(view == null ? 0 : view.epoch(), run(request)));
    }

    @Override
    public void answer(MemberRequest request, Consumer<Reply> then) {
        then.accept(answer(request));
    }

    private List<Result> run(OpsRequest request) {
        List<Result> results = new ArrayList<>();
        request.calls().forEach(call -> results.add(
                script == null || call.operation() instanceof Mutation.Claim
                        ? run(call.operation())
                        : script.apply(call.operation())));
        return results;
    }

    private Result run(Operation operation) {
        return switch (operation) {
            case Mutation.Set(Utf8 bin, Utf8 key, Utf8 value) -> {
                if (value.isEmpty()) {
                    values.remove(place(bin, key));
                } else {
                    values.put(place(bin, key), value);
                }
                yield Result.Done.DONE;
            }
            case Mutation.ListAppend(Utf8 bin, Utf8 key, Utf8 value) -> {
                lists.computeIfAbsent(place(bin, key), _ -> new ArrayList<>()).add(value);
                yield Result.Done.DONE;
            }
            case Mutation.ListRemove(Utf8 bin, Utf8 key, Utf8 value) -> {
                List<Utf8> list = lists.getOrDefault(place(bin, key), new ArrayList<>());
                int before = list.size();
                list.removeIf(value::equals);
                yield new Result.Removed(before - list.size());
            }
            case Mutation.Clock(Utf8 _, long atLeast) -> new Result.ClockValue(atLeast);
            case Mutation.Claim claim -> {
                Mutation.Claim first = claims.computeIfAbsent(claim.bin().toString(), _ -> claim);
                yield new Result.Claimed(first.high(), first.low());
            }
            case Mutation.Forget _ -> throw new AssertionError("no caller's operation");
            case Read.Get(Utf8 bin, Utf8 key) -> new Result.Value(values.get(place(bin, key)));
            case Read.ListGet(Utf8 bin, Utf8 key) ->
                    new Result.Items(
                            List.copyOf(lists.getOrDefault(place(bin, key), List.of())));
            case Read.Keys keys ->
                    new Result.Keys(List.of(keys.prefix(), keys.suffix()), keys.after());
            case Read.ListKeys keys ->
                    new Result.Keys(List.of(keys.prefix(), keys.suffix()), keys.after());
        };
    }

    private static String place(Utf8 bin, Utf8 key) {
        return bin.length() + ":" + bin + key;
    }

    @Override
    public Reply answer(MemberRequest request) {
        return request instanceof ClockRequest clock
                ? new ClockReply(clock.floor())
                : new Rejected(Rejected.Reason.INVALID, 42, 0xabcL, 7, "not here");
    }

    @Override
    public BackendReport report() {
        if (stuck) {
            throw new NoAnswer("this backend has not answered in time");
        }
        HealthReply.State state = view == null ? HealthReply.State.FRESH : HealthReply.State.MEMBER;
        HealthReply health = new HealthReply(42, view == null ? 0 : 0xabcL, view == null ? 0 : 7,
                state, 3, 2, 1, 4,
                1000, 2000, 5, 0, List.of());
        return new BackendReport(health, view, 6, 0, 100, 8);
    }

    @Override
    public View view() {
        return view;
    }
}
