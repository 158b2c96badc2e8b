package io.binstore.protocol.wire;

import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.AppendAck;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.Commit;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of the records that every write brings along, written out: the same bytes as {@link ReflectedShape} makes of
 * them, without its boxes and handles.
 */
final class WrittenShapes {

    private WrittenShapes() {
    }

    /** The shape of a record, or null if it is to be found from its declaration. */
    static @Nullable RecordShape of(Class<?> type) {
        if (type == Append.class) {
            return append();
        }
        if (type == AppendAck.class) {
            return appendAck();
        }
        if (type == Commit.class) {
            return shape(Commit.class, 4, in -> new Commit(in.smallNumber(), in.number(),
                    in.number(), in.bool()), (out, commit) -> {
                        out.number(commit.partition());
                        out.number(commit.version());
                        out.number(commit.index());
                        out.bool(commit.full());
                    });
        }
        if (type == Entry.class) {
            return entry();
        }
        if (type == Call.class) {
            Shape operation = Shapes.of(Operation.class);
            return shape(Call.class, 2,
                    in -> new Call(in.number(), (Operation) operation.read(in)), (out, call) -> {
                        out.number(call.sequence());
                        operation.write(out, call.operation());
                    });
        }
        if (type == Result.Done.class) {
            return shape(Result.Done.class, 0, in -> Result.Done.DONE, (out, done) -> {
            });
        }
        if (type == Mutation.Set.class) {
            return shape(Mutation.Set.class, 3,
                    in -> new Mutation.Set(in.utf8(), in.utf8(), in.utf8()), (out, set) -> {
                        out.bytes(set.bin().bytes());
                        out.bytes(set.key().bytes());
                        out.bytes(set.value().bytes());
                    });
        }
        if (type == Mutation.ListAppend.class) {
            return shape(Mutation.ListAppend.class, 3,
                    in -> new Mutation.ListAppend(in.utf8(), in.utf8(), in.utf8()),
                    (out, append) -> {
                        out.bytes(append.bin().bytes());
                        out.bytes(append.key().bytes());
                        out.bytes(append.value().bytes());
                    });
        }
        return null;
    }

    private static RecordShape append() {
        Shape entry = Shapes.of(Entry.class);
        return shape(Append.class, 7, in -> {
            int partition = in.smallNumber();
            long version = in.number();
            long origin = in.number();
            long previous = in.number();
            List<Entry> entries = Shapes.readList(in, entry);
            return new Append(partition, version, origin, previous, entries, in.number(),
                    in.number());
        }, (out, append) -> {
            out.number(append.partition());
            out.number(append.version());
            out.number(append.origin());
            out.number(append.previous());
            Shapes.writeList(out, entry, append.entries());
            out.number(append.mark());
            out.number(append.committed());
        });
    }

    private static RecordShape appendAck() {
        Shape code = Shapes.of(AppendAck.Code.class);
        return shape(AppendAck.class, 6, in -> new AppendAck(in.smallNumber(), in.number(),
                (AppendAck.Code) code.read(in), in.number(), in.number(), in.bool()),
                (out, ack) -> {
                    out.number(ack.partition());
                    out.number(ack.version());
                    code.write(out, ack.code());
                    out.number(ack.last());
                    out.number(ack.committed());
                    out.bool(ack.full());
                });
    }

    private static RecordShape entry() {
        Shape mutation = Shapes.of(Mutation.class);
        return shape(Entry.class, 3,
                in -> new Entry(in.number(), readId(in), (Mutation) mutation.read(in)),
                (out, entry) -> {
                    out.number(entry.index());
                    writeId(out, entry.id());
                    mutation.write(out, entry.mutation());
                });
    }

    private static RequestId readId(CborReader in) {
        in.array(3, "RequestId");
        in.array(2, "ClientId");
        return new RequestId(new ClientId(in.number(), in.number()), in.number(), in.number());
    }

    private static void writeId(CborWriter out, RequestId id) {
        out.array(3);
        out.array(2);
        out.number(id.client().high());
        out.number(id.client().low());
        out.number(id.sequence());
        out.number(id.lowest());
    }

    private static <T> RecordShape shape(Class<T> type, int size, Function<CborReader, T> reader,
            BiConsumer<CborWriter, T> writer) {
        return new RecordShape(type, size) {
            @Override
            void writeComponents(CborWriter out, Object value) {
                writer.accept(out, type.cast(value));
            }

            @Override
            Object construct(CborReader in) {
                return reader.apply(in);
            }
        };
    }
}
