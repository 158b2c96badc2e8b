package io.binstore.backend.core.partition;

import io.binstore.protocol.model.Utf8;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one list, packed: the length and the bytes of each, one after the other in chunks.
 *
 * <p>
 * An object for each element took more memory than most elements do, and the garbage collector's time with it. Bytes that
 * have been written are never written again, so a view and a fork share them and cost the same for any number of
 * elements; only one of the forks of a list may be changed.
 */
public final class ItemList implements KeyTable.Forkable {

    /** Chunks grow up to this size; a longer element has one of its own. */
    static final int CHUNK_BYTES = 64 << 10;

    private static final byte[][] NO_CHUNKS = {};
    private static final byte[] NO_BYTES = {};

    /** All chunks but the last; each is full, and the array is never changed. */
    private byte[][] closed = NO_CHUNKS;
    private byte[] last = NO_BYTES;
    private int lastBytes;
    private int size;

    ItemList() {
        // Empty.
    }

    private ItemList(ItemList other) {
        closed = other.closed;
        last = other.last;
        lastBytes = other.lastBytes;
        size = other.size;
    }

    @Override
    public ItemList fork() {
        return new ItemList(this);
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Utf8 item) {
        byte[] bytes = item.bytes();
        makeRoom(Varint.bytesOf(bytes.length) + bytes.length);
        lastBytes = Varint.write(bytes.length, last, lastBytes);
        System.arraycopy(bytes, 0, last, lastBytes, bytes.length);
        lastBytes += bytes.length;
        size++;
    }

    /** Of one element there is hardly ever a second, of two mostly. */
    private void makeRoom(int more) {
        if (last.length - lastBytes >= more) {
            return;
        }
        if (lastBytes > 0 && lastBytes + more > CHUNK_BYTES) {
            close();
            last = new byte[Math.max(more, CHUNK_BYTES)];
        } else {
            int roomy = Math.min(lastBytes + lastBytes / 2, CHUNK_BYTES);
            last = Arrays.copyOf(last, Math.max(lastBytes + more, roomy));
        }
    }

    /** The last chunk becomes one of the closed ones, and there is an empty one. */
    private void close() {
        if (lastBytes > 0) {
            byte[][] more = Arrays.copyOf(closed, closed.length + 1);
            more[closed.length] =
                    last.length == lastBytes ? last : Arrays.copyOf(last, lastBytes);
            closed = more;
            last = NO_BYTES;
            lastBytes = 0;
        }
    }

    /** Removes all equal elements and returns how many there were; chunks before the first of them stay. */
    int removeAll(Utf8 item) {
        ItemList kept = null;
        for (int i = 0; i <= closed.length; i++) {
            byte[] chunk = chunk(i);
            int end = end(i);
            int from = 0;
            for (int at = 0; at < end;) {
                int length = Varint.read(chunk, at);
                int begin = at + Varint.bytesOf(length);
                if (length == item.length()
                        && Arrays.equals(chunk, begin, begin + length, item.bytes(), 0, length)) {
                    if (kept == null) {
                        kept = new ItemList();
                        kept.closed = Arrays.copyOf(closed, i);
                        kept.size = size;
                    }
                    kept.append(chunk, from, at);
                    kept.size--;
                    from = begin + length;
                }
                at = begin + length;
            }
            if (kept != null) {
                kept.append(chunk, from, end);
            }
        }
        if (kept == null) {
            return 0;
        }
        int removed = size - kept.size;
        closed = kept.closed;
        last = kept.last;
        lastBytes = kept.lastBytes;
        size = kept.size;
        return removed;
    }

    /** Takes whole elements over, uncounted. */
    private void append(byte[] chunk, int from, int end) {
        if (end > from) {
            makeRoom(end - from);
            System.arraycopy(chunk, from, last, lastBytes, end - from);
            lastBytes += end - from;
        }
    }

    private byte[] chunk(int index) {
        return index < closed.length ? closed[index] : last;
    }

    private int end(int index) {
        return index < closed.length ? closed[index].length : lastBytes;
    }

    /** The elements as they are now, whatever is added or removed later. */
    List<Utf8> view() {
        return isEmpty() ? List.of() : new View(new ItemList(this), size);
    }

    /** A walk over the elements; not to be used any more once the list has changed, unless a fork of it was. */
    public Cursor cursor() {
        return new Cursor(this);
    }

    /** A walk over elements, in their order. */
    public static final class Cursor implements Iterator<Utf8> {

        private final ItemList list;
        private int index;
        private int at;

        private Cursor(ItemList list) {
            this.list = list;
        }

        @Override
        public boolean hasNext() {
            while (index <= list.closed.length && at == list.end(index)) {
                index++;
                at = 0;
            }
            return index <= list.closed.length;
        }

        @Override
        public Utf8 next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            byte[] chunk = list.chunk(index);
            int length = Varint.read(chunk, at);
            int begin = at + Varint.bytesOf(length);
            at = begin + length;
            return Utf8.trusted(Arrays.copyOfRange(chunk, begin, at));
        }
    }

    /** Elements that stay the same; each is made when it is asked for, so they are best asked for in their order. */
    private static final class View extends AbstractList<Utf8> {

        private final ItemList list;
        private final int size;

        View(ItemList list, int size) {
            this.list = list;
            this.size = size;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Utf8> iterator() {
            return list.cursor();
        }

        @Override
        public Utf8 get(int index) {
            Cursor cursor = list.cursor();
            for (int left = index; left > 0; left--) {
                cursor.next();
            }
            return cursor.next();
        }

        /** In their order, which the inherited one would not. */
        @Override
        public boolean equals(Object other) {
            if (!(other instanceof List<?> that) || that.size() != size) {
                return false;
            }
            Iterator<?> theirs = that.iterator();
            for (Utf8 item : this) {
                if (!item.equals(theirs.next())) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }
}
