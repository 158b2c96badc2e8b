package io.binstore.protocol.message;

/**
 * A keeper tells a backend to be emptied, or to stay after all. The backend shows it in its health, and the lead does the rest.
 *
 * @param leaving whether it is to leave
 * @param knownOrders how many such orders it has taken, as its health said: one that comes late, or twice, is refused
 */
public record LeaveRequest(Addressee to, boolean leaving, long knownOrders)
        implements MemberRequest {
}
