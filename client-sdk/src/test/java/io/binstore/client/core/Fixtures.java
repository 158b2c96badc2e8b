package io.binstore.client.core;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Views and operations for tests. */
final class Fixtures {

    static final String A = "http://a:1";
    static final String B = "http://b:1";
    static final String C = "http://c:1";
    static final List<String> ADDRESSES = List.of(A, B, C);

    private Fixtures() {
    }

    /**
     * A view of the members with these indexes, with one partition whose chain is in the order
     * given.
     */
    static View view(long cluster, long epoch, int... chain) {
        return view(cluster, epoch, List.of(chain(chain)));
    }

    /** Members are all those of the chains; a member's incarnation is its index plus 100. */
    static View view(long cluster, long epoch, List<Chain> chains) {
        List<Member> members = new ArrayList<>();
        chains.stream().flatMap(chain -> chain.replicas().stream()).map(Replica::member).distinct()
                .sorted()
                .forEach(
                        index -> members.add(new Member(index, ADDRESSES.get(index), index + 100)));
        return new View(cluster, epoch, members, chains, List.of(), 0);
    }

    static Chain chain(int... members) {
        return new Chain(1, 1,
                Arrays.stream(members).mapToObj(member -> new Replica(member, 1)).toList(),
                List.of());
    }

    /** A bin in a partition. */
    static String binIn(int partition, int partitions) {
        for (int i = 0;; i++) {
            if (new Partitioning(partitions).partitionOf(Utf8.of("bin" + i)) == partition) {
                return "bin" + i;
            }
        }
    }

    static Operation get(String key) {
        return new Read.Get(Utf8.of("bin"), Utf8.of(key));
    }

    static Operation get(String bin, String key) {
        return new Read.Get(Utf8.of(bin), Utf8.of(key));
    }

    static Operation set(String key) {
        return set("bin", key);
    }

    static Operation set(String bin, String key) {
        return new Mutation.Set(Utf8.of(bin), Utf8.of(key), Utf8.of("v"));
    }

    static Result.Value value(String value) {
        return new Result.Value(Utf8.of(value));
    }

    static Result.Refused refused(Reason reason) {
        return new Result.Refused(reason, "");
    }

    static RequestId identity(long client, long sequence) {
        return new RequestId(new ClientId(client, client), sequence, 0);
    }

    static OpenCall call(Operation operation) {
        return new OpenCall(operation, null, Long.MAX_VALUE / 2, result -> {
        });
    }
}
