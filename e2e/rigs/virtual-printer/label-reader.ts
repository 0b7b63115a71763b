// Draws labels and reads their codes back in processes of their own; one that dies is replaced and its label reported.
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export type ReadCode = {
  /** AIM symbology identifier, for example `]C1` for GS1-128. */
  symbology: string;
  text: string;
};
export type LabelPicture = { png: Uint8Array; codes: ReadCode[] };
export type LabelSize = { widthMm: number; heightMm: number; dotsPerMm: number };

type Unnumbered = ({ zpl: string } & LabelSize) | { png: Uint8Array };
export type ReaderAsk = { askId: number } & Unnumbered;
export type ReaderReply = { askId: number; picture: LabelPicture } | { askId: number; problem: string };

export type LabelReader = {
  /** The picture, or in words why there is none. Never rejects. */
  read: (zpl: string, size: LabelSize) => Promise<LabelPicture | { problem: string }>;
  /** Reads the codes of a picture that somebody else has drawn. Never rejects. */
  readPicture: (png: Uint8Array) => Promise<LabelPicture | { problem: string }>;
  close: () => void;
};

type Waiting = { ask: ReaderAsk; settle: (result: LabelPicture | { problem: string }) => void };
type Worker = { child: ChildProcess; busy: Waiting | null };

const program = fileURLToPath(new URL('./label-reader-process.ts', import.meta.url));
const typescriptLoader = createRequire(import.meta.url).resolve('tsx');

/** Starts up to `processes` processes, each when it is first needed. */
export function startLabelReader(processes = 1): LabelReader {
  const workers = new Set<Worker>();
  const queue: Waiting[] = [];
  let nextAskId = 0;
  let isClosed = false;

  const startWorker = (): Worker => {
    const child = fork(program, [], {
      execArgv: ['--import', typescriptLoader],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const worker: Worker = { child, busy: null };
    let lastWords = '';
    child.stderr?.on('data', (text: Buffer) => {
      lastWords = (lastWords + text.toString()).slice(-2000);
    });
    child.on('message', (reply: ReaderReply) => {
      const done = worker.busy;
      worker.busy = null;
      if ('problem' in reply) workers.delete(worker);
      done?.settle('picture' in reply ? reply.picture : { problem: reply.problem });
      handOut();
    });
    child.on('exit', () => {
      workers.delete(worker);
      worker.busy?.settle({ problem: `the renderer ended: ${lastWords.trim().split('\n').at(-1) ?? ''}` });
      worker.busy = null;
      if (!isClosed) handOut();
    });
    workers.add(worker);
    return worker;
  };

  function handOut(): void {
    while (queue.length > 0) {
      const free = [...workers].find((worker) => worker.busy === null && worker.child.connected);
      const worker = free ?? (workers.size < processes ? startWorker() : null);
      if (worker === null) return;
      worker.busy = queue.shift() ?? null;
      if (worker.busy !== null) worker.child.send(worker.busy.ask);
    }
  }

  const asked = (what: Unnumbered): Promise<LabelPicture | { problem: string }> =>
    new Promise((settle) => {
      if (isClosed) {
        settle({ problem: 'the reader is closed' });
        return;
      }
      queue.push({ ask: { askId: nextAskId++, ...what }, settle });
      handOut();
    });

  return {
    read: (zpl, size) => asked({ zpl, ...size }),
    readPicture: (png) => asked({ png }),
    close: () => {
      isClosed = true;
      for (const waiting of queue.splice(0)) waiting.settle({ problem: 'the reader is closed' });
      for (const worker of workers) worker.child.kill();
    },
  };
}
