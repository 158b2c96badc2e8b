package io.binstore.simulation.command;

import io.binstore.simulation.wound.CoreSources;
import io.binstore.simulation.wound.Wound;
import io.binstore.simulation.wound.WoundBook;
import io.binstore.simulation.wound.WoundHunt;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plants one bug after another and tells by how many seeds each is caught. */
@Command(name = "wounds", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Plants one bug at a time into copies of the cores and tells which seed"
                + " catches it; fails if one is not caught.")
public final class WoundsCommand implements Callable<Integer> {

    private static final int FOUND_CHARS = 90;

    @Option(names = "--wound", description = "only wounds with this in their names")
    private @Nullable String wound;

    @Option(names = "--seeds", defaultValue = "1000",
            description = "by how many seeds each has to be caught (default 1000)")
    private long seeds;

    @Option(names = "--threads",
            description = "how many seeds run at a time (default: one for each processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--root", description = "the repository (default: the one around the working"
            + " directory)")
    private Path root = Path.of(System.getProperty("binstore.root", "."));

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        WoundHunt hunt = new WoundHunt(CoreSources.around(root), seeds, threads);
        List<Wound> chosen = WoundBook.wounds().stream()
                .filter(each -> wound == null || each.name().contains(wound)).toList();
        List<WoundHunt.Catch> missed = new ArrayList<>();
        out().printf("%6s  %-52s %-12s %s%n", "seeds", "wound", "rule", "caught by");
        for (Wound each : chosen) {
            WoundHunt.Catch came = hunt.hunt(each);
            tell(came);
            if (!came.caught()) {
                missed.add(came);
            }
        }
        out().printf("%d of %d wounds are caught within %d seeds%n",
                chosen.size() - missed.size(), chosen.size(), seeds);
        out().flush();
        return missed.isEmpty() ? 0 : 1;
    }

    private void tell(WoundHunt.Catch came) {
        String found = came.found().lines().findFirst().orElse("nothing");
        out().printf(Locale.ROOT, "%6s  %-52s %-12s %s%n", came.caught() ? came.seed() : "none",
                came.wound().name(), came.wound().rule(),
                found.substring(0, Math.min(FOUND_CHARS, found.length())));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
