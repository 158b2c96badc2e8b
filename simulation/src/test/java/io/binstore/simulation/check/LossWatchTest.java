package io.binstore.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.simulation.history.History;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossWatchTest {

    private static final HistoryKey KEY = new HistoryKey(5, 0, 1);

    private final History history = new History();
    private final LossWatch watch = new LossWatch(history);

    /** Seed 58393: a replica that was left behind had put others where this one was in the log that counts. */
    @Test
    void whatWasLostIsAnEchoThoughAZombieHadOthersAtItsPlaces() {
        watch.applied(KEY, entry(15, 1));
        watch.applied(KEY, entry(15, 2));
        watch.applied(KEY, entry(18, 1));
        watch.applied(KEY, entry(18, 3));
        watch.lost(KEY, 0, List.of(), identity -> false);
        watch.applied(KEY, entry(1, 1));
        assertThat(history.echoes()).extracting(History.Echo::mutation)
                .containsExactly(entry(1, 1).mutation());
    }

    @Test
    void whatSurvivesIsNoEcho() {
        watch.applied(KEY, entry(1, 1));
        watch.applied(KEY, entry(9, 1));
        watch.lost(KEY, 3, List.of(), identity -> identity.sequence() == 1);
        watch.applied(KEY, entry(1, 1));
        assertThat(history.echoes()).isEmpty();
    }

    private static Entry entry(long index, long sequence) {
        Utf8 text = Utf8.of("v" + sequence);
        return new Entry(index, new RequestId(new ClientId(0, 7), sequence, 0),
                new Mutation.Set(text, text, text));
    }
}
