package io.binstore.simulation.crashpoint;

/**
 * One turn of a process in the run without a further fault.
 *
 * @param messages that it sent then, requests and answers
 * @param answers that were among them
 */
public record Turn(String process, int messages, int answers) {
}
