package io.binstore.protocol.wire;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a public view and checks that whoever routes by it can rely on it. Unknown fields are
 * passed over.
 */
final class ViewReader {

    private @Nullable Long cluster;
    private @Nullable Long epoch;
    private @Nullable Integer partitions;
    private final List<Member> members = new ArrayList<>();
    private final List<Chain> chains = new ArrayList<>();

    private ViewReader() {
    }

    static View read(BodyReader in) {
        return new ViewReader().view(in);
    }

    private View view(BodyReader in) {
        in.beginObject();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "clusterId" -> cluster = in.hex();
                case "epoch" -> epoch = in.between(1, Long.MAX_VALUE);
                case "partitions" -> partitions = in.integerFrom(1);
                case "members" -> readMembers(in);
                case "chains" -> readChains(in);
                default -> in.skip();
            }
        }
        if (cluster == null) {
            throw in.refuse("clusterId", "missing");
        }
        if (epoch == null) {
            throw in.refuse("epoch", "missing");
        }
        if (partitions == null || new Partitioning(partitions).count() != chains.size()) {
            throw in.refuse("partitions", "must be the number of chains");
        }
        View view = new View(cluster, epoch, members, chains, List.of(), 0);
        for (Chain chain : chains) {
            for (Replica replica : chain.replicas()) {
                if (view.member(replica.member()) == null) {
                    throw in.refuse("chains", "name a member that is not there");
                }
            }
        }
        return view;
    }

    private void readMembers(BodyReader in) {
        in.beginArray();
        int last = -1;
        while (in.nextElement()) {
            Member member = readMember(in);
            if (member.index() <= last) {
                throw in.refuse("must be sorted by index");
            }
            last = member.index();
            members.add(member);
        }
    }

    private static Member readMember(BodyReader in) {
        Integer index = null;
        String address = null;
        Long incarnation = null;
        in.beginObject();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "index" -> index = in.integerFrom(0);
                case "address" -> address = in.text();
                case "incarnation" -> incarnation = in.between(0, Long.MAX_VALUE);
                default -> in.skip();
            }
        }
        if (index == null || address == null || incarnation == null) {
            throw in.refuse("needs index, address and incarnation");
        }
        return new Member(index, address, incarnation);
    }

    private void readChains(BodyReader in) {
        in.beginArray();
        while (in.nextElement()) {
            if (chains.size() == Partitioning.COUNT_MAX) {
                throw in.refuse("too many");
            }
            Long version = null;
            List<Replica> replicas = null;
            List<Integer> learners = null;
            in.beginObject();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                switch (name) {
                    case "version" -> version = in.between(0, Long.MAX_VALUE);
                    case "replicas" -> replicas =
                            readIndexes(in).stream().map(index -> new Replica(index, 0)).toList();
                    case "learners" -> learners = readIndexes(in);
                    default -> in.skip();
                }
            }
            if (version == null || replicas == null || learners == null) {
                throw in.refuse("needs version, replicas and learners");
            }
            chains.add(new Chain(version, 0, replicas, learners));
        }
    }

    private static List<Integer> readIndexes(BodyReader in) {
        List<Integer> indexes = new ArrayList<>();
        in.beginArray();
        while (in.nextElement()) {
            indexes.add(in.integerFrom(0));
        }
        return indexes;
    }
}
