package io.binstore.bed.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.HistoryWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each defect of a store must be found, or a run proves nothing. */
class JudgeTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Utf8 BIN = Utf8.of("g0-1");
    private static final Utf8 KEY = Utf8.of("k");

    @TempDir
    private Path folder;

    private HistoryWriter history;
    private long nanos;

    @BeforeEach
    void open() throws IOException {
        history = new HistoryWriter(folder.resolve("client-0.history"));
    }

    @AfterEach
    void close() throws IOException {
        history.close();
    }

    private JudgeTest call(Operation operation, Result result) {
        nanos += 10;
        long call = history.invoked(operation, nanos);
        nanos += 10;
        history.returned(call, result, nanos);
        return this;
    }

    private Verdict verdict(Span... disturbed) throws IOException {
        history.close();
        return new Judge(List.of(folder.resolve("client-0.history")), 1024, false,
                List.of(disturbed)).verdict();
    }

    private static Operation set(String value) {
        return new Mutation.Set(BIN, KEY, Utf8.of(value));
    }

    private static Operation append(String value) {
        return new Mutation.ListAppend(BIN, KEY, Utf8.of(value));
    }

    private static Result items(String... values) {
        return new Result.Items(List.of(values).stream().map(Utf8::of).toList());
    }

    @Test
    void findsNothingWrongWithASoundStore() throws IOException {
        Verdict verdict = call(set("1"), Result.Done.DONE)
                .call(new Read.Get(BIN, KEY), new Result.Value(Utf8.of("1")))
                .call(append("a"), Result.Done.DONE).call(new Read.ListGet(BIN, KEY), items("a"))
                .verdict();
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.failures()).isEmpty();
        assertThat(verdict.traffic().calls()).isEqualTo(4);
        assertThat(verdict.bins()).isOne();
    }

    @Test
    void noticesALostWrite() throws IOException {
        call(set("1"), Result.Done.DONE).call(new Read.Get(BIN, KEY), new Result.Value(null));
        assertThat(verdict().violations()).singleElement().asString()
                .contains("linearizability", "g0-1");
    }

    @Test
    void noticesAWriteThatWasAppliedTwice() throws IOException {
        call(append("a"), Result.Done.DONE).call(new Read.ListGet(BIN, KEY), items("a", "a"));
        assertThat(verdict().violations()).hasSize(1);
    }

    @Test
    void countsCallsThatFailedAndThoseThatWereNeverAnswered() throws IOException {
        call(set("1"), new Result.Refused(Result.Reason.OUTCOME_UNKNOWN, "late"));
        history.invoked(set("2"), nanos + 10);
        assertThat(verdict().failures()).containsEntry("OUTCOME_UNKNOWN", 1)
                .containsEntry("never answered", 1);
    }

    @Test
    void noticesAClockThatLagsBehindAnotherBins() throws IOException {
        call(new Mutation.Clock(BIN, 0), new Result.ClockValue(7));
        nanos += 4 * SECOND;
        call(new Mutation.Clock(KEY, 0), new Result.ClockValue(6));
        assertThat(verdict().violations()).singleElement().asString().contains("clock: 3 s later");
    }

    @Test
    void asksNothingOfClocksWhileAFaultLasts() throws IOException {
        call(new Mutation.Clock(BIN, 0), new Result.ClockValue(7));
        nanos += 4 * SECOND;
        call(new Mutation.Clock(KEY, 0), new Result.ClockValue(6));
        assertThat(verdict(new Span(2 * SECOND, 3 * SECOND)).violations()).isEmpty();
    }
}
