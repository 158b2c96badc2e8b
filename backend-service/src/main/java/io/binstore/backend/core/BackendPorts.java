package io.binstore.backend.core;

import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Transport;

/** The four ports through which a backend sees the world. */
record BackendPorts(Ticker ticker, Timers timers, Randomness random, Transport transport) {
}
