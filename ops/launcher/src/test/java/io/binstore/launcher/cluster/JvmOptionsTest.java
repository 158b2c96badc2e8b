package io.binstore.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmOptionsTest {

    @Test
    void packedBackendsShareAHeapThatGrowsWithThem() {
        assertThat(JvmOptions.packed(50).split(" ")).contains("-Xmx1456m", "-Xms728m",
                "-XX:TieredStopAtLevel=1", "-XX:MetaspaceSize=1g", "-XX:ReservedCodeCacheSize=512m",
                "-Djdk.virtualThreadScheduler.parallelism=50").doesNotContain("-Xmx512m");
    }

    @Test
    void oneBackendInAJvmIsNotPacked() {
        assertThat(JvmOptions.packed(1)).isEqualTo(JvmOptions.BACKEND_DEFAULT);
    }

    @Test
    void keepersOfHundredsGetALargerHeap() {
        assertThat(JvmOptions.keeping(100)).isEqualTo(JvmOptions.KEEPER_DEFAULT);
        assertThat(JvmOptions.keeping(101).split(" ")).contains("-Xmx384m")
                .doesNotContain("-Xmx128m");
    }
}
