package io.binstore.bench.hold;

import io.binstore.bench.load.Step;
import io.binstore.bench.store.StoreCaller;

/** Appends to a list until it is long, and empties it again. */
final class ListTurn implements Step {

    private static final int LENGTH = 1_000;

    private final StoreCaller caller;
    private final int key;
    private final String element;
    private int length;

    /** @param key of a list that nobody else touches */
    ListTurn(StoreCaller caller, int key, String element) {
        this.caller = caller;
        this.key = key;
        this.element = element;
    }

    @Override
    public void run() throws Exception {
        if (length < LENGTH) {
            caller.append(key, element);
            length++;
        } else {
            caller.forgetList(key, element);
            length = 0;
        }
    }
}
