package io.binstore.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shortest run of the bed that proves anything: one kill, on the loopback interface. */
class BedIT {

    @TempDir
    private Path folder;

    @Test
    void judgesARunWithOneKill() throws Exception {
        assertThat(Bed.execute("--minutes", "0.01", "--backends", "3", "--keepers", "1",
                "--clients", "1", "--faults", "kill", "--pace", "0", "--calm", "3.2",
                "--bins", "8", "--ballast", "0", "--netns", "off", "--seed", "1", "--report",
                folder.toString())).isZero();
        assertThat(folder.resolve("report.html")).content().contains("SOUND");
    }
}
