// Runs one job again and again inside the server: at once while there is more to do, else when it is nudged or after a
// pause. A failing round is logged and tried again later, ever more slowly; nothing is lost, because what a job works
// off stays in the database until it is done.
export type JobLoop = {
  /** Something new waits. */
  nudge: () => void;
  /** Resolves when nothing is left at this moment. Rejects when a round fails. */
  drain: () => Promise<void>;
  /** Ends after the round under way. */
  stop: () => Promise<void>;
};

export type JobOptions = {
  name: string;
  /** One round; true when there is more to do. */
  round: () => Promise<boolean>;
  /** The pause when there is nothing to do; a function is asked before each. */
  idleMs: number | (() => number);
  onFailure: (cause: unknown, name: string) => void;
};

const longestPauseMs = 30_000;

export function startJob({ name, round, idleMs, onFailure }: JobOptions): JobLoop {
  let stopped = false;
  let nudged = true;
  let failures = 0;
  let wakeUp: () => void = () => undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** Rounds never overlap, whoever asks for them. */
  const oneRound = (): Promise<boolean> => {
    const next = turn.then(round);
    turn = next.catch(() => undefined);
    return next;
  };

  const loop = async (): Promise<void> => {
    while (!stopped) {
      let more = false;
      nudged = false;
      try {
        more = await oneRound();
        failures = 0;
      } catch (cause) {
        failures += 1;
        onFailure(cause, name);
      }
      if (stopped || (more && failures === 0) || (nudged && failures === 0)) continue;
      const pauseMs = Math.min(
        longestPauseMs,
        (typeof idleMs === 'function' ? idleMs() : idleMs) * 2 ** failures,
      );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const ended = loop();

  return {
    nudge: () => {
      nudged = true;
      if (failures === 0) wakeUp();
    },
    drain: async () => {
      while (await oneRound());
    },
    stop: async () => {
      stopped = true;
      wakeUp();
      await ended;
    },
  };
}
