package io.binstore.launcher.load;

import java.util.List;
import java.util.Optional;

/** The calls of the store that a load makes, whichever way. They throw when they fail. */
public interface Store {

    void set(String bin, String key, String value);

    Optional<String> get(String bin, String key);

    void append(String bin, String key, String element);

    List<String> list(String bin, String key);

    long clock(String bin);
}
