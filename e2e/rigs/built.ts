// Before any story: what is tested is what would be run, so the build is brought up to date and Electron found. The
// sample company is loaded once; every story starts from a copy.
import { build } from '../../scripts/build.mjs';
import { electronRuntime, runtimeInWords } from '../../scripts/electron-runtime.mjs';
import { shareSample } from './head-office';

export async function setup(): Promise<() => Promise<void>> {
  const note = (line: string): void => void process.stdout.write(`${line}\n`);
  await build({ note });
  note(runtimeInWords(await electronRuntime({ note })));
  return shareSample();
}
