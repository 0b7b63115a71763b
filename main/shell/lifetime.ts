// From start to end: one instance a folder, a clean end, nothing lost when something throws.
import type { App } from 'electron';
import type { Log } from '../services/log';

// A label on its way is given five seconds by the outbox, the device host one.
const closingTimeoutMs = 8_000;

/** Something that must be closed before the process ends. */
export type Closer = { name: string; close: () => Promise<void> };

/**
 * Ends cleanly: closers run once, in order, together no longer than eight seconds; then the process ends.
 * SIGTERM and SIGINT do the same as quitting.
 */
export function endCleanly(
  app: App,
  log: Log,
  closers: () => readonly Closer[],
): { isQuitting: () => boolean } {
  let quitting = false;
  let closed = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    const all = (async () => {
      for (const { name, close } of closers()) {
        await close().catch((cause: unknown) =>
          log.error({ err: cause, closer: name }, 'did not close cleanly'),
        );
      }
    })();
    const late = new Promise<void>((done) => setTimeout(done, closingTimeoutMs));
    void Promise.race([all, late]).then(() => {
      closed = true;
      log.info('ended');
      log.flush();
      app.exit(0);
    });
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit());
  return { isQuitting: () => quitting };
}

/** The edge: what nobody caught is logged with an id, and the station goes on packing. */
export function logBugs(app: App, log: Log, newErrorId: () => string): void {
  process.on('uncaughtException', (cause) => log.error({ errorId: newErrorId(), err: cause }, 'uncaught'));
  process.on('unhandledRejection', (cause) => log.error({ errorId: newErrorId(), err: cause }, 'unhandled'));
  app.on('child-process-gone', (_event, details) => log.warn({ ...details }, 'a helper process ended'));
}
