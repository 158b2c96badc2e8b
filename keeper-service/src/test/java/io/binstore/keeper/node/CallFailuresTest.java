package io.binstore.keeper.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.runtime.Transport.Failure;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class CallFailuresTest {

    @Test
    void takesARefusalAsOne() {
        assertThat(CallFailures.of(wrapped(new ConnectException("Connection refused"))))
                .isEqualTo(Failure.REFUSED);
    }

    @Test
    void takesNoTimeoutForARefusal() {
        assertThat(CallFailures
                .of(wrapped(new ConnectTimeoutException("connection timed out after 900 ms"))))
                .isEqualTo(Failure.UNKNOWN);
        assertThat(CallFailures.of(wrapped(new ConnectException("Connection timed out"))))
                .isEqualTo(Failure.UNKNOWN);
        assertThat(CallFailures.of(ReadTimeoutException.INSTANCE)).isEqualTo(Failure.UNKNOWN);
    }

    @Test
    void takesAnUnreachableHostForSilent() {
        assertThat(CallFailures.of(wrapped(new NoRouteToHostException("No route to host"))))
                .isEqualTo(Failure.UNKNOWN);
        assertThat(CallFailures.of(new IOException("Connection reset by peer")))
                .isEqualTo(Failure.UNKNOWN);
    }

    @Test
    void takesANameForAbsentOnlyIfTheNameServersDenyIt() {
        assertThat(CallFailures.of(wrapped(new UnknownHostException("no records"))))
                .isEqualTo(Failure.UNRESOLVED);
        UnknownHostException nobodyToAsk = new UnknownHostException("no name server answered");
        nobodyToAsk.initCause(new IOException("query timed out"));
        assertThat(CallFailures.of(wrapped(nobodyToAsk))).isEqualTo(Failure.UNKNOWN);
    }

    private static Throwable wrapped(Throwable cause) {
        return new IllegalStateException("the client wraps what happened", cause);
    }
}
