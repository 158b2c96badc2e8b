package io.binstore.bed.fault;

import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Wait;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** What no caller should notice: a backend is emptied before it leaves. */
final class DrainFaults {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private DrainFaults() {
    }

    /** Emptied, it starts anew, or it is told to stay after all. */
    static void drain(Ground ground, Episode episode) {
        Name victim = ProcessFaults.draw(ground, episode);
        boolean stays = ground.random().nextBoolean();
        episode.hits(stays ? "stays after all" : "starts anew");
        episode.struck();
        order(ground, episode, "POST", victim);
        long told = System.nanoTime();
        boolean emptied = Wait.atMost(PATIENCE).until(() -> ground.leaves(victim)
                && ground.holdings(victim) == 0);
        episode.bite(emptied, "it was emptied " + (System.nanoTime() - told) / 1_000_000
                + " ms after it was told to leave");
        if (stays) {
            order(ground, episode, "DELETE", victim);
        } else {
            ground.cluster().stop(victim);
            ground.cluster().start(victim);
        }
        episode.healed();
        ground.awaitComplete();
        episode.bite(!ground.leaves(victim), "it is a member again");
    }

    /** By any keeper: one that does not lead passes it on. */
    private static void order(Ground ground, Episode episode, String method, Name backend) {
        List<Name> keepers = ground.keepers();
        Name keeper = keepers.get(ground.random().nextInt(keepers.size()));
        HttpRequest request = HttpRequest
                .newBuilder(
                        URI.create(ground.cluster().address(keeper) + "/actuator/cluster/drain"))
                .timeout(TIMEOUT).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(
                        "{\"backend\":\"" + ground.cluster().address(backend) + "\"}"))
                .build();
        String what = method + " drain at " + keeper;
        try {
            HttpResponse<String> answer =
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            boolean accepted = answer.statusCode() / 100 == 2;
            episode.bite(accepted, accepted ? what
                    : what + " answered " + answer.statusCode() + ": " + answer.body());
        } catch (IOException e) {
            episode.bite(false, what + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
