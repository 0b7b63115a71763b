// Who may do what: one table of acts and roles, asked at the bench before an act and again at head office, there with the
// roles head office knows. Must never be asked with roles that a body claims.
// Acts are the types of ops; a type that is missing here does not compile where head office asks.

export const roles = ['packer', 'supervisor', 'manager', 'office', 'bookkeeper'] as const;
export type Role = (typeof roles)[number];

const atBench = ['packer', 'supervisor', 'manager'] as const satisfies readonly Role[];

/** `anyone`: also with nobody logged in; such an op tells what a device did or what was refused. */
export const allowedRoles = {
  'parcel.claim': atBench,
  'parcel.open': atBench,
  'parcel.open-provisional': atBench,
  'parcel.pack-item': atBench,
  'parcel.report-item': atBench,
  'parcel.undo': atBench,
  'parcel.choose-box': atBench,
  'parcel.next-box': atBench,
  'parcel.ship-part': atBench,
  'parcel.hold': atBench,
  'parcel.resume': atBench,
  'parcel.seal': atBench,
  'parcel.reopen': atBench,
  'parcel.record-label': 'anyone',
  // A bench answers and gives back by itself too.
  'parcel.answer-cancel': 'anyone',
  'parcel.give-back': 'anyone',
  'parcel.verify': atBench,
  'parcel.prove-tag': atBench,
  'parcel.hand-over': atBench,
  'code.propose': atBench,
  'photo.take': atBench,
  'tour.claim': atBench,
  'tour.begin': atBench,
  'tour.take-tote': atBench,
  'tour.pick': atBench,
  'tour.put-back': atBench,
  'tour.skip-bin': atBench,
  'tour.look-elsewhere': atBench,
  'tour.short': atBench,
  'tour.drop': atBench,
  'tour.give-back': 'anyone',
  'receipt.take': atBench,
  'receipt.undo': atBench,
  'receipt.finish': atBench,
  'return.take': atBench,
  'return.undo': atBench,
  'return.shelve': atBench,
  'return.report': atBench,
  'return.finish': atBench,
  'stock.move': atBench,
  'transfer.load': atBench,
  'transfer.unload': atBench,
  'transfer.depart': atBench,
  'task.begin': atBench,
  'task.done': atBench,
  'counter.sell': atBench,
  'order.take': atBench,
  'stock.count': atBench,
  'till.count': atBench,
  'bench.log-in': atBench,
  'bench.log-out': 'anyone',
  'bench.lost-op': 'anyone',
  'bench.refuse-scan': 'anyone',
  'bench.lock-person': 'anyone',
  'bench.unlock-person': 'anyone',
} as const satisfies Record<string, readonly Role[] | 'anyone'>;
export type Act = keyof typeof allowedRoles;

export function mayDo(held: readonly Role[], act: Act): boolean {
  const allowed: readonly Role[] | 'anyone' = allowedRoles[act];
  return allowed === 'anyone' || held.some((role) => allowed.includes(role));
}

/** Whether a person may answer, with badge and PIN, for what an operator alone may not do. */
export function mayAnswerForOthers(held: readonly Role[]): boolean {
  return held.includes('supervisor') || held.includes('manager');
}
