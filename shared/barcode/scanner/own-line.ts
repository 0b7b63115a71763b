// How a scanner that types is given a line of its own: what the code for it is called in its maker's booklet. Names only: a code that
// programs a scanner is printed by whoever knows the model. (Honeywell Voyager 1200g and Xenon 1900 user's guides; Zebra DS2208 product
// reference guide; Datalogic Gryphon product reference guide.)

/** What the way of speaking is called in booklets of all makers: HID usage page 0x8C. */
export const hidPosName = 'USB HID POS';

export type OwnLineCodes = { maker: string; hidPos: string | null; serial: string };

export const ownLineCodes: readonly OwnLineCodes[] = [
  { maker: 'Honeywell', hidPos: 'PAP131', serial: 'TRMUSB130' },
  { maker: 'Zebra', hidPos: null, serial: 'USB CDC Host' },
  { maker: 'Datalogic', hidPos: null, serial: 'USB-COM' },
];
