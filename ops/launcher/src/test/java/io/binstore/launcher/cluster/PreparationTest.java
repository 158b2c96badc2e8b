package io.binstore.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {

    @TempDir
    private Path home;

    private Installation installation;

    @BeforeEach
    void prepareOnce() throws IOException {
        installation = new Installation(home, Files.createFile(home.resolve("java")));
        Path fat = home.resolve("backend-service/target/backend-service.jar");
        Files.createDirectories(fat.getParent());
        Files.writeString(fat, "fat");
        Prepared before = Prepared.place(installation, Kind.BACKEND);
        Files.createDirectories(before.jar().getParent());
        Files.writeString(before.jar(), "thin");
        Files.writeString(before.cache(), "cache");
        before.complete(installation, Kind.BACKEND);
    }

    @Test
    void keepsWhatIsThereWhenItsPortsAreTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Preparation again =
                    new Preparation(installation, other.getLocalPort(), JvmOptions.DEFAULT);
            assertThatThrownBy(() -> again.run(home.resolve("prepare"))).isInstanceOf(Trouble.class)
                    .hasMessageContaining("port " + other.getLocalPort());
        }
        assertThat(Prepared.find(installation, Kind.BACKEND)).isNotNull();
    }
}
