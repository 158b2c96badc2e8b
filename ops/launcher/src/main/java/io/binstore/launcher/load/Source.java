package io.binstore.launcher.load;

import java.util.List;

/** A way to read the store. */
public interface Source {

    /** What this way is called. */
    String name();

    /** What stands at each place: a list's elements, or the value as the only element, or nothing. */
    List<List<String>> read(List<Question> questions);
}
