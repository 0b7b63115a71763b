// The wire between main and the device host, whatever carries it: an Electron utility process, a plain Node child
// process, or nothing but memory. It carries values; what they mean is host-protocol's.
import type { ChildProcess } from 'node:child_process';

export type HostPort = {
  /** Does nothing once the other side is gone. */
  post: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  /** Called once, when the other side is gone, however it went. */
  onClosed: (listener: () => void) => void;
  /** Ends the other side (from main) or this side's listening (in the host). */
  close: () => void;
};

/** What is used of Electron's `UtilityProcess`, so that this folder needs no Electron. */
export type UtilityProcessLike = {
  postMessage: (message: unknown) => void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
  kill: () => boolean;
};

/** Main's side of a host forked with Electron's `utilityProcess.fork`. */
export function utilityProcessPort(child: UtilityProcessLike): HostPort {
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onClosed: (listener) => child.on('exit', listener),
    close: () => child.kill(),
  };
}

/** Main's side of a host forked with `child_process.fork`. */
export function childProcessPort(child: ChildProcess): HostPort {
  return {
    post: (message) => {
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => child.on('message', listener),
    onClosed: (listener) => child.once('exit', listener),
    close: () => child.kill('SIGKILL'),
  };
}

type ParentPortLike = {
  postMessage: (message: unknown) => void;
  on: (event: 'message', listener: (event: { data: unknown }) => void) => unknown;
};

/** The host's side: Electron's parent port, or the channel of `child_process.fork`; null when there is neither. */
export function hostSidePort(own: NodeJS.Process): HostPort | null {
  const parentPort = (own as NodeJS.Process & { parentPort?: ParentPortLike }).parentPort;
  if (parentPort) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
      // Electron ends a utility process together with its parent.
      onClosed: () => undefined,
      close: () => own.exit(0),
    };
  }
  if (own.send === undefined) return null;
  return {
    post: (message) => {
      if (own.connected) own.send?.(message as object, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => own.on('message', listener),
    onClosed: (listener) => own.once('disconnect', listener),
    close: () => own.exit(0),
  };
}

/** Two ends of one wire inside one process. Messages are copied and arrive later, as between processes. */
export function linkedPorts(): [main: HostPort, host: HostPort] {
  let isOpen = true;
  const messageListeners: ((message: unknown) => void)[][] = [[], []];
  const closedListeners: (() => void)[] = [];
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    for (const listener of closedListeners) listener();
  };
  const end = (own: 0 | 1): HostPort => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => {
        if (isOpen) for (const listener of messageListeners[1 - own] ?? []) listener(copy);
      });
    },
    onMessage: (listener) => messageListeners[own]?.push(listener),
    onClosed: (listener) => closedListeners.push(listener),
    close,
  });
  return [end(0), end(1)];
}
