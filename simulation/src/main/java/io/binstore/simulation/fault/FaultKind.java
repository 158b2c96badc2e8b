package io.binstore.simulation.fault;

/** The kinds of trouble that a seed turns on or off. */
public enum FaultKind {
    /** A backend dies and a new one starts at its address later. */
    BACKEND_CRASH,
    /** A backend dies and a new one is there at once. */
    BACKEND_REBIRTH,
    /** A backend is told to leave: it is emptied, and stops or stays; a new one may start at its address. */
    DRAIN,
    /** A backend stands still, perhaps past every lease, and goes on. */
    BACKEND_PAUSE,
    KEEPER_CRASH,
    KEEPER_PAUSE,
    CLIENT_PAUSE,
    /** One host is cut off from all others. */
    ISOLATION,
    /** The hosts fall into two halves. */
    HALVES,
    /** The hosts fall into two halves, and only one host sees both. */
    BRIDGE,
    /** Nothing gets from some hosts to some others, the other way is open. */
    ONE_WAY,
    /** Some backends cannot reach some others, while everybody else reaches all of them. */
    PEERS_CUT,
    /** A backend is cut off from all servers, while clients still reach it. */
    SERVERS_CUT,
    /** A backend is cut off from keepers or from all servers, and some clients reach nobody else. */
    CAPTURE,
    /** A keeper is held up in the middle of a view change, and is back in the middle of another keeper's. */
    DUEL,
    /** Keepers cannot reach backends, nor they them. */
    KEEPERS_CUT,
    /** Clients cannot reach some backends. */
    CLIENTS_CUT,
    /** One host is slow for everybody. */
    SLOW_HOST,
    /** Messages take long, now and then very long. */
    DELAY,
    LOSS,
    /** Answers are lost after the request was handled. */
    REPLY_LOSS,
    DUPLICATES,
    /** Requests come again much later. */
    REPLAYS,
    /** Backends have little memory. */
    MEMORY,
    /** Clocks run fast and slow. */
    DRIFT
}
