package io.binstore.backend.core.partition;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import org.jspecify.annotations.Nullable;

/**
 * The bins of one partition and its clock: a state machine in which the same entries in the same order give the same
 * results everywhere.
 */
public final class BinTable {

    private BinMap bins = new BinMap();
    private long clock;
    private long bytes;

    /** Carries out a mutation and returns its result. */
    public Result apply(Mutation mutation) {
        return switch (mutation) {
            case Mutation.Set set -> set(set);
            case Mutation.ListAppend append -> {
                Bin bin = bin(append.bin());
                bytes += bin.append(append.key(), append.value());
                yield Result.Done.DONE;
            }
            case Mutation.ListRemove remove -> remove(remove);
            case Mutation.Clock tick -> tick(tick.atLeast());
            case Mutation.Claim claim -> new Result.Claimed(claim.high(), claim.low());
            case Mutation.Forget forget -> Result.Done.DONE;
        };
    }

    private Result set(Mutation.Set set) {
        if (set.value().isEmpty()) {
            Bin bin = ownBin(set.bin());
            if (bin != null) {
                bytes -= bin.delete(set.key());
                dropIfEmpty(set.bin(), bin);
            }
        } else {
            Bin bin = bin(set.bin());
            bytes += bin.set(set.key(), set.value());
        }
        return Result.Done.DONE;
    }

    private Result remove(Mutation.ListRemove remove) {
        Bin bin = ownBin(remove.bin());
        if (bin == null) {
            return new Result.Removed(0);
        }
        Bin.Removal removal = bin.remove(remove.key(), remove.value());
        bytes -= removal.bytes();
        dropIfEmpty(remove.bin(), bin);
        return new Result.Removed(removal.count());
    }

    /** {@code c = max(c, atLeast); return c; c++}, unsigned, saturating. */
    private Result tick(long atLeast) {
        if (Long.compareUnsigned(atLeast, clock) > 0) {
            clock = atLeast;
        }
        long answer = clock;
        if (clock != -1) {
            clock++;
        }
        return new Result.ClockValue(answer);
    }

    /** Answers a read from the state as it is. */
    public Result read(Read read) {
        return switch (read) {
            case Read.Get get -> new Result.Value(find(get.bin()).value(get.key()));
            case Read.ListGet get -> new Result.Items(find(get.bin()).items(get.key()));
            case Read.Scan scan -> scan(scan).whole();
        };
    }

    /** Begins a scan of the state as it is. */
    Scan scan(Read.Scan read) {
        return find(read.bin()).scan(read);
    }

    private Bin find(Utf8 name) {
        Bin bin = bins.get(name);
        return bin == null ? Bin.NOTHING : bin;
    }

    /** Whether a mutation makes the store larger, so that a full store must refuse it. */
    static boolean grows(Mutation mutation) {
        return switch (mutation) {
            case Mutation.Set set -> !set.value().isEmpty();
            case Mutation.ListAppend append -> true;
            default -> false;
        };
    }

    /** Whether a mutation may change what a read answers. */
    static boolean touches(Mutation mutation, Read read) {
        return switch (mutation) {
            case Mutation.Set set -> set.bin().equals(read.bin()) && switch (read) {
                case Read.Get get -> get.key().equals(set.key());
                case Read.Keys keys -> true;
                default -> false;
            };
            case Mutation.ListAppend append -> touchesList(append.bin(), append.key(), read);
            case Mutation.ListRemove remove -> touchesList(remove.bin(), remove.key(), read);
            default -> false;
        };
    }

    private static boolean touchesList(Utf8 bin, Utf8 key, Read read) {
        return bin.equals(read.bin()) && switch (read) {
            case Read.ListGet get -> get.key().equals(key);
            case Read.ListKeys keys -> true;
            default -> false;
        };
    }

    /** An estimate of the heap that the bins take, in bytes. */
    public long bytes() {
        return bytes;
    }

    public long clock() {
        return clock;
    }

    /** The bins by name, to be looked at only. */
    public BinMap bins() {
        return bins;
    }

    /** The bins as they are now, whatever is changed later. */
    public BinMap frozenBins() {
        return bins.freeze();
    }

    /** Puts a loaded value in its place. */
    public void load(Utf8 bin, Utf8 key, Utf8 value) {
        Bin target = bin(bin);
        bytes += target.set(key, value);
    }

    /** Appends loaded elements. */
    public void load(Utf8 bin, Utf8 key, Iterable<Utf8> items) {
        Bin target = bin(bin);
        for (Utf8 item : items) {
            bytes += target.append(key, item);
        }
    }

    public void loadClock(long loaded) {
        clock = loaded;
    }

    /** Counts the bytes of a new bin, so it must not be called within an expression that adds to them. */
    private Bin bin(Utf8 name) {
        Bin bin = ownBin(name);
        if (bin == null) {
            bin = bins.add(name);
            bytes += Bin.OVERHEAD_BYTES + name.length();
        }
        return bin;
    }

    /** A bin that is to be changed, or null. */
    private @Nullable Bin ownBin(Utf8 name) {
        bins = bins.changeable();
        return bins.own(name);
    }

    private void dropIfEmpty(Utf8 name, @Nullable Bin bin) {
        if (bin != null && bin.isEmpty()) {
            bins.remove(name);
            bytes -= Bin.OVERHEAD_BYTES + name.length();
        }
    }
}
