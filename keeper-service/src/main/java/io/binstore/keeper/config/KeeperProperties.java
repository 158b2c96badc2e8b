package io.binstore.keeper.config;

import io.binstore.keeper.core.KeeperTiming;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one keeper is told beside the cluster's description; the same for all but for the index.
 *
 * @param index its place in {@code binstore.cluster.keepers}, from 0; without it, the place of the
 *         only address with the port {@code server.port}, and 0 if that is not set either
 * @param refusedMeansDead whether a backend that refused two connections counts as gone for good;
 *         to be turned off where something in the network refuses on behalf of live hosts
 * @param silentMeansAbsent whether a new cluster may be founded although some configured backend
 *         neither answers nor refuses; safe only if nothing runs there
 */
@ConfigurationProperties("binstore.keeper")
public record KeeperProperties(@Nullable Integer index,
        @DefaultValue("true") boolean refusedMeansDead,
        @DefaultValue("false") boolean silentMeansAbsent, @DefaultValue Timing timing) {

    static final String INDEX = "binstore.keeper.index";

    /**
     * The keeper's periods.
     *
     * @param poll between two looks at the same process
     * @param pollTimeout after which a look counts as unanswered
     * @param lease how long the lead lasts unless it is renewed
     * @param renew between two renewals of the lead; at most half of the lease
     * @param silence after which a silent backend may be removed from the view
     * @param stagger by how much later each next keeper asks for a free lead
     */
    public record Timing(@DefaultValue("1s") Duration poll,
            @DefaultValue("1s") Duration pollTimeout,
            @DefaultValue("5s") Duration lease, @DefaultValue("1s") Duration renew,
            @DefaultValue("3s") Duration silence, @DefaultValue("200ms") Duration stagger) {

        private static final Duration MIN = Duration.ofMillis(50);
        private static final Duration MAX = Duration.ofMinutes(1);

        public Timing {
            between("poll", poll);
            between("poll-timeout", pollTimeout);
            between("lease", lease);
            between("renew", renew);
            between("silence", silence);
            between("stagger", stagger);
            if (renew.multipliedBy(2).compareTo(lease) > 0) {
                throw new BadConfiguration(name("renew"),
                        "is " + text(renew) + ", more than half of " + name("lease") + " ("
                                + text(lease) + ")");
            }
        }

        private static void between(String field, Duration value) {
            if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
                throw new BadConfiguration(name(field),
                        "must be from 50ms to 1m, not " + text(value));
            }
        }

        private static String name(String field) {
            return "binstore.keeper.timing." + field;
        }

        private static String text(Duration value) {
            return value.toMillis() + "ms";
        }

        KeeperTiming toCore() {
            return new KeeperTiming(poll.toNanos(), pollTimeout.toNanos(), lease.toNanos(),
                    renew.toNanos(),
                    silence.toNanos(), stagger.toNanos());
        }
    }
}
