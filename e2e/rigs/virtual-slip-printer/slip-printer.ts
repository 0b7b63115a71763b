// A slip printer on TCP 9100 that behaves, and misbehaves, like a real one: it answers DLE EOT at once and GS r in its turn, runs out of
// paper in the middle, stands open, falls silent, answers nonsense, resets connections. What it printed is a picture with what bars in it
// say. It knows nothing of the product.
import { createServer, type Socket } from 'node:net';
import { PNG } from 'pngjs';
import { createEscposStream, type Raster, type SlipCommand } from './escpos-stream';

export const slipConditions = [
  'ok',
  'paper-out',
  'cover-open',
  'cutter',
  'silent',
  'nonsense',
  'stall',
] as const;
/** silent: prints and answers nothing. nonsense: answers what is no answer. stall: takes bytes and prints nothing. */
export type SlipCondition = (typeof slipConditions)[number];

export type PrintedSlip = {
  /** Rows of dots, one byte a dot: 1 is black. */
  widthDots: number;
  heightDots: number;
  png: Buffer;
  drawer: boolean;
  unknown: readonly string[];
};

export type SlipPrinterOptions = {
  port?: number;
  condition?: SlipCondition;
  /** It runs out of paper when so many pictures of one slip have come. */
  paperForRasters?: number | null;
  /** Resets a connection once it has brought so many bytes. */
  resetAfterBytes?: number | null;
  /** Hears of every slip as it is cut. */
  onSlip?: (slip: PrintedSlip) => void;
};

export type VirtualSlipPrinter = {
  port: number;
  slips: readonly PrintedSlip[];
  become: (condition: SlipCondition) => void;
  /** How many there were. */
  connections: () => number;
  close: () => Promise<void>;
};

type Job = { rasters: Raster[]; drawer: boolean; unknown: string[] };
const newJob = (): Job => ({ rasters: [], drawer: false, unknown: [] });

export async function startSlipPrinter(options: SlipPrinterOptions = {}): Promise<VirtualSlipPrinter> {
  let condition: SlipCondition = options.condition ?? 'ok';
  let paperFor = options.paperForRasters ?? null;
  const slips: PrintedSlip[] = [];
  const sockets = new Set<Socket>();
  const stream = createEscposStream();
  /** Not worked off yet. */
  const queue: { command: SlipCommand; from: Socket }[] = [];
  let job = newJob();
  let connections = 0;

  const prints = (): boolean => condition === 'ok' || condition === 'silent' || condition === 'nonsense';
  const answer = (to: Socket, byte: number): void => {
    if (condition === 'silent' || condition === 'stall' || !to.writable) return;
    to.write(Uint8Array.of(condition === 'nonsense' ? 0xff : byte));
  };

  const statusByte = (question: number): number => {
    const has = (is: boolean, bit: number): number => (is ? bit : 0);
    const isBad = condition === 'paper-out' || condition === 'cover-open' || condition === 'cutter';
    switch (question) {
      case 1:
        return 0x12 | has(isBad, 0x08);
      case 2:
        return 0x12 | has(condition === 'cover-open', 0x04) | has(condition === 'paper-out', 0x20);
      case 3:
        return 0x12 | has(condition === 'cutter', 0x08);
      default:
        return 0x12 | has(condition === 'paper-out', 0x6c);
    }
  };

  const workOff = (): void => {
    while (queue.length > 0 && prints()) {
      const { command, from } = queue.shift() as (typeof queue)[number];
      switch (command.command) {
        case 'raster':
          job.rasters.push(command.raster);
          if (paperFor !== null && job.rasters.length >= paperFor) {
            paperFor = null;
            condition = 'paper-out';
          }
          break;
        case 'drawer':
          job.drawer = true;
          break;
        case 'unknown':
          job.unknown.push(command.bytes);
          break;
        case 'text':
          job.unknown.push(`text ${command.text}`);
          break;
        case 'cut':
          slips.push(printed(job));
          options.onSlip?.(slips.at(-1) as PrintedSlip);
          job = newJob();
          break;
        case 'ask-in-turn':
          answer(from, 0);
          break;
        case 'reset':
        case 'ask-now':
          break;
      }
    }
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    connections += 1;
    let received = 0;
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes: Buffer) => {
      const limit = options.resetAfterBytes ?? null;
      const left = limit === null ? bytes.length : Math.max(0, limit - received);
      received += bytes.length;
      for (const command of stream.take(bytes.subarray(0, left))) {
        if (command.command === 'ask-now') answer(socket, statusByte(command.question));
        else queue.push({ command, from: socket });
      }
      workOff();
      if (limit !== null && received >= limit) socket.resetAndDestroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    slips,
    become: (next) => {
      condition = next;
      workOff();
    },
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function printed({ rasters, drawer, unknown }: Job): PrintedSlip {
  const widthDots = Math.max(8, ...rasters.map(({ rowBytes }) => rowBytes * 8));
  const heightDots = Math.max(
    1,
    rasters.reduce((sum, { rows }) => sum + rows, 0),
  );
  const png = new PNG({ width: widthDots, height: heightDots, colorType: 0 });
  png.data.fill(255);
  let top = 0;
  for (const { rowBytes, rows, bits } of rasters) {
    for (let y = 0; y < rows; y += 1)
      for (let x = 0; x < rowBytes * 8; x += 1) {
        const isBlack = ((bits[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
        if (isBlack) png.data.fill(0, ((top + y) * widthDots + x) * 4, ((top + y) * widthDots + x) * 4 + 3);
      }
    top += rows;
  }
  return { widthDots, heightDots, png: PNG.sync.write(png), drawer, unknown };
}
