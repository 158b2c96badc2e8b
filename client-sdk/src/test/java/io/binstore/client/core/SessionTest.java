package io.binstore.client.core;

import static io.binstore.client.core.Fixtures.call;
import static io.binstore.client.core.Fixtures.get;
import static io.binstore.client.core.Fixtures.identity;
import static io.binstore.client.core.Fixtures.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.client.core.Session.Admission;
import io.binstore.protocol.model.ClientId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static Session session(int open, int waiting, long bytes) {
        return new Session(new ClientId(1, 2),
                new ClientSettings(List.of("http://a:1"), null, open, waiting, bytes),
                64);
    }

    private final Session session = session(2, 2, 1 << 20);

    @Test
    void numbersMutationsOnly() {
        OpenCall read = call(get("k"));
        OpenCall mutation = call(set("k"));
        assertThat(session.admit(read)).isEqualTo(Admission.OPEN);
        assertThat(session.admit(mutation)).isEqualTo(Admission.OPEN);
        assertThat(read.sequence).isZero();
        assertThat(mutation.sequence).isEqualTo(1);
    }

    @Test
    void doesNotNumberACallWithAnIdentityOfItsOwn() {
        OpenCall foreign = new OpenCall(set("k"), identity(9, 44), 1, result -> {
        });
        session.admit(foreign);
        assertThat(foreign.sequence).isZero();
        assertThat(foreign.sequenceSent()).isEqualTo(44);
        session.release(foreign);
        assertThat(session.lowest()).isEqualTo(1);
    }

    @Test
    void letsCallsWaitBeyondTheBoundAndRefusesBeyondTheNext() {
        OpenCall first = call(set("1"));
        session.admit(first);
        session.admit(call(set("2")));
        OpenCall third = call(set("3"));
        assertThat(session.admit(third)).isEqualTo(Admission.WAITING);
        assertThat(session.admit(call(get("4")))).isEqualTo(Admission.WAITING);
        assertThat(session.admit(call(get("5")))).isEqualTo(Admission.BUSY);
        assertThat(session.next()).isNull();
        session.release(first);
        assertThat(session.next()).isSameAs(third);
        assertThat(third.sequence).isEqualTo(3);
        assertThat(session.next()).isNull();
    }

    @Test
    void opensTheCallThatCameFirstWhicheverItsKind() {
        OpenCall first = call(set("1"));
        OpenCall second = call(set("2"));
        session.admit(first);
        session.admit(second);
        OpenCall read = call(get("3"));
        OpenCall mutation = call(set("4"));
        session.admit(read);
        session.admit(mutation);
        session.release(first);
        session.release(second);
        assertThat(session.next()).isSameAs(read);
        assertThat(session.next()).isSameAs(mutation);
    }

    @Test
    void opensReadsWhileAnUnansweredMutationHoldsTheWindow() {
        Session wide = session(200, 10, 1 << 20);
        wide.admit(call(set("stuck")));
        for (int i = 1; i < 64; i++) {
            OpenCall call = call(set("k" + i));
            wide.admit(call);
            wide.release(call);
        }
        OpenCall blocked = call(set("blocked"));
        assertThat(wide.admit(blocked)).isEqualTo(Admission.WAITING);
        assertThat(wide.admit(call(get("k")))).isEqualTo(Admission.OPEN);
        assertThat(wide.next()).isNull();
    }

    @Test
    void boundsTheBytesHeldButTakesOneCallOfAnySize() {
        Session tight = session(10, 10, 100);
        OpenCall large = call(set("x".repeat(1000)));
        assertThat(tight.admit(large)).isEqualTo(Admission.OPEN);
        assertThat(tight.admit(call(get("k")))).isEqualTo(Admission.BUSY);
        tight.release(large);
        assertThat(tight.admit(call(get("k")))).isEqualTo(Admission.OPEN);
    }

    @Test
    void releasesAWaitingCallWithoutOpeningIt() {
        session.admit(call(set("1")));
        session.admit(call(set("2")));
        OpenCall waiting = call(set("3"));
        session.admit(waiting);
        session.release(waiting);
        assertThat(session.waiting()).isZero();
        assertThat(session.open()).isEqualTo(2);
    }
}
