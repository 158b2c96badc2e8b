package io.binstore.bench.store;

import io.binstore.launcher.cluster.Trouble;
import io.binstore.launcher.cluster.Wait;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Redis with two replicas, through Lettuce: a write counts as answered when WAIT says that both
 * replicas have it.
 */
public final class RedisStore implements Store {

    private static final String HOST = "127.0.0.1";
    private static final int REPLICAS = 2;
    private static final long PATIENCE_MILLIS = 60_000;

    private final KeySpace space;
    private final Place place;
    private final int readConnections;
    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<StatefulRedisConnection<String, String>> readers = new ArrayList<>();
    private @Nullable RedisClient client;
    private String version = "";

    /** @param readConnections connections that the callers share for reads */
    public RedisStore(KeySpace space, Place place, int readConnections) {
        this.space = space;
        this.place = place;
        this.readConnections = readConnections;
    }

    /** Whether the server is installed; if not, a sentence that says what to do. */
    public static @Nullable String missing() {
        try {
            new ProcessBuilder("redis-server", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            return null;
        } catch (IOException e) {
            return "redis-server is not installed (Debian: apt-get install redis-server)";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<String> description() {
        return List.of("Redis " + version + ", 1 primary and 2 replicas, save \"\", appendonly no",
                "client: Lettuce " + lettuceVersion() + " on NIO; writes: a connection for each"
                        + " caller, the write and WAIT 2 in one flush, because WAIT blocks its"
                        + " connection; a batch is its writes and one WAIT 2 in one flush",
                "reads: from the primary; callers share " + readConnections + " connections"
                        + ", batches are pipelined on the caller's own");
    }

    private static String lettuceVersion() {
        return io.lettuce.core.LettuceVersion.getVersion();
    }

    @Override
    public void start() {
        int primary = place.portBase() + Place.REDIS_ABOVE;
        Path folder = place.folder().resolve("redis");
        for (int i = 0; i <= REPLICAS; i++) {
            List<String> command = new ArrayList<>(List.of("redis-server", "--port",
                    Integer.toString(primary + i), "--bind", HOST, "--save", "", "--appendonly",
                    "no", "--repl-diskless-sync-delay", "0"));
            if (i > 0) {
                command.addAll(List.of("--replicaof", HOST + " " + primary));
            }
            servers.add(ServerProcess.start("redis-" + i, folder, command));
            servers.get(i).awaitLogged("eady to accept connections", Duration.ofSeconds(20));
        }
        RedisClient connected = RedisClient.create(RedisURI.create(HOST, primary));
        client = connected;
        try (StatefulRedisConnection<String, String> connection = connected.connect()) {
            boolean online = Wait.atMost(Duration.ofSeconds(60)).until(() -> {
                String info = connection.sync().info("replication");
                return info.split("state=online", -1).length == REPLICAS + 1;
            });
            if (!online) {
                throw new Trouble("the replicas of Redis do not come up; see " + folder);
            }
            version = connection.sync().info("server").lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .map(line -> line.substring(line.indexOf(':') + 1)).findFirst().orElse("?");
        }
        for (int i = 0; i < readConnections; i++) {
            readers.add(connected.connect());
        }
    }

    @Override
    public List<Long> pids() {
        return servers.stream().filter(ServerProcess::isRunning).map(ServerProcess::pid).toList();
    }

    @Override
    public StoreCaller caller(int index) {
        RedisClient connected = client;
        if (connected == null) {
            throw new IllegalStateException("not started");
        }
        StatefulRedisConnection<String, String> own = connected.connect();
        own.setAutoFlushCommands(false);
        return new Caller(own, readers.get(index % readConnections));
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdown(0, 2, TimeUnit.SECONDS);
            client = null;
        }
        servers.forEach(ServerProcess::end);
        servers.clear();
    }

    private final class Caller implements StoreCaller {

        private final StatefulRedisConnection<String, String> connection;
        private final RedisAsyncCommands<String, String> commands;
        private final StatefulRedisConnection<String, String> reader;

        Caller(StatefulRedisConnection<String, String> connection,
                StatefulRedisConnection<String, String> reader) {
            this.connection = connection;
            this.commands = connection.async();
            this.reader = reader;
        }

        @Override
        public void set(int key, String value) throws Exception {
            RedisFuture<?> write = commands.set(space.flat(key), value);
            replicated(List.of(write));
        }

        @Override
        public CompletionStage<?> setAsync(int key, String value) {
            RedisFuture<?> write = commands.set(space.flat(key), value);
            RedisFuture<Long> wait = commands.waitForReplication(REPLICAS, PATIENCE_MILLIS);
            connection.flushCommands();
            return wait.toCompletableFuture().orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .thenAccept(replicas -> check(replicas, List.of(write)));
        }

        @Override
        public int get(int key) {
            String value = reader.sync().get(space.flat(key));
            return value == null ? 0 : value.length();
        }

        @Override
        public void append(int key, String value) throws Exception {
            replicated(List.of(commands.rpush(list(key), value)));
        }

        @Override
        public void forgetList(int key, String value) throws Exception {
            replicated(List.of(commands.del(list(key))));
        }

        @Override
        public void setAll(int[] keys, String value) throws Exception {
            List<RedisFuture<?>> writes = new ArrayList<>(keys.length);
            for (int key : keys) {
                writes.add(commands.set(space.flat(key), value));
            }
            replicated(writes);
        }

        @Override
        public int getAll(int[] keys) throws Exception {
            List<RedisFuture<String>> reads = new ArrayList<>(keys.length);
            for (int key : keys) {
                reads.add(commands.get(space.flat(key)));
            }
            connection.flushCommands();
            if (!LettuceFutures.awaitAll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS,
                    reads.toArray(RedisFuture[]::new))) {
                throw new IllegalStateException("no answer within " + PATIENCE_MILLIS + " ms");
            }
            int found = 0;
            for (RedisFuture<String> read : reads) {
                found += read.get() == null ? 0 : 1;
            }
            return found;
        }

        /** Sends what was written and WAIT, and waits for its answer, the last to come. */
        private void replicated(List<? extends RedisFuture<?>> writes) throws Exception {
            RedisFuture<Long> wait = commands.waitForReplication(REPLICAS, PATIENCE_MILLIS);
            connection.flushCommands();
            Long replicas = wait.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            check(replicas, writes);
        }

        private static void check(long replicas, List<? extends RedisFuture<?>> writes) {
            if (replicas < REPLICAS) {
                throw new IllegalStateException("only " + replicas + " replicas have the write");
            }
            for (RedisFuture<?> write : writes) {
                if (write.getError() != null) {
                    throw new IllegalStateException(write.getError());
                }
            }
        }

        private String list(int key) {
            return "list:" + space.flat(key);
        }
    }
}
