package io.binstore.protocol.wire;

/**
 * A shape whose values are large, and each goes to many or comes from many: the last few are remembered with their bytes,
 * so that each is encoded once and decoded once, however often it is sent. The bytes are the same as without.
 */
final class RememberedShape implements Shape {

    /** One that is active, one that is proposed, and those which the slowest still tell of. */
    private static final int REMEMBERED = 4;

    private final Shape shape;
    private volatile Known[] newest = {};

    private record Known(Object value, byte[] bytes) {
    }

    /** @param shape of values that never change */
    RememberedShape(Shape shape) {
        this.shape = shape;
    }

    @Override
    public void write(CborWriter out, Object value) {
        for (Known known : newest) {
            if (known.value == value) {
                out.encoded(known.bytes);
                return;
            }
        }
        int from = out.size();
        shape.write(out, value);
        remember(new Known(value, out.since(from)));
    }

    @Override
    public Object read(CborReader in) {
        for (Known known : newest) {
            if (in.pass(known.bytes)) {
                return known.value;
            }
        }
        int from = in.at;
        Object value = shape.read(in);
        remember(new Known(value, in.since(from)));
        return value;
    }

    /** Two at the same time may forget one of theirs, which is encoded or decoded once more then. */
    private void remember(Known known) {
        Known[] before = newest;
        Known[] after = new Known[Math.min(before.length + 1, REMEMBERED)];
        after[0] = known;
        System.arraycopy(before, 0, after, 1, after.length - 1);
        newest = after;
    }
}
