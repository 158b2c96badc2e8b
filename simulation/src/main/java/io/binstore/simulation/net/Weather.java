package io.binstore.simulation.net;

import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;

/**
 * How badly the network behaves; probabilities are per message.
 *
 * @param delayMeanNanos of a usual message
 * @param tailChance that a message takes up to {@code tailMaxNanos} instead
 * @param lossChance that a request or an answer is lost on its way
 * @param replyLossChance that an answer is lost in addition, after the request has been handled
 * @param duplicateChance that a request arrives twice at about the same time
 * @param replayChance that a request arrives again up to {@code replayMaxNanos} later
 */
public record Weather(long delayMeanNanos, double tailChance, long tailMaxNanos, double lossChance,
        double replyLossChance, double duplicateChance, double replayChance, long replayMaxNanos) {

    private static final long REPLAY_NANOS_MIN = World.MILLISECOND;

    public static final Weather CALM = new Weather(300 * World.MICROSECOND, 0, 0, 0, 0, 0, 0, 0);

    long delay(SimRandomness randomness) {
        if (randomness.chance(tailChance)) {
            return randomness.between(0, tailMaxNanos);
        }
        // Exponential above a floor: most messages are quick, a few are not, none is instant.
        return delayMeanNanos / 4
                + (long) (-Math.log(1 - randomness.unit()) * delayMeanNanos * 3 / 4);
    }

    /** How much later a request comes again: soon or very late, the logarithm is even. */
    long replayDelay(SimRandomness randomness) {
        double spread = Math.log((double) replayMaxNanos / REPLAY_NANOS_MIN);
        return (long) (REPLAY_NANOS_MIN * Math.exp(spread * randomness.unit()));
    }

    public boolean repeats() {
        return duplicateChance > 0 || replayChance > 0;
    }

    public boolean loses() {
        return lossChance > 0 || replyLossChance > 0;
    }
}
