package io.binstore.launcher.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes, and remembers what was acknowledged. In each turn it goes to the next bin, appends an element of its own to the
 * list that all writers share, sets its counter and reads it back; now and then it asks for a clock number or reads the
 * whole list.
 */
final class Writer extends Worker {

    private static final int CLOCK_EVERY = 4;
    private static final int LIST_EVERY = 16;
    /** Turns after which a new list begins, so that reading one stays cheap. */
    private static final int TURNS_PER_LIST = 1_024;

    private final int number;
    private final Map<Question, List<String>> appended = new HashMap<>();
    private final Map<Question, Set<String>> unsure = new HashMap<>();
    private long writes;

    Writer(int number, Load.Plan plan, Store store, Load.Shared shared) {
        super(plan, store, shared);
        this.number = number;
    }

    @Override
    void turn(int turn) {
        int bin = (number + turn) % plan.bins();
        append(bin, turn);
        count(bin, turn);
        if (turn % CLOCK_EVERY == 0) {
            clock(bin);
        }
        if (turn % LIST_EVERY == 0) {
            readList(bin, turn);
        }
    }

    private void append(int bin, int turn) {
        Question list = list(bin, turn);
        String element = "w" + number + "-" + turn;
        if (call("append " + element, () -> store.append(list.bin(), list.key(), element))) {
            appended.computeIfAbsent(list, key -> new ArrayList<>()).add(element);
            writes++;
        } else {
            unsure.computeIfAbsent(list, key -> new HashSet<>()).add(element);
        }
    }

    private void count(int bin, int turn) {
        String name = plan.bin(bin);
        String key = counter(number);
        board.begin(number, bin, turn);
        if (!call("set " + key, () -> store.set(name, key, Integer.toString(turn)))) {
            return;
        }
        board.acknowledge(number, bin, turn);
        writes++;
        Optional<Optional<String>> read = call("get " + key, () -> store.get(name, key));
        if (read.isPresent() && !read.get().equals(Optional.of(Integer.toString(turn)))) {
            findings.add(Fault.STALE_READ,
                    key + " of " + name + " was set to " + turn + ", read " + read.get());
        }
    }

    private void clock(int bin) {
        long before = board.clock(bin);
        Optional<Long> number = call("clock", () -> store.clock(plan.bin(bin)));
        if (number.isPresent()) {
            if (number.get() <= before) {
                findings.add(Fault.CLOCK_WENT_BACK,
                        plan.bin(bin) + " answered " + number.get() + " after it had answered "
                                + before);
            }
            board.answeredClock(bin, number.get());
        }
    }

    /** One's own elements must be there, each once and in order; the others' are judged by their writers. */
    private void readList(int bin, int turn) {
        Question list = list(bin, turn);
        Optional<List<String>> read = call("listGet", () -> store.list(list.bin(), list.key()));
        if (read.isPresent()) {
            String own = "w" + number + "-";
            Expectation expectation = new Expectation();
            contribute(list, expectation);
            expectation.check(list + ", read by its writer",
                    read.get().stream().filter(element -> element.startsWith(own)).toList(),
                    findings);
        }
    }

    private Question list(int bin, int turn) {
        return Question.list(plan.bin(bin), "journal-" + turn / TURNS_PER_LIST);
    }

    static String counter(int writer) {
        return "counter-" + writer;
    }

    /** How many writes were acknowledged. */
    long writes() {
        return writes;
    }

    /** The lists it wrote to, or tried to. */
    Set<Question> lists() {
        Set<Question> lists = new HashSet<>(appended.keySet());
        lists.addAll(unsure.keySet());
        return lists;
    }

    void contribute(Question list, Expectation expectation) {
        expectation.add(appended.getOrDefault(list, List.of()),
                unsure.getOrDefault(list, Set.of()));
    }
}
