package io.binstore.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u0000", "é", "€", "\ud7ff\ue000", "\uffff", "😀",
            "a😀b\udbff\udfff"})
    void givesBackTheText(String text) {
        assertThat(Utf8.of(text).toString()).isEqualTo(text);
        assertThat(Utf8.ofBytes(Utf8.of(text).bytes())).isEqualTo(Utf8.of(text))
                .hasSameHashCodeAs(Utf8.of(text));
    }

    @Test
    void refusesLoneSurrogates() {
        for (String text : List.of("\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d",
                "\ud83d\ud83d\ude00", "😀\ude00")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Utf8.of(text))
                    .withMessageContaining("surrogate");
        }
    }

    /** A stray continuation, a cut sequence, overlong forms, a surrogate, above U+10FFFF. */
    @ParameterizedTest
    @ValueSource(strings = {"80", "c3", "e282", "c080", "e08080", "eda080", "f4908080", "ff"})
    void refusesIllFormedBytes(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Utf8.ofBytes(HexFormat.of().parseHex(hex)));
    }

    @Test
    void sortsByCodePoint() {
        // In UTF-16 order the emoji, whose first half is a surrogate, would come before U+FFFF.
        List<Utf8> sorted = new ArrayList<>();
        for (String text : List.of("😀", "\uffff", "ab", "a", "", "é", "z", "\u0000")) {
            sorted.add(Utf8.of(text));
        }
        sorted.sort(null);
        assertThat(sorted).extracting(Utf8::toString).containsExactly("", "\u0000", "a", "ab", "z",
                "é", "\uffff",
                "😀");
    }

    @Test
    void matchesPrefixAndSuffix() {
        Utf8 text = Utf8.of("añb");
        assertThat(text.startsWith(Utf8.EMPTY)).isTrue();
        assertThat(text.startsWith(Utf8.of("añ"))).isTrue();
        assertThat(text.startsWith(Utf8.of("ñ"))).isFalse();
        assertThat(text.startsWith(Utf8.of("añbc"))).isFalse();
        assertThat(text.endsWith(Utf8.EMPTY)).isTrue();
        assertThat(text.endsWith(Utf8.of("ñb"))).isTrue();
        assertThat(text.endsWith(Utf8.of("añ"))).isFalse();
        assertThat(text.endsWith(Utf8.of("xañb"))).isFalse();
    }

    @Test
    void countsBytes() {
        assertThat(Utf8.of("é😀").length()).isEqualTo(6);
        assertThat(Utf8.of("").isEmpty()).isTrue();
    }
}
