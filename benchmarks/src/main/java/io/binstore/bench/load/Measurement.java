package io.binstore.bench.load;

/** What one run of a workload on a store showed. */
public record Measurement(Workload workload, String store, int round, Outcome outcome) {
}
