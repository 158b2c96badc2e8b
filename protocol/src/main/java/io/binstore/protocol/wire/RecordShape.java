package io.binstore.protocol.wire;

/** A record as the array of its components, in the order of their declaration. */
abstract class RecordShape implements Shape {

    private final String name;
    private final int size;

    /** @param size how many components it has */
    RecordShape(Class<?> type, int size) {
        this.name = type.getSimpleName();
        this.size = size;
    }

    /** Writes the components, after the start of the array. */
    abstract void writeComponents(CborWriter out, Object value);

    /** Reads what follows the start of the array, and makes the record of it. */
    abstract Object construct(CborReader in);

    final int size() {
        return size;
    }

    @Override
    public final void write(CborWriter out, Object value) {
        out.array(size);
        writeComponents(out, value);
    }

    @Override
    public final Object read(CborReader in) {
        in.array(size, name);
        return readComponents(in);
    }

    /** Reads what follows the start of the array, or the tag in it. */
    final Object readComponents(CborReader in) {
        try {
            return construct(in);
        } catch (MalformedMessage e) {
            throw e;
        } catch (RuntimeException e) {
            throw invalid(e);
        }
    }

    /** What is read is of the right shape, and the record refuses it. */
    final MalformedMessage invalid(Throwable refusal) {
        return new MalformedMessage("no valid " + name, refusal);
    }
}
