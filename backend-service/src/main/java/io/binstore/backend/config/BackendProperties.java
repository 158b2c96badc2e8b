package io.binstore.backend.config;

import io.binstore.protocol.operation.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one backend is told beside the cluster's description.
 *
 * @param index its place in {@code binstore.cluster.backends}, from 0; without it, the place of the
 *         only address with the port {@code server.port}, and 0 if that is not set either
 * @param bytesMax stored bytes (estimated, with overhead) above which writes that grow the store
 *         are refused; without it 60 % of the heap
 * @param binBytesMax the longest bin name, in UTF-8 bytes
 * @param keyBytesMax the longest key, in UTF-8 bytes
 * @param valueBytesMax the longest value or list element, in UTF-8 bytes
 * @param callsMax storage calls that are answered at once; further ones are refused with 503.
 *         Without it 10,000, or fewer if an eighth of the heap has no room for their connections
 * @param drainTimeout how long a process that is told to stop (SIGTERM) waits at most until the others
 *         have taken over what it holds; zero stops it at once
 */
@ConfigurationProperties("binstore.backend")
public record BackendProperties(@Nullable Integer index, @Nullable DataSize bytesMax,
        @DefaultValue("1KB") DataSize binBytesMax, @DefaultValue("1KB") DataSize keyBytesMax,
        @DefaultValue("1MB") DataSize valueBytesMax, @Nullable Integer callsMax,
        @DefaultValue("25s") Duration drainTimeout) {

    static final String INDEX = "binstore.backend.index";

    private static final DataSize NAME_MAX = DataSize.ofKilobytes(64);
    /** Twice this, in JSON with escapes, still fits a body. */
    private static final DataSize VALUE_MAX = DataSize.ofMegabytes(4);
    private static final DataSize BYTES_MIN = DataSize.ofMegabytes(1);
    private static final Duration DRAIN_MAX = Duration.ofHours(1);
    private static final int CALLS_MAX = 1_000_000;
    private static final int CALLS_DEFAULT = 10_000;
    /**
     * What the container's buffers, a thread's stack and the call itself take of the heap while it
     * waits.
     */
    private static final long CALL_BYTES = 128 << 10;

    public BackendProperties {
        between("binstore.backend.bin-bytes-max", binBytesMax, DataSize.ofBytes(1), NAME_MAX);
        between("binstore.backend.key-bytes-max", keyBytesMax, DataSize.ofBytes(1), NAME_MAX);
        between("binstore.backend.value-bytes-max", valueBytesMax, DataSize.ofBytes(1), VALUE_MAX);
        if (bytesMax != null) {
            between("binstore.backend.bytes-max", bytesMax, BYTES_MIN, DataSize.ofTerabytes(1));
        }
        if (drainTimeout.isNegative() || drainTimeout.compareTo(DRAIN_MAX) > 0) {
            throw new BadConfiguration("binstore.backend.drain-timeout",
                    "must be from 0s to 1h, not " + drainTimeout);
        }
        if (callsMax != null && (callsMax < 1 || callsMax > CALLS_MAX)) {
            throw new BadConfiguration("binstore.backend.calls-max",
                    "must be from 1 to " + CALLS_MAX);
        }
    }

    private static void between(String property, DataSize size, DataSize min, DataSize max) {
        if (size.compareTo(min) < 0 || size.compareTo(max) > 0) {
            throw new BadConfiguration(property,
                    "must be from " + min + " to " + max + ", not " + size);
        }
    }

    /** The memory limit, in bytes. */
    long storedBytesMax() {
        return bytesMax == null ? Runtime.getRuntime().maxMemory() / 10 * 6 : bytesMax.toBytes();
    }

    int callsAtOnce() {
        return callsMax == null
                ? Math.clamp(Runtime.getRuntime().maxMemory() / 8 / CALL_BYTES, 1,
                        CALLS_DEFAULT)
                : callsMax;
    }

    Limits limits() {
        return new Limits((int) binBytesMax.toBytes(), (int) keyBytesMax.toBytes(),
                (int) valueBytesMax.toBytes());
    }
}
