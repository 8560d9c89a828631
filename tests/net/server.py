"""A web server for tests, on loopback only: it says exactly the bytes that a test wants, however wrong, and keeps a log."""
import gzip
import socket
import threading
import time


class Server:
    """`pages` maps a path to bytes (a whole HTTP answer), or to a function(connection, request) that writes one itself.
    Listens on 127.0.0.1 and 127.0.0.2, which are two hosts."""

    def __init__(self, pages):
        self.pages = pages
        self.log = []  # (time, host, path)
        self.connections = 0
        self.stopped = False
        first = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = first.getsockname()[1]
        self.sockets = [first, socket.create_server(("127.0.0.2", self.port), backlog=64)]
        for listening in self.sockets:
            threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopped = True
        for listening in self.sockets:
            listening.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits in accept()
            listening.close()

    def url(self, path="/", host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def asked(self, host=None):
        """Paths in the order in which they were asked for, robots.txt left out."""
        return [path for _, h, path in self.log if path != "/robots.txt" and host in (None, h)]

    def times(self, path):
        return [when for when, _, p in self.log if p == path]

    def _accept(self, listening):
        while not self.stopped:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        buffer = b""
        with connection:
            try:
                while not self.stopped:
                    while b"\r\n\r\n" not in buffer:
                        more = connection.recv(65536)
                        if not more:
                            return
                        buffer += more
                        if buffer[0] == 0x16:  # somebody wants to speak TLS
                            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                            return
                    request, _, buffer = buffer.partition(b"\r\n\r\n")
                    lines = request.decode("latin-1").split("\r\n")
                    path = lines[0].split()[1]
                    fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
                    host = fields.get("Host", "").rsplit(":", 1)[0]
                    self.log.append((time.monotonic(), host, path))
                    page = self.pages.get(path)
                    if page is None and path == "/robots.txt":
                        page = answer(b"", status="404 Not Found")
                    if page is None:
                        page = answer(b"nothing here", status="404 Not Found")
                    if callable(page):
                        page(connection, {"path": path, "host": host, "fields": fields})
                        return
                    connection.sendall(page)
                    if b"Connection: close" in page.split(b"\r\n\r\n")[0]:
                        return
            except OSError:
                return  # the other side has seen enough


def answer(body, status="200 OK", **fields):
    """A plain HTTP answer; field names with underscores for dashes. A field that is None is left out."""
    if isinstance(body, str):
        body = body.encode()
    fields = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body)), **fields}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items() if value is not None)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def redirect(to, status="302 Found"):
    return answer(b"", status=status, Location=to)


def packed_zeros(size):
    """gzip data that unpack to `size` zeros."""
    import zlib
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()


def packed(data):
    return gzip.compress(data, mtime=0)
