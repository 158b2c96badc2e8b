package io.binstore.backend.core.transfer;

import io.binstore.backend.core.partition.Bin;
import io.binstore.backend.core.partition.BinMap;
import io.binstore.backend.core.partition.ItemList;
import io.binstore.backend.core.partition.KeyTable;
import io.binstore.protocol.message.StatePiece;
import io.binstore.protocol.model.Utf8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The bins of a frozen table, cut into pieces. */
final class TablePieces {

    /** Elements of a list in one piece, and their bytes; it has one element at least. */
    private static final int ITEMS_MAX = 4_096;
    private static final long ITEMS_BYTES_MAX = 128 << 10;

    private final BinMap.Cursor bins;
    private Utf8 bin = Utf8.EMPTY;
    private KeyTable.Cursor<byte[]> values = Bin.NOTHING.values().cursor();
    private KeyTable.Cursor<ItemList> lists = Bin.NOTHING.lists().cursor();
    private Utf8 list = Utf8.EMPTY;
    private Iterator<Utf8> items = Collections.emptyIterator();

    TablePieces(BinMap frozen) {
        bins = frozen.cursor();
    }

    boolean hasNext() {
        while (!values.hasNext() && !items.hasNext()) {
            if (lists.hasNext()) {
                list = Utf8.trusted(lists.next());
                items = lists.value().cursor();
            } else if (bins.hasNext()) {
                bin = bins.next();
                values = bins.bin().values().cursor();
                lists = bins.bin().lists().cursor();
            } else {
                return false;
            }
        }
        return true;
    }

    /** The next piece: one value, or some elements of a list, of about as many bytes as asked for at most. */
    StatePiece next(long bytesMax) {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (values.hasNext()) {
            Utf8 key = Utf8.trusted(values.next());
            return new StatePiece.ValuePiece(bin, key, Utf8.trusted(values.value()));
        }
        return new StatePiece.ListPiece(bin, list,
                someItems(Math.min(bytesMax, ITEMS_BYTES_MAX)));
    }

    private List<Utf8> someItems(long bytesMax) {
        List<Utf8> some = new ArrayList<>();
        long bytes = 0;
        while (items.hasNext() && some.size() < ITEMS_MAX && bytes < bytesMax) {
            Utf8 item = items.next();
            some.add(item);
            bytes += item.length();
        }
        return some;
    }
}
