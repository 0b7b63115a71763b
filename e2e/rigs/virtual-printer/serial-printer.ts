// A label printer at the far end of a pseudo-terminal: the virtual printer with a line in place of a network.
import { connect, type Socket } from 'node:net';
import { openSerialLine, type SerialLine } from '../serial/serial-line';

export type SerialPrinter = { line: SerialLine; close: () => Promise<void> };

/** Joins a line to the printer on this TCP port, anew each time it is plugged in. */
export async function openSerialPrinter(printerPort: number): Promise<SerialPrinter> {
  const line = await openSerialLine();
  let socket: Socket | null = null;
  line.onHeard((chunk) => {
    if (!socket || socket.destroyed) {
      const joined = connect(printerPort, '127.0.0.1');
      joined.on('error', () => undefined);
      joined.on('data', (answer) => void line.say(answer).catch(() => undefined));
      socket = joined;
    }
    socket.write(chunk);
  });
  return {
    line,
    close: async () => {
      socket?.destroy();
      await line.close();
    },
  };
}
