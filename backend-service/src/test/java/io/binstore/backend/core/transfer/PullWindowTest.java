package io.binstore.backend.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.core.ManualTime;
import io.binstore.protocol.message.SnapshotRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullWindowTest {

    private final FakeSource host = new FakeSource();

    @Test
    void asksForSoManyChunksAtATimeAndForTheOthersInTurn() {
        host.cutOff = true;
        List<SnapshotSink> sinks = pull(PullWindow.CHUNKS_MAX + 3);
        assertThat(asked()).hasSize(PullWindow.CHUNKS_MAX);
        assertThat(host.pulls.waiting()).isEqualTo(3);

        sinks.get(PullWindow.CHUNKS_MAX).cancel();
        assertThat(host.pulls.waiting()).isEqualTo(2);
        host.time.pass(ManualTime.SECOND);
        assertThat(asked().subList(PullWindow.CHUNKS_MAX, PullWindow.CHUNKS_MAX + 2))
                .containsExactly(PullWindow.CHUNKS_MAX + 1, PullWindow.CHUNKS_MAX + 2);
    }

    @Test
    void oneThatIsCancelledUnderWayLeavesItsPlaceToTheNext() {
        host.cutOff = true;
        List<SnapshotSink> sinks = pull(PullWindow.CHUNKS_MAX + 1);
        sinks.subList(0, PullWindow.CHUNKS_MAX).forEach(SnapshotSink::cancel);
        host.time.pass(ManualTime.SECOND);
        assertThat(asked()).endsWith(PullWindow.CHUNKS_MAX).hasSize(PullWindow.CHUNKS_MAX + 1);
        assertThat(host.pulls.waiting()).isZero();
    }

    private List<SnapshotSink> pull(int sinks) {
        List<SnapshotSink> begun = new ArrayList<>();
        for (int partition = 0; partition < sinks; partition++) {
            SnapshotSink sink = new SnapshotSink(host, partition, 0, 1, true, state -> {
            });
            sink.pull();
            begun.add(sink);
        }
        return begun;
    }

    private List<Integer> asked() {
        return host.asked.stream().map(request -> ((SnapshotRequest) request).partition()).toList();
    }
}
