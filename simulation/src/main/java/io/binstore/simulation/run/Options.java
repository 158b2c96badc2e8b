package io.binstore.simulation.run;

import java.util.Locale;

/**
 * Which run it is to be.
 *
 * @param linesMax how many trace lines to keep
 * @param messages whether messages are among them
 * @param trim what is left out of what the seed draws
 */
public record Options(long seed, Judgement judgement, int linesMax, boolean messages, Trim trim) {

    /** Every third seed is judged by the contract, unless somebody chooses. */
    public static Options of(long seed) {
        return new Options(seed, Math.floorMod(seed, 3) == 0 ? Judgement.CONTRACT : Judgement.CHAOS,
                0, false, Trim.NONE);
    }

    public Options judgedBy(Judgement other) {
        return new Options(seed, other, linesMax, messages, trim);
    }

    public Options withLines(int max) {
        return new Options(seed, judgement, max, messages, trim);
    }

    public Options withMessages() {
        return new Options(seed, judgement, linesMax, true, trim);
    }

    public Options trimmed(Trim other) {
        return new Options(seed, judgement, linesMax, messages, other);
    }

    /** What a person types to see this run again. */
    public String command() {
        return "ops/simulate --seed " + seed + " --judgement "
                + judgement.name().toLowerCase(Locale.ROOT)
                + trim.options() + " --trace 400";
    }
}
