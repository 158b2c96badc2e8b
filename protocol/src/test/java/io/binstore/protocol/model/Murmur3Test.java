package io.binstore.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Murmur3Test {

    /** Of the bytes f0, f1, f2, ... in every length up to two blocks and a tail; from another implementation. */
    private static final long[] BY_LENGTH = {
            0x0000000000000000L, 0x680377130385400aL, 0x5c8d43e5c7a9e722L, 0xe9fe369c3ea62f17L,
            0x1d76d744e1f21c8aL, 0x907b4330f7bdab72L, 0x3e02fab37ecb0e23L, 0x1663da594ac9fad5L,
            0x602258a004169abdL, 0x2605d90a894dae0fL, 0x73f8cc75def1cd52L, 0xbaa89c8228ce1583L,
            0x60292a3dfa7cbd89L, 0x89c160ba45ef80e4L, 0x834b13c6c2c4e93eL, 0xa3d60f3ba5fcbc68L,
            0x81ec85cc614a221cL, 0x291b7bfe162f24a2L, 0x13082345a56d9390L, 0x2707963a1eaa261eL,
            0xe7062a5141a8933bL, 0x9efcb684915a1de3L, 0xcc2c23c9033f8d3fL, 0x243e1dbb373f23a7L,
            0xcb8d95eec42da675L, 0x67954362f17b0eccL, 0xed8604d937a5d985L, 0x6d8c155986a82e79L,
            0x8c8f6d6677fe2eb4L, 0xc3c37ca1541fc8feL, 0x6ddb2f3244f211c2L, 0x96ccc9a747560476L,
            0xc4ba3cf0f679e812L, 0xab554db005cf852aL};

    @ParameterizedTest
    @CsvSource({"'',0000000000000000", "hello,cbd8a7b341bd9b02", "'hello, world',342fac623a5ebc8e",
            "19 Jan 2038 at 3:14:07 AM,b89e5988b737affc",
            "The quick brown fox jumps over the lazy dog.,cd99481f9ee902c9"})
    void agreesWithThePublishedVectors(String text, String hash) {
        assertThat(hash64(text)).isEqualTo(Long.parseUnsignedLong(hash, 16));
    }

    @ParameterizedTest
    @CsvSource({"alice,4f1a4f97e8b355aa", "日本語,12bb87b9a8fbeff4", "😀,156db15587e0545c"})
    void hashesTheUtf8BytesOfAName(String text, String hash) {
        assertThat(hash64(text)).isEqualTo(Long.parseUnsignedLong(hash, 16));
    }

    @Test
    void treatsBytesAsUnsignedInBlocksAndTailsOfEveryLength() {
        for (int length = 0; length < BY_LENGTH.length; length++) {
            byte[] data = new byte[length];
            for (int i = 0; i < length; i++) {
                data[i] = (byte) (0xf0 + i);
            }
            assertThat(Murmur3.hash64(data)).as("length %d", length).isEqualTo(BY_LENGTH[length]);
        }
    }

    private static long hash64(String text) {
        return Murmur3.hash64(text.getBytes(StandardCharsets.UTF_8));
    }
}
