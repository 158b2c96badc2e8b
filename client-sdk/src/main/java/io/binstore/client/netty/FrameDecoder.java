package io.binstore.client.netty;

import io.binstore.protocol.wire.MalformedMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Collects the frames of a direct connection: four bytes of length, then a message of that length, which is passed on as
 * an array of its own. Internal.
 *
 * <p>
 * Bytes are copied once, from the socket's buffer to their message.
 */
public class FrameDecoder extends ChannelInboundHandlerAdapter {

    /** The length, and the start of the message up to the tag of what it is. */
    private static final int HEAD_BYTES = Integer.BYTES + 2;

    private final int bytesMax;
    private final byte[] head = new byte[HEAD_BYTES];
    private int headSize;
    private byte @Nullable [] message;
    private int size;
    /** A message was not to be read, so where the next one begins is not known. */
    private boolean refused;

    /** @param bytesMax how long a message may be */
    public FrameDecoder(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /**
     * A message begins, and room for it is about to be taken; throws if it is not to be read.
     *
     * @param tag which kind of message it is, see {@code Codec}
     */
    protected void begins(int length, int tag) {
        // All are welcome that are not too long.
    }

    @Override
    public final void channelRead(ChannelHandlerContext context, Object read) {
        ByteBuf bytes = (ByteBuf) read;
        try {
            while (bytes.isReadable() && !refused) {
                take(context, bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void take(ChannelHandlerContext context, ByteBuf bytes) {
        if (message == null) {
            int more = Math.min(HEAD_BYTES - headSize, bytes.readableBytes());
            bytes.readBytes(head, headSize, more);
            headSize += more;
            if (headSize < HEAD_BYTES) {
                return;
            }
            refused = true;
            begin();
            refused = false;
        }
        byte[] current = message;
        if (current != null) {
            int more = Math.min(current.length - size, bytes.readableBytes());
            bytes.readBytes(current, size, more);
            size += more;
            if (size == current.length) {
                message = null;
                headSize = 0;
                context.fireChannelRead(current);
            }
        }
    }

    private void begin() {
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            length = length << Byte.SIZE | head[i] & 0xff;
        }
        if (length < HEAD_BYTES - Integer.BYTES || length > bytesMax) {
            throw new MalformedMessage("a message of " + Integer.toUnsignedString(length)
                    + " bytes, not of 2 to " + bytesMax);
        }
        begins(length, head[HEAD_BYTES - 1] & 0xff);
        message = new byte[length];
        size = HEAD_BYTES - Integer.BYTES;
        System.arraycopy(head, Integer.BYTES, message, 0, size);
    }
}
