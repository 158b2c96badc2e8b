package io.binstore.simulation.net;

import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.simulation.world.Process;
import java.util.function.Consumer;

/** A process that answers at an address. */
public interface Endpoint {

    Process process();

    void handle(Request request, Consumer<Reply> reply);
}
