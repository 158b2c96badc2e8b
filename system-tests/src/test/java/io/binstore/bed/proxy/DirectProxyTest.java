package io.binstore.bed.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.wire.Codec;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.Routes;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the proxy does to direct connections, between a caller and a backend of bare sockets. */
class DirectProxyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Request> opening = new CopyOnWriteArrayList<>();
    private final List<Request> framed = new CopyOnWriteArrayList<>();
    private final Mischief mischief = new Mischief(1);
    private final InetSocketAddress front = ProxyTest.freeAddress();
    private final InetSocketAddress back = ProxyTest.freeAddress();
    private final Proxy proxy = new Proxy(front, back, Thread::new, mischief);
    private ServerSocket backend;
    private Socket caller;

    @BeforeEach
    void start() throws IOException {
        backend = new ServerSocket(back.getPort(), 8, back.getAddress());
        Thread.ofVirtual().start(this::accept);
        proxy.start();
        await().atMost(PATIENCE).until(() -> ProxyTest.opens(front));
        caller = new Socket(front.getAddress(), front.getPort());
        caller.setSoTimeout((int) PATIENCE.toMillis());
    }

    @AfterEach
    void end() throws IOException {
        caller.close();
        proxy.close();
        backend.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket each = backend.accept();
                Thread.ofVirtual().start(() -> serve(each));
            }
        } catch (IOException e) {
            // The end.
        }
    }

    /** As a backend does it: 101, the answer to what asked for it, and from then on frames. */
    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String head = head(in);
            assertThat(head).contains("upgrade: " + Routes.UPGRADE_DIRECT);
            int length = head.indexOf("content-length: ") + "content-length: ".length();
            byte[] body = in.readNBytes(
                    Integer.parseInt(head.substring(length, head.indexOf('\r', length))));
            opening.add(HttpBinding.internalRequest("clock", body));
            // In one piece, so that the first frame comes with what is read as HTTP.
            byte[] switching = ("HTTP/1.1 101 \r\nConnection: Upgrade\r\nUpgrade: "
                    + Routes.UPGRADE_DIRECT + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] first = Codec.frame(answer(opening.getLast()));
            byte[] both = new byte[switching.length + first.length];
            System.arraycopy(switching, 0, both, 0, switching.length);
            System.arraycopy(first, 0, both, switching.length, first.length);
            socket.getOutputStream().write(both);
            while (true) {
                framed.add(Codec.decodeRequest(in.readNBytes(in.readInt())));
                socket.getOutputStream().write(Codec.frame(answer(framed.getLast())));
            }
        } catch (IOException e) {
            // The caller is gone, or only looked whether anybody is here.
        }
    }

    private static Reply answer(Request request) {
        return new ClockReply(((ClockRequest) request).floor());
    }

    private static ClockRequest request(long number) {
        return new ClockRequest(new Addressee(1, 2), number);
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private void open() throws IOException {
        byte[] body = Codec.encode(request(1));
        caller.getOutputStream().write(("POST " + Routes.INTERNAL + "clock HTTP/1.1\r\nHost: x\r\n"
                + "Content-Type: application/cbor\r\nConnection: upgrade\r\nUpgrade: "
                + Routes.UPGRADE_DIRECT + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        caller.getOutputStream().write(body);
        DataInputStream in = new DataInputStream(caller.getInputStream());
        assertThat(head(in)).contains("101", "upgrade: " + Routes.UPGRADE_DIRECT);
        assertThat(reply()).isEqualTo(new ClockReply(1));
    }

    private void send(long number) throws IOException {
        caller.getOutputStream().write(Codec.frame(request(number)));
    }

    private Reply reply() throws IOException {
        DataInputStream in = new DataInputStream(caller.getInputStream());
        int length = in.readInt();
        return Codec.decodeReply(in.readNBytes(length));
    }

    @Test
    void passesFramesOn() throws IOException {
        open();
        for (int i = 2; i < 5; i++) {
            send(i);
            assertThat(reply()).isEqualTo(new ClockReply(i));
        }
        assertThat(opening).containsExactly(request(1));
        assertThat(framed).containsExactly(request(2), request(3), request(4));
    }

    @Test
    void sendsAFrameTwice() throws IOException {
        open();
        mischief.begin(Treatment.TWICE, 100, 1);
        send(2);
        assertThat(reply()).isEqualTo(new ClockReply(2));
        await().atMost(PATIENCE).until(() -> opening.contains(request(2)));
        assertThat(framed).containsExactly(request(2));
        assertThat(mischief.frames(Treatment.TWICE)).isOne();
    }

    @Test
    void opensADirectConnectionTwice() throws IOException {
        mischief.begin(Treatment.TWICE, 100, 1);
        open();
        await().atMost(PATIENCE).until(() -> opening.size() == 2);
        assertThat(opening).containsExactly(request(1), request(1));
    }

    @Test
    void appliesAFrameAndDropsTheReply() throws IOException {
        open();
        mischief.begin(Treatment.DROP_REPLY, 100, 1);
        send(2);
        assertThatThrownBy(this::reply).isInstanceOf(EOFException.class);
        assertThat(framed).containsExactly(request(2));
    }

    @Test
    void delaysAFrame() throws IOException {
        open();
        mischief.begin(Treatment.DELAY, 100, 100);
        long sent = System.nanoTime();
        send(2);
        assertThat(reply()).isEqualTo(new ClockReply(2));
        assertThat(System.nanoTime() - sent).isGreaterThanOrEqualTo(50_000_000L);
    }

    @Test
    void holdsAFrameAndReleasesItLate() throws IOException {
        open();
        mischief.begin(Treatment.LATE, 100, 200);
        send(2);
        assertThatThrownBy(this::reply).isInstanceOf(EOFException.class);
        await().atMost(PATIENCE).until(() -> opening.contains(request(2)));
        assertThat(framed).isEmpty();
    }
}
