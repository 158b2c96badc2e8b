package io.binstore.bench.host;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Watches what in this JVM, the driver, makes callers wait: its collector and its compiler. */
public final class DriverWatch implements AutoCloseable {

    private final AtomicLong longestMillis = new AtomicLong();
    private final NotificationListener listener = this::heard;
    private final long collectedMillis = collectedMillis();
    private final long compiledMillis = compiledMillis();

    /**
     * What was seen so far, in ms.
     *
     * @param longestPauseMillis of one collection
     * @param pausesMillis of all collections together
     * @param compilerMillis that the compiler's threads worked
     */
    public record Seen(long longestPauseMillis, long pausesMillis, long compilerMillis) {

        public static final Seen NOTHING = new Seen(0, 0, 0);

        public Seen and(Seen other) {
            return new Seen(Math.max(longestPauseMillis, other.longestPauseMillis),
                    pausesMillis + other.pausesMillis, compilerMillis + other.compilerMillis);
        }
    }

    public DriverWatch() {
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) bean).addNotificationListener(listener, null, null);
        }
    }

    private void heard(Notification notification, Object context) {
        if (GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION
                .equals(notification.getType())) {
            long millis = GarbageCollectionNotificationInfo
                    .from((CompositeData) notification.getUserData()).getGcInfo().getDuration();
            longestMillis.accumulateAndGet(millis, Math::max);
        }
    }

    public Seen seen() {
        return new Seen(longestMillis.get(), collectedMillis() - collectedMillis,
                compiledMillis() - compiledMillis);
    }

    private static long collectedMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime).sum();
    }

    private static long compiledMillis() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null ? 0 : compiler.getTotalCompilationTime();
    }

    @Override
    public void close() {
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            try {
                ((NotificationEmitter) bean).removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException("it was added", e);
            }
        }
    }
}
