package io.binstore.bench.store;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ListConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A member of a Hazelcast cluster on this machine. */
public final class HazelcastMember {

    static final String READY = "all members are there";
    static final String CLUSTER = "binstore-bench";
    static final int MEMBERS = 3;

    private static final int SYNC_BACKUPS = 2;
    private static final String HOST = "127.0.0.1";

    private HazelcastMember() {
    }

    /** @param args the first member's port, and this one's place among the three */
    public static void main(String[] args) throws InterruptedException, IOException {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(
                config(Integer.parseInt(args[0]), Integer.parseInt(args[1])));
        while (member.getCluster().getMembers().size() < MEMBERS
                || !member.getPartitionService().isClusterSafe()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        System.out.println(READY);
        // The driver holds the other end: should it die without a word, this member ends too.
        while (System.in.read() >= 0) {
            continue;
        }
        member.getLifecycleService().terminate();
        System.exit(0);
    }

    private static Config config(int firstPort, int place) {
        Config config = new Config();
        config.setClusterName(CLUSTER);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(firstPort + place).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface(HOST);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        for (int i = 0; i < MEMBERS; i++) {
            join.getTcpIpConfig().addMember(HOST + ":" + (firstPort + i));
        }
        config.addMapConfig(new MapConfig("*").setBackupCount(SYNC_BACKUPS)
                .setAsyncBackupCount(0).setStatisticsEnabled(false));
        config.addListConfig(new ListConfig("*").setBackupCount(SYNC_BACKUPS)
                .setAsyncBackupCount(0).setStatisticsEnabled(false));
        return config;
    }
}
