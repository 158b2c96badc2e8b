package io.binstore.simulation.world;

import java.util.HashMap;
import java.util.Map;

/** How often each marked place of the cores makes the unlucky choice: never in most, now and then or always in others. */
public final class Luck {

    private static final double UNLUCKY_PLACES = 0.4;

    private final Map<String, Double> chances = new HashMap<>();
    private boolean runsOut;
    private long salt;

    /** From now on some places are unlucky, which ones the number decides. */
    public void runOut(long number) {
        runsOut = true;
        salt = number;
    }

    /** From now on this place makes the unlucky choice, always. */
    public void runOutAt(String place) {
        chances.put(place, 1.0);
    }

    double chanceOf(String place) {
        return runsOut ? chances.computeIfAbsent(place, this::draw)
                : chances.getOrDefault(place, 0.0);
    }

    private double draw(String place) {
        SimRandomness random = SimRandomness.ofSeed(salt ^ place.hashCode());
        return random.chance(UNLUCKY_PLACES) ? Math.pow(random.unit(), 2) : 0;
    }
}
