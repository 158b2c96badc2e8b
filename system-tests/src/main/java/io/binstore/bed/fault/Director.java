package io.binstore.bed.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Draws one fault after another until the time is over: each kind once before any comes again. */
public final class Director {

    private final Ground ground;
    private final Watch watch;
    private final List<FaultKind> kinds;
    private final Random random;
    private final Consumer<String> say;
    private final List<FaultKind> deck = new ArrayList<>();
    private final List<Episode> episodes = new ArrayList<>();

    /** @param say is told what happens, for people */
    public Director(Ground ground, Watch watch, List<FaultKind> kinds, long seed,
            Consumer<String> say) {
        this.ground = ground;
        this.watch = watch;
        this.kinds = List.copyOf(kinds);
        this.random = new Random(seed);
        this.say = say;
    }

    /**
     * Goes on until a time, and to the end of the fault that has begun then; at least once.
     *
     * @param calmMillis of undisturbed traffic before and after each fault
     */
    public void run(long untilNanos, long calmMillis) {
        do {
            ground.hold(calmMillis);
            strike(next());
            ground.hold(calmMillis);
            if (!episodes.isEmpty() && System.nanoTime() < untilNanos) {
                ground.hold(ground.tempo().paceMillis());
            }
        } while (System.nanoTime() < untilNanos);
    }

    private FaultKind next() {
        if (deck.isEmpty()) {
            deck.addAll(kinds);
            Collections.shuffle(deck, random);
        }
        return deck.removeLast();
    }

    private void strike(FaultKind kind) {
        ground.awaitSettled();
        Episode episode = new Episode(kind.word());
        episodes.add(episode);
        kind.strike(ground, episode);
        ground.awaitComplete();
        episode.complete(watch);
        ground.awaitSettled();
        episode.settled(watch);
        say.accept(kind.word() + " (" + episode.victim() + "): "
                + String.join(", ", episode.bites())
                + (episode.misses().isEmpty() ? ""
                        : "; NOT SEEN: " + String.join(", ", episode.misses())));
    }

    public List<Episode> episodes() {
        return Collections.unmodifiableList(episodes);
    }
}
