// Reports of a HID point-of-sale scanner (usage page 0x8C, report "scanned data") as scans. Layout of a report: id, number of data
// bytes, three of the symbology identifier, data, vendor's symbology, reserved, and a last byte whose first bit says that the scan
// goes on in the next report (USB HID Point of Sale Usage Tables 1.02, and what scanners of that class send).

export type HidFraming = {
  /** Bytes of a scan, its symbology identifier first, once it is whole. @param atMs monotonic */
  take: (report: Uint8Array, atMs: number) => Uint8Array<ArrayBuffer> | null;
  /** The device is gone: what is there is no scan. */
  drop: () => void;
};

const scannedData = 0x02;
const bracket = 0x5d;
const identifierBytes = 3;
const mostDataBytes = 56;
const reportBytes = 64;
/** Between two reports of one scan; a scanner sends them at once. */
const longestPauseMs = 500;
/** Bytes; more than any symbol holds. */
const longest = 4_000;
const suffixes: readonly number[] = [0x0d, 0x0a, 0x09];

export function createHidFraming(): HidFraming {
  let begun: number[] = [];
  let identifier: number[] = [];
  let lastMs = 0;
  const drop = (): void => {
    begun = [];
    identifier = [];
  };
  return {
    take: (report, atMs) => {
      if (report[0] !== scannedData || report.length < reportBytes) return null;
      const count = report[1] ?? 0;
      // Half a scan that nothing followed belongs to nothing.
      if (atMs - lastMs > longestPauseMs) drop();
      lastMs = atMs;
      if (count > mostDataBytes) {
        drop();
        return null;
      }
      // Some devices send the identifier one byte later, and the data with it.
      const from = report[2] !== bracket && report[3] === bracket ? 3 : 2;
      const head = [...report.subarray(from, from + identifierBytes)];
      if (begun.length === 0) identifier = head[0] === bracket ? head : [];
      begun.push(...report.subarray(from + identifierBytes, from + identifierBytes + count));
      const goesOn = ((report[reportBytes - 1] ?? 0) & 1) === 1;
      if (goesOn && begun.length < longest) return null;
      while (suffixes.includes(begun.at(-1) ?? -1)) begun.pop();
      const scan = begun.length > 0 ? Uint8Array.from([...identifier, ...begun]) : null;
      drop();
      return scan;
    },
    drop,
  };
}
