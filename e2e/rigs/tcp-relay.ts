// A TCP relay: what comes in at one address goes out to another, byte for byte. As a program (see the end) it can stand in
// another network namespace than the test; it ends with the one who started it.
import { connect, createServer, type Server, type Socket } from 'node:net';

export type TcpRelay = {
  port: number;
  /** Ends every connection. */
  close: () => Promise<void>;
};

export type Place = { host: string; port: number };

export type RelayOptions = {
  at: Place;
  /** Asked for every connection. */
  to: () => Place;
  /** While it answers true, bytes are swallowed and neither side hears that the other has gone. */
  isDropping?: () => boolean;
};

export async function startTcpRelay({ at, to, isDropping = () => false }: RelayOptions): Promise<TcpRelay> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(to());
    // A connection that lost bytes has a hole in it: like one that nobody remembers, it stays silent.
    let isHoled = false;
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        if (!isHoled && !isDropping()) into.destroy();
      });
      from.on('data', (bytes) => {
        isHoled ||= isDropping();
        if (isHoled || into.write(bytes)) return;
        from.pause();
        into.once('drain', () => from.resume());
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, resolve);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the relay has no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
