package io.binstore.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.check.HistoryCheck;
import io.binstore.simulation.world.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFilesTest {

    private static final Utf8 BIN = Utf8.of("b\n\"ü\"");
    private static final Utf8 KEY = Utf8.of("k");

    @TempDir
    private Path folder;

    @Test
    void readsEveryCallAsItWasWritten() throws IOException {
        List<Operation> operations = List.of(new Mutation.Set(BIN, KEY, Utf8.of("v")),
                new Mutation.ListAppend(BIN, KEY, Utf8.EMPTY),
                new Mutation.ListRemove(BIN, KEY, Utf8.of("x")), new Mutation.Clock(BIN, -1),
                new Read.Get(BIN, KEY), new Read.Get(BIN, Utf8.EMPTY), new Read.ListGet(BIN, KEY),
                new Read.Keys(BIN, Utf8.EMPTY, KEY, null, 0),
                new Read.ListKeys(BIN, KEY, Utf8.EMPTY, KEY, 7),
                new Mutation.Set(BIN, KEY, Utf8.EMPTY));
        List<Result> results = List.of(Result.Done.DONE, Result.Done.DONE, new Result.Removed(3),
                new Result.ClockValue(-2), new Result.Value(null),
                new Result.Value(Utf8.of("v")), new Result.Items(List.of(KEY, KEY)),
                new Result.Keys(List.of(KEY), null), new Result.Keys(List.of(), KEY),
                new Result.Refused(Result.Reason.OUTCOME_UNKNOWN, "nobody knows"));
        Path file = folder.resolve("client-0");
        try (HistoryWriter writer = new HistoryWriter(file)) {
            for (int i = 0; i < operations.size(); i++) {
                writer.returned(writer.invoked(operations.get(i), 10 * i), results.get(i),
                        10 * i + 5);
            }
            writer.invoked(new Read.Get(BIN, KEY), 500);
        }
        SortedMap<Utf8, History> read = read(file);
        assertThat(read).containsOnlyKeys(BIN);
        List<CallRecord> calls = read.get(BIN).calls();
        assertThat(calls.subList(0, operations.size())).extracting(CallRecord::operation)
                .isEqualTo(operations);
        assertThat(calls.subList(0, operations.size())).extracting(CallRecord::result)
                .isEqualTo(results);
        assertThat(calls.getLast().pending()).isTrue();
        assertThat(calls.get(2).invokeNanos()).isEqualTo(20);
        assertThat(calls.get(2).returnNanos()).isEqualTo(25);
    }

    @Test
    void putsTheCallsOfAllFilesIntoOneOrder() throws IOException {
        Path writes = folder.resolve("client-0");
        Path reads = folder.resolve("client-1");
        try (HistoryWriter writer = new HistoryWriter(writes);
                HistoryWriter reader = new HistoryWriter(reads)) {
            writer.returned(writer.invoked(new Mutation.Set(BIN, KEY, Utf8.of("1")), 10),
                    Result.Done.DONE, 20);
            writer.returned(writer.invoked(new Mutation.Set(BIN, KEY, Utf8.of("2")), 30),
                    Result.Done.DONE, 40);
            long stale = reader.invoked(new Read.Get(BIN, KEY), 40);
            reader.returned(stale, new Result.Value(Utf8.of("1")), 50);
        }
        assertThat(judge(read(writes, reads))).isNull();

        try (HistoryWriter reader = new HistoryWriter(reads)) {
            long stale = reader.invoked(new Read.Get(BIN, KEY), 41);
            reader.returned(stale, new Result.Value(Utf8.of("1")), 50);
        }
        assertThat(judge(read(writes, reads))).hasMessageStartingWith("linearizability");
    }

    @Test
    void leavesOutBinsThatAreNotWanted() throws IOException {
        Path file = folder.resolve("client-0");
        try (HistoryWriter writer = new HistoryWriter(file)) {
            writer.returned(writer.invoked(new Read.Get(BIN, KEY), 10), new Result.Value(null), 20);
            writer.invoked(new Read.Get(KEY, KEY), 10);
        }
        HistoryReader reader = new HistoryReader(bin -> bin.equals(KEY));
        reader.read(file);
        assertThat(reader.histories()).containsOnlyKeys(KEY);
    }

    @Test
    void refusesDamagedFiles() throws IOException {
        Path file = folder.resolve("client-0");
        Files.writeString(file, "r 1 10 {\"results\":[{\"ok\":true}]}\n");
        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class)
                .hasMessageContaining("client-0:1: the answer to no call");
        Files.writeString(file, "i 1 10 {\"ops\":[{\"op\":\"set\",\"b");
        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class);
    }

    private static SortedMap<Utf8, History> read(Path... files) throws IOException {
        HistoryReader reader = new HistoryReader(bin -> true);
        for (Path file : files) {
            reader.read(file);
        }
        return reader.histories();
    }

    private static Violation judge(SortedMap<Utf8, History> histories) {
        return new HistoryCheck(histories.get(BIN), new Partitioning(4), false).violation();
    }
}
