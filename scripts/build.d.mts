export type BuildOutcome = 'built' | 'unchanged' | 'absent';
export declare const partNames: string[];
/** Brings out/ up to date; see scripts/build.mjs. Throws an Error in words when a part does not build. */
export declare const build: (options?: {
  only?: string[];
  force?: boolean;
  note?: (line: string) => void;
}) => Promise<Record<string, BuildOutcome>>;
