package io.binstore.backend.http;

/** A positive whole number in a header or query. */
final class WholeNumber {

    /** No number here has more digits. */
    private static final int DIGITS_MAX = 9;

    private WholeNumber() {
    }

    /**
     * @throws ProblemException if the text is anything but a decimal number from 1 to the maximum
     */
    static int parse(String field, String text, int max) {
        boolean digits = !text.isEmpty() && text.length() <= DIGITS_MAX
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(text) : 0;
        if (number < 1 || number > max) {
            throw ProblemException.invalid(field, "must be a whole number from 1 to " + max);
        }
        return number;
    }
}
