// Main's side of setting scanners up for tests of screens, with the learning that main has too, of scanners with a line.
import type { ScanEvent } from '../../../shared/barcode/scan';
import type { ScannerHabits } from '../../../shared/barcode/scanner/habits';
import { learnHabits } from '../../../shared/barcode/scanner/learn';
import type { WaybillBridge, WindowRequestName } from '../../../shared/contract/window';

export type ScannerBridge = {
  bridge: Pick<WaybillBridge, 'request'>;
  /** What main heard before the page was open. */
  heard: ScanEvent[];
  kept: Map<string, ScannerHabits>;
  isSettingUp: () => boolean;
};

export function createScannerBridge(): ScannerBridge {
  const heard: ScanEvent[] = [];
  const kept = new Map<string, ScannerHabits>();
  let isOpen = false;
  const answer = (name: WindowRequestName, input: unknown): unknown => {
    switch (name) {
      case 'scans:heard':
        return heard;
      case 'scanners:learned':
        return [...kept].map(([deviceId, habits]) => ({ deviceId, habits }));
      case 'scanners:set-up':
        isOpen = (input as { open: boolean }).open;
        return null;
      case 'scanners:keep': {
        const { deviceId, habits } = input as { deviceId: string; habits: ScannerHabits | null };
        if (habits) kept.set(deviceId, habits);
        else kept.delete(deviceId);
        return null;
      }
      case 'scanners:learn': {
        const scan = heard.find(({ scanId }) => scanId === (input as { scanId: string }).scanId);
        if (!scan) return { ok: false, why: 'gone', wrong: [] };
        const learning = learnHabits({
          readings: [{ reading: 'position', sent: scan.raw }],
          otherKeys: [],
          endsItself: scan.complete,
          gaps: null,
        });
        return learning.ok ? { ...learning, deviceId: scan.deviceId } : { wrong: [], ...learning };
      }
      default:
        throw new Error(`${name} is not asked here`);
    }
  };
  const request = async (name: WindowRequestName, input: unknown): Promise<unknown> => answer(name, input);
  return { bridge: { request: request as never }, heard, kept, isSettingUp: () => isOpen };
}
