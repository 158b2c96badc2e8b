package io.binstore.bench.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseLogTest {

    private static final List<String> SERIAL = List.of("[0.004s] Using Serial",
            "[0.386s] GC(0) Pause Young (Allocation Failure) 273M->3M(988M) 4.088ms",
            "[0.386s] Safepoint \"GenCollectForAllocation\", Time since last: 76417037 ns,"
                    + " Reaching safepoint: 4556 ns, At safepoint: 4153281 ns, Leaving safepoint:"
                    + " 2826 ns, Total: 4160663 ns, Threads: 0 runnable, 10 total");

    private static final List<String> Z = List.of(
            "[0.695s] Safepoint \"ZMarkEndOld\", Time since last: 809659 ns, Reaching safepoint:"
                    + " 367 ns, At safepoint: 3843 ns, Leaving safepoint: 413 ns, Total: 4623 ns,"
                    + " Threads: 0 runnable, 10 total",
            "[0.695s] Safepoint \"ZRelocateStartOld\", Time since last: 165292 ns, Reaching"
                    + " safepoint: 357 ns, At safepoint: 2641 ns, Leaving safepoint: 270 ns,"
                    + " Total: 3268 ns, Threads: 0 runnable, 10 total",
            "[0.696s] GC(1) Major Collection (System.gc()) 10M(16%)->2M(3%) 0.004s");

    @Test
    void findsTheLongestPauseAndWhatACollectionLeft() {
        PauseLog.Pauses pauses = PauseLog.of(SERIAL);
        assertThat(pauses).isEqualTo(
                new PauseLog.Pauses(1, 4.160663, "GenCollectForAllocation", 4.160663, 3));
    }

    @Test
    void readsTheLogsOfOtherCollectors() {
        PauseLog.Pauses pauses = PauseLog.of(Z);
        assertThat(pauses.count()).isEqualTo(2);
        assertThat(pauses.longest()).isEqualTo("ZMarkEndOld");
        assertThat(pauses.heapAfterMegabytes()).isEqualTo(2);
        assertThat(pauses.and(PauseLog.of(SERIAL)).longest()).isEqualTo("GenCollectForAllocation");
    }

    @Test
    void tellsOnlyWhatIsNew(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pauses-7.log");
        Files.write(file, SERIAL);
        PauseLog log = new PauseLog(folder, 7);
        assertThat(log.news().count()).isEqualTo(1);
        assertThat(log.news()).isEqualTo(PauseLog.Pauses.NONE);
        Files.write(file, Z, StandardOpenOption.APPEND);
        assertThat(log.news().count()).isEqualTo(2);
    }
}
