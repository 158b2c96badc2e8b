package io.binstore.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedTest {

    @TempDir
    private Path home;

    private Installation installation;
    private Path fat;
    private Prepared place;

    @BeforeEach
    void build() throws IOException {
        Path java = Files.createFile(home.resolve("java"));
        installation = new Installation(home, java);
        fat = home.resolve("backend-service/target/backend-service.jar");
        Files.createDirectories(fat.getParent());
        Files.writeString(fat, "one");
        place = Prepared.place(installation, Kind.BACKEND);
    }

    private void prepare() throws IOException {
        Files.createDirectories(place.jar().getParent());
        Files.writeString(place.jar(), "thin");
        Files.writeString(place.cache(), "cache");
        place.complete(installation, Kind.BACKEND);
    }

    private List<String> command(String... options) {
        return installation.command(Kind.BACKEND, List.of(options));
    }

    @Test
    void runsTheFatJarUntilItIsPrepared() throws IOException {
        String java = installation.java().toString();
        assertThat(command("-Xmx1m")).containsExactly(java, "-Xmx1m", "-jar", fat.toString());
        prepare();
        assertThat(command("-Xmx1m")).containsExactly(java, "-Xmx1m",
                "-XX:AOTCache=" + place.cache(), "-jar", place.jar().toString());
    }

    @Test
    void runsManyBackendsInOneJvmFromWhatIsPreparedToo() throws IOException {
        String packed = "io.binstore.backend.PackedBackends";
        assertThat(installation.packedCommand(List.of("-Xmx1m"))).containsSequence("-Xmx1m", "-cp",
                fat.toString(), "-Dloader.main=" + packed, "-Dloader.path=",
                "org.springframework.boot.loader.launch.PropertiesLauncher");
        prepare();
        assertThat(installation.packedCommand(List.of("-Xmx1m"))).containsExactly(
                installation.java().toString(), "-Xmx1m", "-XX:AOTCache=" + place.cache(), "-cp",
                place.jar().toString(), packed);
    }

    @Test
    void leavesACacheAloneThatWasMadeForAnotherJar() throws IOException {
        prepare();
        Files.writeString(fat, "two");
        assertThat(command()).endsWith("-jar", fat.toString());
        assertThat(Prepared.find(installation, Kind.BACKEND)).isNull();
    }

    @Test
    void leavesAloneWhatIsNotComplete() throws IOException {
        prepare();
        Files.delete(place.cache());
        assertThat(command()).endsWith("-jar", fat.toString());
        place.clear();
        assertThat(place.jar().getParent()).doesNotExist();
    }

    @Test
    void recordsFromTheUnpackedJar() {
        assertThat(command(Prepared.RECORD + place.cache())).endsWith("-jar",
                place.jar().toString());
    }
}
