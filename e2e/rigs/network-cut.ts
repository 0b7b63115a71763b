// A cable between station and head office that can be cut and mended: a TCP relay on loopback.
// A cut drops every open connection at once and refuses new ones, as a pulled plug behind a switch looks to a program.
import { createServer, connect, type Server, type Socket } from 'node:net';

export type NetworkCut = {
  origin: string;
  cut: () => Promise<void>;
  mend: () => Promise<void>;
  /** Head office came back on another port. */
  pointTo: (origin: string) => void;
  close: () => Promise<void>;
};

export async function startNetworkCut(targetOrigin: string): Promise<NetworkCut> {
  let target = new URL(targetOrigin);
  const sockets = new Set<Socket>();
  const relay = (near: Socket): void => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  };
  let server: Server | null = await listen(0, relay);
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the relay has no port');
  const port = address.port;

  const stop = async (): Promise<void> => {
    const open = server;
    server = null;
    if (!open) return;
    const closed = new Promise<void>((resolve) => open.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    cut: stop,
    mend: async () => {
      server ??= await listen(port, relay);
    },
    pointTo: (origin) => {
      target = new URL(origin);
    },
    close: stop,
  };
}

function listen(port: number, relay: (socket: Socket) => void): Promise<Server> {
  const server = createServer(relay);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
