package io.binstore.simulation.check;

import static io.binstore.simulation.check.Script.append;
import static io.binstore.simulation.check.Script.done;
import static io.binstore.simulation.check.Script.found;
import static io.binstore.simulation.check.Script.foundMore;
import static io.binstore.simulation.check.Script.full;
import static io.binstore.simulation.check.Script.get;
import static io.binstore.simulation.check.Script.items;
import static io.binstore.simulation.check.Script.keys;
import static io.binstore.simulation.check.Script.list;
import static io.binstore.simulation.check.Script.listKeys;
import static io.binstore.simulation.check.Script.page;
import static io.binstore.simulation.check.Script.remove;
import static io.binstore.simulation.check.Script.removed;
import static io.binstore.simulation.check.Script.set;
import static io.binstore.simulation.check.Script.unknown;
import static io.binstore.simulation.check.Script.value;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryCheckTest {

    private static void accepts(Script script) {
        assertThat(script.judged()).isNull();
    }

    private static void refuses(Script script) {
        assertThat(script.judged()).isNotNull().hasMessageStartingWith("linearizability");
    }

    @Test
    void acceptsOneCallAfterAnother() {
        accepts(new Script().call(get("k"), value(null)).call(set("k", "1"), done())
                .call(get("k"), value("1"))
                .call(set("k", ""), done()).call(get("k"), value(null))
                .call(keys("", ""), found()));
    }

    @Test
    void acceptsEitherOrderOfOverlappingCalls() {
        accepts(new Script().begin(set("k", "1")).begin(set("k", "2")).end(done()).end(done())
                .call(get("k"), value("1")));
        accepts(new Script().begin(set("k", "1")).begin(get("k")).end(done()).end(value(null)));
        accepts(new Script().begin(set("k", "1")).begin(get("k")).end(done()).end(value("1")));
    }

    @Test
    void refusesStaleRead() {
        refuses(new Script().call(set("k", "1"), done()).call(set("k", "2"), done()).call(get("k"),
                value("1")));
    }

    @Test
    void refusesReadThatGoesBackInTime() {
        refuses(new Script().call(set("k", "1"), done()).begin(set("k", "2"))
                .call(get("k"), value("2"))
                .call(get("k"), value("1")).end(done()));
    }

    @Test
    void refusesValueFromTheFuture() {
        refuses(new Script().call(get("k"), value("1")).call(set("k", "1"), done()));
    }

    @Test
    void refusesValueThatNobodyWrote() {
        refuses(new Script().call(set("k", "1"), done()).call(get("k"), value("x")));
    }

    @Test
    void refusesTheEmptyValueAsAnAnswer() {
        refuses(new Script().call(set("k", ""), done()).call(get("k"), value("")));
    }

    @Test
    void refusesLostSet() {
        refuses(new Script().call(set("k", "1"), done()).call(get("k"), value(null)));
    }

    @Test
    void refusesLostAppend() {
        refuses(new Script().call(append("l", "1"), done()).call(append("l", "2"), done())
                .call(list("l"), items("2")));
    }

    @Test
    void refusesAppendAppliedTwice() {
        refuses(new Script().call(append("l", "1"), done()).call(list("l"), items("1", "1")));
    }

    @Test
    void refusesReorderedAppends() {
        refuses(new Script().call(append("l", "1"), done()).call(append("l", "2"), done())
                .call(list("l"), items("2", "1")));
    }

    @Test
    void acceptsEqualElements() {
        accepts(new Script().call(append("l", "1"), done()).call(append("l", ""), done())
                .call(append("l", "1"), done()).call(list("l"), items("1", "", "1"))
                .call(remove("l", "1"), removed(2)).call(remove("l", "1"), removed(0))
                .call(list("l"), items("")).call(listKeys(), found("l")));
    }

    @Test
    void refusesWrongRemoveCount() {
        refuses(new Script().call(append("l", "1"), done()).call(append("l", "1"), done())
                .call(remove("l", "1"), removed(1)));
        refuses(new Script().call(append("l", "1"), done()).call(remove("l", "1"), removed(1))
                .call(remove("l", "1"), removed(1)));
    }

    @Test
    void refusesScanThatIsNotOneLook() {
        // b was written only after a was gone: no moment had both, and none had neither.
        refuses(new Script().call(set("a", "1"), done()).begin(keys("", ""))
                .call(set("a", ""), done())
                .call(set("b", "2"), done()).end(found("a", "b")));
        refuses(new Script().call(set("a", "1"), done()).begin(keys("", ""))
                .call(set("b", "2"), done())
                .call(set("a", ""), done()).end(found()));
    }

    @Test
    void refusesScanOutOfOrderOrBesideItsPattern() {
        Script both = new Script().call(set("ax", "1"), done()).call(set("bx", "2"), done());
        refuses(both.call(keys("", ""), found("bx", "ax")));
        refuses(new Script().call(set("ax", "1"), done()).call(keys("b", ""), found("ax")));
        refuses(new Script().call(set("ax", "1"), done()).call(keys("a", "x"), found()));
        refuses(new Script().call(set("ax", "1"), done()).call(listKeys(), found("ax")));
    }

    @Test
    void judgesPages() {
        Script three = new Script().call(set("a", "1"), done()).call(set("b", "2"), done())
                .call(set("c", "3"), done());
        accepts(three.call(page(null, 2), foundMore("a", "b")).call(page("b", 2), found("c"))
                .call(page(null, 3), found("a", "b", "c")));
        refuses(three.call(page(null, 2), found("a", "b")));
        refuses(new Script().call(set("a", "1"), done()).call(page(null, 1), foundMore("a")));
        refuses(new Script().call(set("a", "1"), done()).call(set("b", "1"), done())
                .call(page(null, 1), foundMore("b")));
    }

    @Test
    void letsUnknownOutcomesHappenLateOrNever() {
        accepts(new Script().call(set("k", "1"), unknown()).call(get("k"), value(null))
                .call(get("k"), value("1")));
        accepts(new Script().call(set("k", "1"), unknown()).call(get("k"), value(null)));
        refuses(new Script().call(set("k", "1"), unknown()).call(get("k"), value("1"))
                .call(get("k"), value(null)));
        refuses(new Script().call(append("l", "1"), unknown()).call(list("l"), items("1", "1")));
        accepts(new Script().begin(append("l", "1")).call(list("l"), items("1")));
    }

    @Test
    void refusedCallsDidNothing() {
        accepts(new Script().call(set("k", "1"), full()).call(get("k"), value(null)));
        refuses(new Script().call(set("k", "1"), full()).call(get("k"), value("1")));
        accepts(new Script().onRepeatingNetwork().call(set("k", "1"), full()).call(get("k"),
                value("1")));
    }

    @Test
    void decidesManyAppendsAtOnce() {
        Script script = new Script();
        String[] values = new String[14];
        for (int i = 0; i < values.length; i++) {
            values[i] = "v" + i * 5 % 14;
            script.begin(append("l", "v" + i));
        }
        for (int i = 0; i < values.length; i++) {
            script.end(done());
        }
        accepts(script.call(list("l"), items(values)));
        refuses(script.call(append("l", "w"), done()).call(list("l"), items(values)));
    }

    @Test
    void decidesManyUnknownAppends() {
        Script script = new Script();
        for (int i = 0; i < 60; i++) {
            script.call(append("l", "v" + i), unknown());
        }
        accepts(script.call(listKeys(), found("l")).call(list("l"), items("v3", "v50")));
        refuses(script.call(list("l"), items("v50", "v3")));
    }

    @Test
    void unseenAppendStillShowsInScan() {
        accepts(new Script().call(append("l", "1"), unknown()).call(listKeys(), found("l")));
        accepts(new Script().call(append("l", "1"), unknown()).call(list("l"), items())
                .call(listKeys(), found("l")));
        refuses(new Script().call(append("l", "1"), unknown()).call(listKeys(), found("l"))
                .call(list("l"), items()));
    }

    @Test
    void lossEmptiesTheBinAtItsMomentOnly() {
        Script lost = new Script().call(set("k", "1"), done()).call(get("k"), value("1")).lose();
        accepts(lost.call(get("k"), value(null)).call(set("k", "2"), done()).call(get("k"),
                value("2")));
        refuses(new Script().call(set("k", "1"), done()).lose().call(get("k"), value("1")));
        accepts(new Script().call(set("k", "1"), done()).beginLoss().call(get("k"), value("1"))
                .endLoss().call(get("k"), value(null)));
        refuses(new Script().call(set("k", "1"), done()).beginLoss().call(get("k"), value(null))
                .call(get("k"), value("1")).endLoss());
        refuses(new Script().call(set("k", "1"), done()).beginLoss().endLoss()
                .call(get("k"), value("1")));
        refuses(new Script().call(set("k", "1"), done()).call(get("k"), value(null)).lose());
        refuses(new Script().lose().call(append("l", "1"), done()).call(list("l"), items()));
    }

    @Test
    void lossMayLeaveAnOlderState() {
        Script lost = new Script().call(set("k", "1"), done()).call(set("k", "2"), done())
                .lose(set("k", "1"));
        accepts(lost.call(get("k"), value("1")));
        refuses(new Script().call(set("k", "1"), done()).call(set("k", "2"), done())
                .lose(set("k", "1"))
                .call(get("k"), value("2")));
    }

    @Test
    void echoLetsOneCallLiveInTwoHistories() {
        accepts(new Script().begin(append("l", "1")).echo(append("l", "1"))
                .call(list("l"), items("1")).lose()
                .end(done()).call(list("l"), items("1")));
        refuses(new Script().begin(append("l", "1")).call(list("l"), items("1")).lose().end(done())
                .call(list("l"), items("1")));
    }
}
