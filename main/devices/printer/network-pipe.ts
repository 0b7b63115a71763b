// Raw bytes to a TCP port (9100). The error listener stays for as long as the socket lives: an error after the last answer must
// not end the process.
import { connect, type Socket } from 'node:net';
import type { PrinterPipe } from './printer-pipe';

export async function openNetworkPipe(
  { host, port }: { host: string; port: number },
  timeoutMs: number,
): Promise<PrinterPipe | 'printer-unreachable'> {
  const socket = await connectedSocket(host, port, timeoutMs);
  return socket ? pipeOf(socket) : 'printer-unreachable';
}

function connectedSocket(host: string, port: number, timeoutMs: number): Promise<Socket | null> {
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

function pipeOf(socket: Socket): PrinterPipe {
  let isLost = false;
  socket.setEncoding('latin1');
  socket.on('error', () => {
    isLost = true;
  });
  // A printer that says goodbye takes nothing more; half-open connections have no use here.
  socket.on('end', () => socket.destroy());
  return {
    isOpen: () => !isLost && !socket.destroyed && socket.writable,
    write: (bytes, done) => void socket.write(bytes, (cause) => done(Boolean(cause))),
    onText: (listener) => void socket.on('data', (text: string) => listener(text)),
    onClosed: (listener) => void socket.on('close', () => listener(isLost)),
    end: () => void socket.end(),
    destroy: () => void socket.destroy(),
  };
}
