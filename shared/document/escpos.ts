// ESC/POS for slips: a picture in bands (GS v 0), a feed and a cut (GS V 66), the drawer where one hangs on the printer (ESC p), and at
// the end a question that is answered when everything before it has been worked off (GS r 1).
// Source: Epson ESC/POS command reference, TM series.
import type { Bitmap } from '../label/bitmap';

const esc = 0x1b;
const gs = 0x1d;
/** Rows of one band: printers with a small buffer print them as they come. */
const bandRows = 128;
const feedBeforeCut = 60;
/** Pulse to pin 2: on and off in steps of 2 ms. */
const drawerPulse = [0, 50, 250] as const;

export function escposSlip(bitmap: Bitmap, { opensDrawer }: { opensDrawer: boolean }): Uint8Array {
  const bytes: number[] = [esc, 0x40];
  if (opensDrawer) bytes.push(esc, 0x70, ...drawerPulse);
  for (let top = 0; top < bitmap.heightDots; top += bandRows) {
    const rows = Math.min(bandRows, bitmap.heightDots - top);
    const { rowBytes } = bitmap;
    bytes.push(gs, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8);
    for (const byte of bitmap.bits.subarray(top * rowBytes, (top + rows) * rowBytes)) bytes.push(byte);
  }
  bytes.push(gs, 0x56, 66, feedBeforeCut, gs, 0x72, 1);
  return Uint8Array.from(bytes);
}
