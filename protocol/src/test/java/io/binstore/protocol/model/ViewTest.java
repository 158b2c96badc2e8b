package io.binstore.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewTest {

    @Test
    void findsMembersByIndex() {
        for (int size = 0; size < 9; size++) {
            List<Member> members =
                    IntStream.range(0, size).mapToObj(i -> member(3 * i + 1, i + 100)).toList();
            View view = new View(1, 1, members, List.of(), List.of(), 0);
            for (Member member : members) {
                assertThat(view.member(member.index())).isSameAs(member);
                assertThat(view.contains(member.index(), member.incarnation())).isTrue();
                assertThat(view.contains(member.index(), member.incarnation() + 1)).isFalse();
                assertThat(view.member(member.index() - 1)).isNull();
            }
            assertThat(view.member(3 * size + 1)).isNull();
            assertThat(view.contains(0, 0)).isFalse();
        }
    }

    @Test
    void knowsTheDead() {
        View view = new View(1, 2, List.of(member(0, 5)), List.of(), List.of(member(1, 7)), 0);
        assertThat(view.isDead(7)).isTrue();
        assertThat(view.isDead(5)).isFalse();
    }

    @Test
    void findsPlacesInAChain() {
        Chain chain = new Chain(1, 1,
                List.of(new Replica(4, 1), new Replica(2, 1), new Replica(9, 1)), List.of(3));
        assertThat(chain.head()).isEqualTo(4);
        assertThat(chain.tail()).isEqualTo(9);
        assertThat(chain.positionOf(2)).isEqualTo(1);
        assertThat(chain.positionOf(3)).isEqualTo(-1);
        assertThat(chain.contains(9)).isTrue();
    }

    private static Member member(int index, long incarnation) {
        return new Member(index, "http://localhost:" + (7100 + index), incarnation);
    }
}
