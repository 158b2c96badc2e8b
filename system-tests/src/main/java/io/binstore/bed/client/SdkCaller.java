package io.binstore.bed.client;

import io.binstore.client.Bin;
import io.binstore.client.BinStoreClient;
import io.binstore.client.BinStoreException;
import io.binstore.client.OutcomeUnknownException;
import io.binstore.client.StoreFullException;
import io.binstore.client.TooLargeException;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import java.util.List;

/** Makes calls through the public SDK and puts what they answer into the words of the protocol. */
final class SdkCaller {

    private final BinStoreClient client;

    SdkCaller(BinStoreClient client) {
        this.client = client;
    }

    Result call(Operation operation) {
        try {
            return answer(client.bin(operation.bin().toString()), operation);
        } catch (OutcomeUnknownException e) {
            return refused(Reason.OUTCOME_UNKNOWN, e);
        } catch (StoreFullException e) {
            return refused(Reason.FULL, e);
        } catch (TooLargeException e) {
            return refused(Reason.TOO_LARGE, e);
        } catch (BinStoreException e) {
            return refused(Reason.NOT_READY, e);
        }
    }

    private static Result refused(Reason reason, BinStoreException e) {
        return new Result.Refused(reason, String.valueOf(e.getMessage()));
    }

    private static Result answer(Bin bin, Operation operation) {
        return switch (operation) {
            case Mutation.Set set -> {
                bin.set(set.key().toString(), set.value().toString());
                yield Result.Done.DONE;
            }
            case Mutation.ListAppend append -> {
                bin.listAppend(append.key().toString(), append.value().toString());
                yield Result.Done.DONE;
            }
            case Mutation.ListRemove remove -> new Result.Removed(
                    bin.listRemove(remove.key().toString(), remove.value().toString()));
            case Mutation.Clock clock -> new Result.ClockValue(bin.clock(clock.atLeast()));
            case Read.Get get ->
                    new Result.Value(bin.get(get.key().toString()).map(Utf8::of).orElse(null));
            case Read.ListGet list -> new Result.Items(texts(bin.listGet(list.key().toString())));
            case Read.Keys keys -> new Result.Keys(
                    texts(bin.keys(keys.prefix().toString(), keys.suffix().toString())), null);
            case Read.ListKeys keys -> new Result.Keys(
                    texts(bin.listKeys(keys.prefix().toString(), keys.suffix().toString())), null);
            case Mutation.Claim claim -> throw new IllegalArgumentException("not for callers");
            case Mutation.Forget forget -> throw new IllegalArgumentException("not for callers");
        };
    }

    private static List<Utf8> texts(List<String> texts) {
        return texts.stream().map(Utf8::of).toList();
    }
}
