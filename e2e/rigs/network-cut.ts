// A cable between station and head office that can be cut and mended: a TCP relay on loopback.
// A cut drops every open connection at once and refuses new ones, as a pulled plug behind a switch looks to a program.
import { startTcpRelay, type TcpRelay } from './tcp-relay';

export type NetworkCut = {
  origin: string;
  cut: () => Promise<void>;
  mend: () => Promise<void>;
  /** Head office came back on another port. */
  pointTo: (origin: string) => void;
  close: () => Promise<void>;
};

const host = '127.0.0.1';

export async function startNetworkCut(targetOrigin: string): Promise<NetworkCut> {
  let target = new URL(targetOrigin);
  const listen = (port: number): Promise<TcpRelay> =>
    startTcpRelay({
      at: { host, port },
      to: () => ({ host: target.hostname, port: Number(target.port) }),
    });
  let relay: TcpRelay | null = await listen(0);
  const { port } = relay;
  const stop = async (): Promise<void> => {
    const open = relay;
    relay = null;
    await open?.close();
  };
  return {
    origin: `http://${host}:${port}`,
    cut: stop,
    mend: async () => {
      relay ??= await listen(port);
    },
    pointTo: (origin) => {
      target = new URL(origin);
    },
    close: stop,
  };
}
