package io.binstore.bench.store;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.collection.IList;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hazelcast with two synchronous backups: three members from this class path, the Java client. */
public final class HazelcastStore implements Store {

    /**
     * What Hazelcast asks for on current JDKs; and two threads for its futures, because with two
     * processors the default is a new thread for each task. The driver's JVM is started with the
     * same.
     */
    private static final List<String> NEEDED = List.of(
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2", "--add-modules", "java.se",
            "--add-exports", "java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens", "java.base/java.lang=ALL-UNNAMED",
            "--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens", "java.management/sun.management=ALL-UNNAMED",
            "--add-opens", "jdk.management/com.sun.management.internal=ALL-UNNAMED");

    private static final String QUIET = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn";

    private final KeySpace space;
    private final Place place;
    private final List<String> options;
    private final List<ServerProcess> members = new ArrayList<>();
    private @Nullable HazelcastInstance client;

    /** @param options for the members' JVMs */
    public HazelcastStore(KeySpace space, Place place, List<String> options) {
        this.space = space;
        this.place = place;
        this.options = List.copyOf(options);
    }

    @Override
    public String name() {
        return "hazelcast";
    }

    @Override
    public List<String> description() {
        Package hazelcast = HazelcastInstance.class.getPackage();
        String version = hazelcast.getImplementationVersion();
        return List.of(
                "Hazelcast " + (version == null ? "" : version)
                        + ", 3 members, IMap and IList with backup-count 2, statistics off",
                "members: " + String.join(" ", options) + " " + NEEDED.get(0),
                "client: one Java client for all callers, routing to all members; batches:"
                        + " IMap.setAll and getAll, which took less than many asynchronous calls;"
                        + " append: IList.add, which took less than an entry processor");
    }

    @Override
    public void start() {
        int firstPort = place.portBase() + Place.HAZELCAST_ABOVE;
        Path folder = place.folder().resolve("hazelcast");
        for (int i = 0; i < HazelcastMember.MEMBERS; i++) {
            List<String> command = new ArrayList<>();
            command.add(place.java().toString());
            command.addAll(options);
            command.addAll(NEEDED);
            command.addAll(List.of(QUIET, "-cp", System.getProperty("java.class.path"),
                    HazelcastMember.class.getName(), Integer.toString(firstPort),
                    Integer.toString(i)));
            members.add(ServerProcess.start("hazelcast-" + i, folder, command));
        }
        members.forEach(
                member -> member.awaitLogged(HazelcastMember.READY, Duration.ofSeconds(120)));
        ClientConfig config = new ClientConfig();
        config.setClusterName(HazelcastMember.CLUSTER);
        config.setProperty("hazelcast.logging.type", "slf4j");
        for (int i = 0; i < HazelcastMember.MEMBERS; i++) {
            config.getNetworkConfig().addAddress("127.0.0.1:" + (firstPort + i));
        }
        client = HazelcastClient.newHazelcastClient(config);
    }

    @Override
    public List<Long> pids() {
        return members.stream().filter(ServerProcess::isRunning).map(ServerProcess::pid).toList();
    }

    @Override
    public StoreCaller caller(int index) {
        HazelcastInstance connected = client;
        if (connected == null) {
            throw new IllegalStateException("not started");
        }
        return new Caller(connected);
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdown();
            client = null;
        }
        members.forEach(ServerProcess::end);
        members.clear();
    }

    private final class Caller implements StoreCaller {

        private final HazelcastInstance instance;
        private final IMap<String, String> map;

        Caller(HazelcastInstance instance) {
            this.instance = instance;
            this.map = instance.getMap("values");
        }

        @Override
        public void set(int key, String value) {
            map.set(space.flat(key), value);
        }

        @Override
        public CompletionStage<?> setAsync(int key, String value) {
            return map.setAsync(space.flat(key), value);
        }

        @Override
        public int get(int key) {
            String value = map.get(space.flat(key));
            return value == null ? 0 : value.length();
        }

        @Override
        public void append(int key, String value) {
            list(key).add(value);
        }

        @Override
        public void forgetList(int key, String value) {
            list(key).clear();
        }

        @Override
        public void setAll(int[] keys, String value) {
            Map<String, String> all = HashMap.newHashMap(keys.length);
            for (int key : keys) {
                all.put(space.flat(key), value);
            }
            map.setAll(all);
        }

        @Override
        public int getAll(int[] keys) {
            Set<String> all = HashSet.newHashSet(keys.length);
            for (int key : keys) {
                all.add(space.flat(key));
            }
            int found = map.getAll(all).size();
            // A key drawn twice is asked for once.
            return found == all.size() ? keys.length : found;
        }

        private IList<String> list(int key) {
            return instance.getList(space.flat(key));
        }
    }
}
