package io.binstore.keeper.core;

import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What the planner decides from.
 *
 * @param base the newest view, settled
 * @param dead indexes of its members that are certified dead
 * @param silent indexes of its members that have been silent for the silence limit
 * @param doubtful indexes of its members that did not answer lately: they are given nothing new
 * @param leaving indexes of its members that are to be emptied, though they do their work
 * @param accusers indexes of its members that answer but cannot reach a certain other backend, by the index of that one
 * @param fresh backends that answer, have no view and are not members
 * @param reports what the replicas and learners said about themselves under the base
 * @param calm whether the last change has settled everywhere, so that one that can wait may be made
 */
record Situation(View base, SortedSet<Integer> dead, SortedSet<Integer> silent,
        SortedSet<Integer> doubtful, SortedSet<Integer> leaving,
        SortedMap<Integer, SortedSet<Integer>> accusers,
        List<Member> fresh, Reports reports, boolean calm) {

    /** What replicas and learners said about themselves. */
    interface Reports {

        /**
         * Whether this member reported, under the base, to be active and complete in the
         * partition's chain.
         */
        boolean complete(int partition, int member);

        /**
         * Whether this learner reported, for its present order, to trail its source by next to
         * nothing.
         */
        boolean ready(int partition, int learner);
    }
}
