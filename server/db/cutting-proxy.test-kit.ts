// A wire between a program and PostgreSQL that a test may cut at the one moment that matters: around COMMIT.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type CuttingProxy = {
  /** The same database through the wire. */
  url: string;
  /** Cuts the next COMMIT: `lost` never reaches the server, `unheard` is done but its answer is not heard. */
  cutNextCommit: (how: 'lost' | 'unheard') => void;
  cuts: () => number;
  close: () => void;
};

export async function openCuttingProxy(databaseUrl: string): Promise<CuttingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let armed: 'lost' | 'unheard' | null = null;
  let cuts = 0;

  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    let isDeaf = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (said) => {
      if (armed === null || !said.includes('COMMIT\0')) {
        far.write(said);
        return;
      }
      cuts += 1;
      if (armed === 'lost') near.destroy();
      else {
        isDeaf = true;
        far.write(said);
      }
      armed = null;
    });
    far.on('data', (answer) => {
      if (isDeaf) near.destroy();
      else near.write(answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cutNextCommit: (how) => {
      armed = how;
    },
    cuts: () => cuts,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
