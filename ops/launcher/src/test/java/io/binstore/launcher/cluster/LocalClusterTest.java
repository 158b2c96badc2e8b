package io.binstore.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterTest {

    @TempDir
    private Path home;

    private Installation installation;
    private RunFolder folder;

    @BeforeEach
    void describe() {
        installation = new Installation(home, Path.of("no-java"));
        folder = new RunFolder(home.resolve("run"));
    }

    @Test
    void isFoundAgainAsItWasDescribed() {
        JvmOptions options = JvmOptions.parse("-Xmx1g  -Da=b", "");
        LocalCluster.create(installation, folder, new Layout(20_000, 5, 2), options);
        LocalCluster found = LocalCluster.open(installation, folder);
        assertThat(found).isNotNull();
        assertThat(found.layout()).isEqualTo(new Layout(20_000, 5, 2));
        assertThat(found.running()).isEmpty();
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalCluster cluster = LocalCluster.create(installation, folder,
                    new Layout(other.getLocalPort() - 1, 3, 1),
                    JvmOptions.DEFAULT);
            assertThatThrownBy(() -> cluster.start(Name.backend(1))).isInstanceOf(Trouble.class)
                    .hasMessageContaining("port " + other.getLocalPort())
                    .hasMessageContaining("backend 1");
        }
    }

    @Test
    void saysThatAProcessIsNotThere() {
        LocalCluster cluster = LocalCluster.create(installation, folder, new Layout(20_000, 3, 1),
                JvmOptions.DEFAULT);
        assertThatThrownBy(() -> cluster.kill(Name.backend(2)))
                .hasMessage("backend 2 is not running");
        assertThatThrownBy(() -> cluster.start(Name.keeper(1)))
                .hasMessage(
                        "this cluster has no keeper 1: the last one it is described with is keeper 0");
    }
}
