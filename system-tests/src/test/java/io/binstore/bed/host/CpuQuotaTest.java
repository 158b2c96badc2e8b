package io.binstore.bed.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuQuotaTest {

    @Test
    void holdsAProcessBackAndLetsItGo() throws IOException {
        Process busy = new ProcessBuilder("/bin/sh", "-c", "while :; do :; done").start();
        try {
            try (CpuQuota quota = CpuQuota.of(busy.pid(), 10)) {
                await().atMost(Duration.ofSeconds(20)).until(quota::bit);
            }
            assertThat(busy.isAlive()).isTrue();
        } finally {
            busy.destroyForcibly();
        }
    }
}
