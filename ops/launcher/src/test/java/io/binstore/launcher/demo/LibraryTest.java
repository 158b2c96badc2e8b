package io.binstore.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.launcher.load.Expectation;
import io.binstore.launcher.load.Question;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LibraryTest {

    private final Library library = Library.read();

    @Test
    void holdsThousandsOfEntries() {
        assertThat(library.entries()).hasSizeGreaterThan(4_000);
        assertThat(library.entries()).allSatisfy(entry -> assertThat(entry.text()).isNotEmpty());
    }

    @Test
    void expectsExactlyItsEntries() {
        Map<Question, Expectation> expected = library.expected();
        assertThat(expected.values().stream().mapToInt(Expectation::size).sum())
                .isEqualTo(library.entries().size());
        assertThat(expected).containsKey(Question.value("sonnet 18", "line 1"))
                .containsKey(Question.list("words with s", "summer"));
    }
}
