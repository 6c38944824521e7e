"""postgres_proxy.py SOCKET LISTEN COUNTS [MILLISECONDS]: stands before the PostgreSQL at the socket SOCKET, as the socket
LISTEN. Of each connection it writes a line to COUNTS when it ends: how often the client waited for the server, which is
how many of its messages ask for an answer at once, and how many writing transactions it began. With MILLISECONDS each of them is passed on so much later, as on a
long line."""
import os
import socket
import struct
import sys
import threading
import time

SYNC, QUERY = b'S', b'Q'
WITHOUT_TYPE = (80877103, 80877104)  # what asks for TLS or GSSAPI comes before the start


def read(connection, size):
    octets = b''
    while len(octets) < size:
        piece = connection.recv(size - len(octets))
        if not piece:
            raise EOFError
        octets += piece
    return octets


def message(client, started):
    """The type and all octets of the client's next message; that of the first has no type."""
    kind = read(client, 1) if started else b''
    length = read(client, 4)
    return kind, kind + length + read(client, struct.unpack('!i', length)[0] - 4)


def requests(client, server, delay):
    """Passes on what the client says; how often it then waits, and how often it begins to write."""
    waits, writes, started = 0, 0, False
    try:
        while True:
            kind, octets = message(client, started)
            started = started or struct.unpack('!i', octets[4:8])[0] not in WITHOUT_TYPE
            writes += kind == QUERY and b'LOCK TABLE head' in octets
            if kind in (SYNC, QUERY):
                waits += 1
                time.sleep(delay)
            server.sendall(octets)
    except (EOFError, OSError):
        return waits, writes


def answers(server, client):
    try:
        while octets := server.recv(1 << 16):
            client.sendall(octets)
    except OSError:
        pass
    for one in (server, client):
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(client, place, counts, delay):
    server = socket.socket(socket.AF_UNIX)
    server.connect(place)
    back = threading.Thread(target=answers, args=(server, client))
    back.start()
    waits, writes = requests(client, server, delay)
    with open(counts, 'a') as file:
        file.write(f'{waits} {writes}\n')
    try:
        server.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    back.join()


def main():
    place, listen, counts = sys.argv[1:4]
    delay = float(sys.argv[4]) / 1000 if len(sys.argv) > 4 else 0
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(listen + '.new')
    listener.listen(64)
    os.rename(listen + '.new', listen)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client, place, counts, delay), daemon=True).start()


main()
