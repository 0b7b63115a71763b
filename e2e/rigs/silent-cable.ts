// A cable to head office whose packets can be really dropped: nobody is told that it is cut, connections just go silent,
// as behind a dead switch. Where the system allows it, the way leads through a network namespace of its own over a veth
// pair, and the kernel drops the packets. Elsewhere a relay swallows the bytes: nothing arrives and nothing is closed.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startTcpRelay } from './tcp-relay';

const run = promisify(execFile);

export type SilentCable = {
  /** Where the station finds head office. */
  origin: string;
  /** How packets are dropped here. */
  means: 'netem in a network namespace' | 'link down in a network namespace' | 'swallowing relay';
  drop: () => Promise<void>;
  mend: () => Promise<void>;
  close: () => Promise<void>;
};

const loopback = '127.0.0.1';
let cables = 0;

export async function startSilentCable(officeOrigin: string): Promise<SilentCable> {
  return (await throughNamespace(officeOrigin)) ?? (await throughSwallowingRelay(officeOrigin));
}

/** Null where this user may make no namespaces. */
async function throughNamespace(officeOrigin: string): Promise<SilentCable | null> {
  const officePort = Number(new URL(officeOrigin).port);
  cables += 1;
  const name = `wb${process.pid % 100_000}x${cables}`;
  const [near, far] = [`${name}n`, `${name}f`];
  // A pair of addresses that no other cable of this machine is likely to have.
  const net = `10.213.${(process.pid + cables) % 256}`;
  const pair = 4 * (cables % 60);
  const [here, there] = [`${net}.${pair + 1}`, `${net}.${pair + 2}`];
  const ip = (...args: string[]) => run('ip', args);
  const inside = (...args: string[]) => run('ip', ['-n', name, ...args]);
  const undo: Array<() => unknown> = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    await ip('netns', 'add', name);
    undo.push(() => ip('netns', 'del', name).catch(() => undefined));
    await ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name);
    undo.push(() => ip('link', 'del', near).catch(() => undefined));
    await ip('addr', 'add', `${here}/30`, 'dev', near);
    await ip('link', 'set', near, 'up');
    await inside('addr', 'add', `${there}/30`, 'dev', far);
    await inside('link', 'set', far, 'up');
    await inside('link', 'set', 'lo', 'up');
  } catch {
    await close();
    return null;
  }
  // Station -> over the pair into the namespace -> back over the pair -> head office, which listens on loopback only.
  const back = await startTcpRelay({
    at: { host: here, port: 0 },
    to: () => ({ host: loopback, port: officePort }),
  });
  undo.push(() => back.close());
  const middle = await startRelayIn(name, there, here, back.port);
  undo.push(() => stop(middle));
  const front = await startTcpRelay({
    at: { host: loopback, port: 0 },
    to: () => ({ host: there, port: middlePort }),
  });
  undo.push(() => front.close());

  const netem = (verb: 'add' | 'del'): Promise<unknown> => {
    const what = [verb, 'dev', near, 'root', ...(verb === 'add' ? ['netem', 'loss', '100%'] : [])];
    return run('tc', ['qdisc', ...what]);
  };
  const hasNetem = await netem('add').then(
    () => true,
    () => false,
  );
  if (hasNetem) await netem('del');
  let isDropping = false;
  return {
    origin: `http://${loopback}:${front.port}`,
    means: hasNetem ? 'netem in a network namespace' : 'link down in a network namespace',
    drop: async () => {
      if (isDropping) return;
      isDropping = true;
      // The far end: the near one would tell new connections at once that there is no way.
      if (hasNetem) await netem('add');
      else await inside('link', 'set', far, 'down');
    },
    mend: async () => {
      if (!isDropping) return;
      isDropping = false;
      if (hasNetem) await netem('del');
      else await inside('link', 'set', far, 'up');
    },
    close,
  };
}

const middlePort = 9000;

async function startRelayIn(
  namespace: string,
  host: string,
  toHost: string,
  toPort: number,
): Promise<ChildProcess> {
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const program = join(import.meta.dirname, 'relay', 'main.ts');
  const args = [process.execPath, '--import', tsx, program, host, String(middlePort), toHost, String(toPort)];
  const child = spawn('ip', ['netns', 'exec', namespace, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`the relay in the namespace ended with ${code}`);
  });
  await Promise.race([once(child.stdout, 'data'), died]);
  died.catch(() => undefined);
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
}

/** For systems that allow no more. */
export async function throughSwallowingRelay(officeOrigin: string): Promise<SilentCable> {
  const officePort = Number(new URL(officeOrigin).port);
  let isDropping = false;
  const relay = await startTcpRelay({
    at: { host: loopback, port: 0 },
    to: () => ({ host: loopback, port: officePort }),
    isDropping: () => isDropping,
  });
  return {
    origin: `http://${loopback}:${relay.port}`,
    means: 'swallowing relay',
    drop: async () => {
      isDropping = true;
    },
    mend: async () => {
      isDropping = false;
    },
    close: relay.close,
  };
}
