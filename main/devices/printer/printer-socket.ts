// A TCP socket to a printer: connecting in time, and giving bytes in pieces so that a printer that takes none is noticed.
import { connect, type Socket } from 'node:net';

export type WriteEnd = 'written' | 'stalled' | 'lost';

/** Bytes handed over at a time; after each the printer must show that it still takes some. */
const chunkBytes = 16 * 1024;

/** Null when the printer cannot be reached in time. Not one byte is sent. */
export function connectedSocket(host: string, port: number, timeoutMs: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true });
    const settle = (result: Socket | null): void => {
      clearTimeout(timer);
      if (result === null) socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => settle(null), timeoutMs);
    socket.on('error', () => settle(null));
    socket.once('connect', () => settle(socket));
  });
}

/** Resolves when the operating system has taken every byte, or when that will not happen any more. */
export async function writeAll(
  socket: Socket,
  bytes: Uint8Array,
  stallMs: number,
  isOpen: () => boolean,
): Promise<WriteEnd> {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    if (!isOpen()) return 'lost';
    const end = await writeChunk(socket, bytes.subarray(at, at + chunkBytes), stallMs);
    if (end !== 'written') return end;
  }
  return 'written';
}

function writeChunk(socket: Socket, chunk: Uint8Array, stallMs: number): Promise<WriteEnd> {
  return new Promise((resolve) => {
    const settle = (end: WriteEnd): void => {
      clearTimeout(timer);
      socket.off('close', lost);
      resolve(end);
    };
    const lost = (): void => settle('lost');
    const timer = setTimeout(() => settle('stalled'), stallMs);
    socket.once('close', lost);
    socket.write(chunk, (cause) => settle(cause ? 'lost' : 'written'));
  });
}
