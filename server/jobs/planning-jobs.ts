// What is planned in a thread beside head office, whatever it is: begun, told of while it goes on, stopped at any time with what it
// has found, and ended once, well or not. Desks say what is planned and where it is kept.
export type PlanningJob = {
  /** Resolves when somebody stops it; whoever plans takes what there is. */
  stopped: Promise<void>;
  isStopped: () => boolean;
  /** Writes how far it is, one after the other; a write that fails is reported and holds nothing up. */
  note: (write: () => Promise<unknown>) => void;
  /** Resolves when everything noted so far is written. */
  noted: () => Promise<void>;
};

export type PlanningJobs = {
  /** `failed` writes that it came to nothing. Goes on by itself. */
  begin: (
    jobId: string,
    work: (job: PlanningJob) => Promise<void>,
    failed: (cause: unknown) => Promise<unknown>,
  ) => void;
  /** Resolves when it has ended with what it had; at once where it is not under way. */
  stop: (jobId: string) => Promise<void>;
  isUnderWay: (jobId: string) => boolean;
  /** Resolves when it has ended. */
  ended: (jobId: string) => Promise<void>;
  stopAll: () => Promise<void>;
};

export function createPlanningJobs(onFailure: (cause: unknown) => void): PlanningJobs {
  const underWay = new Map<string, { stop: () => void; done: Promise<void> }>();

  const begin: PlanningJobs['begin'] = (jobId, work, failed) => {
    let isStopped = false;
    let stop: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = () => {
        isStopped = true;
        resolve();
      };
    });
    let noting: Promise<unknown> = Promise.resolve();
    const job: PlanningJob = {
      stopped,
      isStopped: () => isStopped,
      note: (write) => {
        noting = noting.then(write).catch(onFailure);
      },
      noted: async () => void (await noting),
    };
    const done = work(job)
      .catch(async (cause: unknown) => {
        onFailure(cause);
        await failed(cause);
      })
      .then(job.noted)
      .catch(onFailure)
      .finally(() => underWay.delete(jobId));
    underWay.set(jobId, { stop, done });
  };
  const stop = async (jobId: string): Promise<void> => {
    const running = underWay.get(jobId);
    running?.stop();
    await running?.done;
  };
  return {
    begin,
    stop,
    isUnderWay: (jobId) => underWay.has(jobId),
    ended: async (jobId) => underWay.get(jobId)?.done,
    stopAll: async () => void (await Promise.all([...underWay.keys()].map(stop))),
  };
}
