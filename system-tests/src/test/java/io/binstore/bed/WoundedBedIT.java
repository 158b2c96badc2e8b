package io.binstore.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bugs planted into the jars, which the bed must find; with {@code -Dbinstore.wounds=true}, a minute each. */
@EnabledIfSystemProperty(named = "binstore.wounds", matches = "true")
class WoundedBedIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"acknowledgement before the tail, kill",
            "repeated call ordered again, drop-reply",
            "lowest unanswered ignored, late"})
    void findsAPlantedBug(String wound, String fault) throws Exception {
        assertThat(Bed.execute("--minutes", "0.5", "--keepers", "2", "--clients", "2",
                "--threads", "8", "--faults", fault, "--pace", "2", "--hold", "6", "--calm", "3.5",
                "--ballast", "0", "--netns", "off", "--seed", "5", "--wound", wound, "--report",
                folder.toString())).isEqualTo(1);
        assertThat(folder.resolve("report.txt")).content().contains("linearizability");
    }
}
