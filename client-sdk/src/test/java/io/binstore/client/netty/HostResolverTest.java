package io.binstore.client.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.runtime.Transport.Failure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostResolverTest {

    private final NettyLoop loop = new NettyLoop("test-loop");
    private volatile HostResolver.Lookup names = host -> {
        throw new AssertionError("looked up " + host);
    };
    private final HostResolver resolver = new HostResolver(loop, host -> names.lookUp(host));

    @AfterEach
    void close() {
        resolver.close();
        loop.close();
    }

    private CompletableFuture<Object> ask(String host) {
        CompletableFuture<Object> heard = new CompletableFuture<>();
        loop.execute(() -> resolver.resolve(host, 80, new HostResolver.Asker() {
            @Override
            public void found(InetSocketAddress address) {
                heard.complete(loop.inLoop() ? address : "off the loop");
            }

            @Override
            public void notFound(Failure failure) {
                heard.complete(loop.inLoop() ? failure : "off the loop");
            }
        }));
        return heard;
    }

    private Object resolve(String host) throws Exception {
        return ask(host).get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"localhost, 127.0.0.1", "LOCALHOST, 127.0.0.1", "10.1.2.3, 10.1.2.3", "::1, ::1"})
    void needsNoLookUpForAddresses(String host, String address) throws Exception {
        assertThat(resolve(host)).isEqualTo(new InetSocketAddress(address, 80));
    }

    @Test
    void looksNamesUp() throws Exception {
        names = host -> InetAddress.getByAddress(host, new byte[]{10, 0, 0, 1});
        assertThat(resolve("a.example")).isEqualTo(new InetSocketAddress("10.0.0.1", 80));
    }

    @Test
    void doesNotBlockTheLoop() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        names = host -> {
            try {
                latch.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return InetAddress.getLoopbackAddress();
        };
        CompletableFuture<Object> slow = ask("slow.example");
        assertThat(resolve("localhost")).isInstanceOf(InetSocketAddress.class);
        assertThat(slow).isNotDone();
        latch.countDown();
        assertThat(slow.get(20, TimeUnit.SECONDS)).isInstanceOf(InetSocketAddress.class);
    }

    @Test
    void tellsANameThatDoesNotExistFromOneThatCouldNotBeLookedUp() throws Exception {
        String[] message = {"x: Name or service not known"};
        names = host -> {
            throw new UnknownHostException(message[0]);
        };
        assertThat(resolve("x")).isEqualTo(Failure.UNRESOLVED);
        message[0] = "x";
        assertThat(resolve("x")).as("remembered without a reason").isEqualTo(Failure.UNRESOLVED);
        message[0] = "x: Temporary failure in name resolution";
        assertThat(resolve("x")).isEqualTo(Failure.UNKNOWN);
        message[0] = "x";
        assertThat(resolve("x")).isEqualTo(Failure.UNKNOWN);
        message[0] = "y";
        assertThat(resolve("y")).isEqualTo(Failure.UNKNOWN);
    }

    @Test
    void boundsTheLookUpsThatWait() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        names = host -> {
            try {
                latch.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return InetAddress.getLoopbackAddress();
        };
        for (int i = 0; i < 4 + 256; i++) {
            ask("slow.example");
        }
        assertThat(resolve("slow.example")).isEqualTo(Failure.UNKNOWN);
        latch.countDown();
    }
}
