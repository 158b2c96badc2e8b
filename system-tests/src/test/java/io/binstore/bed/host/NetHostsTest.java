package io.binstore.bed.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.binstore.launcher.cluster.Layout;
import io.binstore.launcher.cluster.Name;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Namespaces, where root may make them. */
class NetHostsTest {

    private static final int SHORT_MILLIS = 400;

    private final NetHosts hosts = new NetHosts(new Layout(20_000, 2, 1), 1, false);

    @Test
    void cutsOneDirectionOfALinkAndHealsIt() throws IOException {
        assumeTrue(NetHosts.possible(), "root and iproute2 are needed");
        try (hosts) {
            hosts.open();
            ServerSocket server = on("backend-0", () -> {
                ServerSocket socket = new ServerSocket();
                socket.bind(hosts.front(Name.backend(0)));
                return socket;
            });
            try (server) {
                assertThat(connect("client-0")).isEqualTo("connected");
                hosts.cut(List.of(new Hosts.Link("client-0", "backend-0")));
                assertThat(connect("client-0")).isEqualTo("nothing");
                assertThat(connect("backend-1")).isEqualTo("connected");
                hosts.healAll();
                assertThat(connect("client-0")).isEqualTo("connected");
            }
            assertThat(connect("client-0")).isEqualTo("refused");
        }
        assertThat(Shell.run(List.of("ip", "netns", "list"), "").output())
                .doesNotContain("bed" + ProcessHandle.current().pid() + "-");
    }

    private String connect(String from) {
        return on(from, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(hosts.front(Name.backend(0)), SHORT_MILLIS);
                return "connected";
            } catch (SocketTimeoutException e) {
                return "nothing";
            } catch (IOException e) {
                return "refused";
            }
        });
    }

    private <T> T on(String host, Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        hosts.threads(host).newThread(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        }).start();
        return result.join();
    }
}
