package io.binstore.bench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

class ProcStatTest {

    private static final String STAT = " S 1 4242 4242 0 -1 4194560 57029 12 3 0 731 269 5 6 20 0"
            + " 41 0 123456 3618404352 98765 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0"
            + " 0 0 0\n";

    @Test
    void addsUserAndSystemTimeButNotThatOfChildren() {
        assertThat(ProcStat.parse("4242 (java)" + STAT).ticks()).isEqualTo(1_000);
    }

    @Test
    void readsPastANameWithBlanksAndParentheses() {
        assertThat(ProcStat.parse("4242 (a (b) c) d)" + STAT).ticks()).isEqualTo(1_000);
    }

    @Test
    void findsResidentMemory() {
        assertThat(ProcStat.residentKib("Name:\tjava\nVmHWM:\t  999 kB\nVmRSS:\t  88304 kB\n"))
                .isEqualTo(88_304);
        assertThat(ProcStat.residentKib("Name:\tkthreadd\n")).isZero();
    }

    @Test
    void addsUpAClassHistogram() {
        assertThat(Memory.liveBytes("""
                4242:
                 num     #instances         #bytes  class name (module)
                   1:         20000        1600000  [B (java.base@25)
                Total         52341        2345678
                """)).isEqualTo(2_345_678);
        assertThat(Memory.liveBytes("4242:\nUnable to open socket file")).isZero();
    }

    @Test
    @EnabledOnOs(LINUX)
    void seesTheTimeThatThisJvmUses() {
        CpuMeter meter = new CpuMeter(List.of(ProcessHandle.current().pid()));
        CpuMeter.Reading before = meter.read();
        long until = System.nanoTime() + 60_000_000;
        long sum = 0;
        while (System.nanoTime() < until) {
            sum++;
        }
        CpuMeter.Reading used = meter.read().since(before);
        assertThat(sum).isPositive();
        assertThat(used.driverNanos()).isPositive();
        assertThat(used.serverNanos()).isPositive();
        assertThat(Memory.of(List.of()).residentBytes()).isZero();
    }
}
