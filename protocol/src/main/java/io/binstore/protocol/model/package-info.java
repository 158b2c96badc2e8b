/** Immutable names of the protocol: members, chains, views, identities. */
@NullMarked
package io.binstore.protocol.model;

import org.jspecify.annotations.NullMarked;
