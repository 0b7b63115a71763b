// The codes that are on paper around a bench: the command sheet, badges, box shelves, pick lists. A story scans these.
import { ownCode } from '../../shared/barcode/own-code';

/** A code of the command sheet, by the command's id: `seal`, `ship-part`, `language`. */
export const commandCode = (command: string): string =>
  ownCode('command', command.toUpperCase().replaceAll('-', ''));

export const badgeCode = (badge: string): string => ownCode('badge', badge);

export const orderCode = (number: string): string => ownCode('order', number);

export const boxCode = (boxId: string): string => ownCode('box', boxId);
