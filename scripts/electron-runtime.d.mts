/** An Electron on disk and how to run an application in it. */
export type ElectronRuntime = {
  /** Absolute path of the binary. */
  executablePath: string;
  /** For example `25.1.1`. */
  version: string;
  source: 'override' | 'installed' | 'carried';
  /** Folder the binary lies in; electron-builder's `electronDist`. */
  dist: string;
  /** Arguments that come before the application's own. */
  args: string[];
  /** False for the carried runtime: never part of a release. */
  mayShip: boolean;
};

/**
 * Finds or fetches the Electron that runs the application in `appDir` (default: this project).
 * Throws an Error in words when none can be had.
 */
export declare const electronRuntime: (options?: {
  appDir?: string;
  note?: (line: string) => void;
  retry?: boolean;
}) => Promise<ElectronRuntime>;

export declare const runtimeInWords: (runtime: Pick<ElectronRuntime, 'version' | 'source'>) => string;
