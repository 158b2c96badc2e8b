package io.binstore.launcher.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/**
 * Writers and readers that go on at a steady pace, whatever happens to the cluster.
 *
 * <p>
 * What they see is judged while they run, as far as they can know; what must be in the store in the end is
 * {@link #expected}.
 */
public final class Load implements AutoCloseable {

    private static final Duration JOIN_PATIENCE = Duration.ofSeconds(90);

    private final Plan plan;
    private final Waits waits = new Waits();
    private final Findings findings = new Findings();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Writer> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Board board;

    /**
     * How the load is shaped.
     *
     * @param name what its bins begin with
     * @param pause how long each worker rests between turns
     */
    public record Plan(String name, int bins, int writers, int readers, Duration pause) {

        /** A load that a laptop carries beside the cluster itself. */
        public static Plan of(String name) {
            return new Plan(name, 24, 6, 2, Duration.ofMillis(5));
        }

        public String bin(int index) {
            return name + "-" + index;
        }
    }

    /** What the workers have in common. */
    record Shared(Board board, Waits waits, Findings findings, CountDownLatch stop) {
    }

    private Load(Plan plan, int extraWriters) {
        this.plan = plan;
        this.board = new Board(plan.writers() + extraWriters, plan.bins());
    }

    /** Starts the workers; all use the same store. */
    public static Load start(Plan plan, Store store) {
        return start(plan, store, List.of());
    }

    /** @param others stores that get one writer each, more rarely at work */
    public static Load start(Plan plan, Store store, List<? extends Store> others) {
        Load load = new Load(plan, others.size());
        Shared shared = new Shared(load.board, load.waits, load.findings, load.stop);
        load.waits.begin("calm");
        for (int i = 0; i < plan.writers(); i++) {
            load.add(new Writer(i, plan, store, shared));
        }
        Plan slower = new Plan(plan.name(), plan.bins(), plan.writers(), plan.readers(),
                plan.pause().multipliedBy(40));
        for (Store other : others) {
            load.add(new Writer(load.writers.size(), slower, other, shared));
        }
        for (int i = 0; i < plan.readers(); i++) {
            load.run(new Reader(i * plan.bins() / 2, load.writers.size(), plan, store, shared),
                    "reader-" + i);
        }
        return load;
    }

    private void add(Writer writer) {
        writers.add(writer);
        run(writer, "writer-" + writers.size());
    }

    private void run(Worker worker, String name) {
        Thread thread = new Thread(worker, plan.name() + "-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    public Waits waits() {
        return waits;
    }

    public Findings findings() {
        return findings;
    }

    /** The bins that it works on. */
    public List<String> bins() {
        List<String> bins = new ArrayList<>();
        for (int bin = 0; bin < plan.bins(); bin++) {
            bins.add(plan.bin(bin));
        }
        return bins;
    }

    /** Ends the load; calls under way are waited for. */
    @Override
    public void close() {
        stop.countDown();
        try {
            for (Thread thread : threads) {
                if (!thread.join(JOIN_PATIENCE)) {
                    findings.add(Fault.FAILED_CALL,
                            thread.getName() + " still waits for an answer");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many writes were acknowledged; to be asked after {@link #close}. */
    public long writes() {
        return writers.stream().mapToLong(Writer::writes).sum();
    }

    /** What must be in the store; to be asked after {@link #close}. */
    public Map<Question, Expectation> expected() {
        Map<Question, Expectation> expected = new TreeMap<>();
        Set<Question> lists = new TreeSet<>();
        writers.forEach(writer -> lists.addAll(writer.lists()));
        for (Question list : lists) {
            Expectation expectation = new Expectation();
            writers.forEach(writer -> writer.contribute(list, expectation));
            expected.put(list, expectation);
        }
        for (int writer = 0; writer < writers.size(); writer++) {
            for (int bin = 0; bin < plan.bins(); bin++) {
                long value = board.acknowledged(writer, bin);
                if (value == board.begun(writer, bin) && value > 0) {
                    expected.put(Question.value(plan.bin(bin), Writer.counter(writer)),
                            Expectation.of(List.of(Long.toString(value))));
                }
            }
        }
        return expected;
    }
}
