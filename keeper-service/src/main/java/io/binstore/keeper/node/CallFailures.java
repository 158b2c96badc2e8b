package io.binstore.keeper.node;

import io.binstore.protocol.runtime.Transport.Failure;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a failed call proves (protocol, section 3).
 *
 * <p>
 * REFUSED is half a certificate of death and UNRESOLVED says that nothing can run there, so each
 * needs positive evidence: a refusal by the host itself, a name that does not exist. All else is
 * UNKNOWN. Two exceptions only look like a refusal, because they extend ConnectException: the
 * time-outs of the client and of the operating system.
 */
final class CallFailures {

    private CallFailures() {
    }

    static Failure of(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return doesNotExist(cause.getCause()) ? Failure.UNRESOLVED : Failure.UNKNOWN;
            }
            if (cause instanceof ConnectException) {
                return isTimeout(cause) ? Failure.UNKNOWN : Failure.REFUSED;
            }
        }
        return Failure.UNKNOWN;
    }

    private static boolean isTimeout(Throwable connect) {
        String message = String.valueOf(connect.getMessage()).toLowerCase(Locale.ROOT);
        return connect instanceof ConnectTimeoutException || message.contains("timed out");
    }

    /** Whether the name servers denied the name, other than by being out of reach themselves. */
    private static boolean doesNotExist(@Nullable Throwable reason) {
        return reason == null
                || reason instanceof DnsErrorCauseException dns
                        && dns.getCode().equals(DnsResponseCode.NXDOMAIN);
    }
}
