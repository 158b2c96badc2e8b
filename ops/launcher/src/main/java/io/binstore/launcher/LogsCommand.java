package io.binstore.launcher;

import io.binstore.launcher.cluster.Installation;
import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.Layout;
import io.binstore.launcher.cluster.LogTail;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.RunFolder;
import io.binstore.launcher.cluster.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what processes have to say; also of a cluster that has ended. */
@Command(name = "logs", mixinStandardHelpOptions = true, showDefaultValues = true,
        description = "Shows the end of the logs.")
final class LogsCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "backend|keeper",
            description = "Only of this kind.")
    private @Nullable Kind kind;

    @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "Only of this one.")
    private @Nullable Integer index;

    @Option(names = {"-n", "--lines"}, paramLabel = "N", defaultValue = "20",
            description = "Lines of each log.")
    private int lines;

    @Override
    public Integer call() {
        RunFolder folder = new RunFolder(Home.runFolder(Installation.find()));
        List<Name> names = names().stream().filter(name -> Files.exists(folder.log(name))).toList();
        if (names.isEmpty()) {
            throw new Trouble("there is no such log in " + folder.path());
        }
        for (Name name : names) {
            Path log = folder.log(name);
            System.out.println("== " + name + " (" + log + ")");
            LogTail.read(log, lines).forEach(System.out::println);
        }
        return 0;
    }

    private List<Name> names() {
        List<Name> names = new ArrayList<>();
        for (Kind each : Kind.values()) {
            if (kind == null || kind == each) {
                for (int i = 0;
                        i < (each == Kind.BACKEND ? Layout.BACKENDS_MAX : Layout.KEEPERS_MAX);
                        i++) {
                    if (index == null || index == i) {
                        names.add(new Name(each, i));
                    }
                }
            }
        }
        return names;
    }
}
