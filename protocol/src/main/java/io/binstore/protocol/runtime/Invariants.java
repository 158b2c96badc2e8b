package io.binstore.protocol.runtime;

/** Always-on checks. A failed one means a defect here, never bad input, so it ends the node's turn. */
public final class Invariants {

    private Invariants() {
    }

    /** @param operands what was compared, alternating names and values, for the message */
    public static void check(boolean holds, String rule, Object... operands) {
        if (!holds) {
            StringBuilder message = new StringBuilder(rule);
            for (int i = 0; i + 1 < operands.length; i += 2) {
                message.append(i == 0 ? ": " : ", ").append(operands[i]).append('=')
                        .append(operands[i + 1]);
            }
            throw new BrokenInvariant(message.toString());
        }
    }

    /** The same for two numbers, without a cost to those who are right. */
    public static void check(boolean holds, String rule, String firstName, long first,
            String secondName, long second) {
        if (!holds) {
            check(false, rule, firstName, (Object) first, secondName, second);
        }
    }

    /** A state that the protocol rules out. */
    public static final class BrokenInvariant extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        public BrokenInvariant(String message) {
            super(message);
        }
    }
}
