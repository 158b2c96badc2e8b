package io.binstore.bench.load;

import java.util.random.RandomGenerator;

/**
 * Numbers from 0 to n-1 of which few are asked for often: the one of rank r with a probability
 * proportional to 1 / (r + 1)^theta.
 *
 * <p>
 * After Gray et al., "Quickly generating billion-record synthetic databases", SIGMOD 1994, as YCSB
 * does it. Popular numbers are scattered over the range, so that they share neither bin nor
 * partition.
 */
public final class Zipfian {

    /** The skew that YCSB takes. */
    public static final double THETA_DEFAULT = 0.99;

    /** Prime to every range below it. */
    private static final long SCATTER = 2_654_435_761L;

    private final int size;
    private final double theta;
    private final double alpha;
    private final double zeta;
    private final double eta;

    public Zipfian(int size, double theta) {
        this.size = size;
        this.theta = theta;
        this.alpha = 1 / (1 - theta);
        this.zeta = zeta(size, theta);
        this.eta = (1 - Math.pow(2.0 / size, 1 - theta)) / (1 - zeta(2, theta) / zeta);
    }

    private static double zeta(int size, double theta) {
        double sum = 0;
        for (int i = 1; i <= size; i++) {
            sum += 1 / Math.pow(i, theta);
        }
        return sum;
    }

    /** The next number. */
    public int next(RandomGenerator random) {
        return (int) (rank(random.nextDouble()) * SCATTER % size);
    }

    /** The rank at which a share of all draws is reached. */
    long rank(double share) {
        double scaled = share * zeta;
        if (scaled < 1) {
            return 0;
        }
        if (scaled < 1 + Math.pow(0.5, theta)) {
            return 1;
        }
        return Math.min(size - 1, (long) (size * Math.pow(eta * share - eta + 1, alpha)));
    }
}
