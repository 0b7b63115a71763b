// Which customers look like one person, and why. Only ever a proposal: nothing here is sure, a person decides.
// Places of comparison (`blocksOf`) find who is worth comparing without comparing everybody with everybody.
export const alikeReasons = [
  'same-contact',
  'name-postcode',
  'mail-variant',
  'mail-typo',
  'phone-name',
] as const;
export type AlikeReason = (typeof alikeReasons)[number];

export type Likeness = {
  /** As they call themselves and as their parcels do. */
  names: readonly string[];
  postcodes: readonly string[];
  /** As keys: small letters. */
  mails: readonly string[];
  /** E.164. */
  phones: readonly string[];
};

const folding: Record<string, string> = { ı: 'i', ß: 'ss', ø: 'o', đ: 'd', ł: 'l', æ: 'ae', œ: 'oe' };

/** Small letters and digits alone, accents and the order of words left out: `Yılmaz, Ayşe` is `ayse yilmaz`. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ıßøđłæœ]/g, (letter) => folding[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)
    .sort()
    .join(' ');
}

function foldPostcode(postcode: string): string {
  return postcode.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The mailbox behind dots, plus signs and the other name of the same provider. */
export function mailVariant(mail: string): string {
  const at = mail.lastIndexOf('@');
  const host = mail.slice(at + 1).replace(/^googlemail\.com$/, 'gmail.com');
  const local = mail.slice(0, at).replace(/\+.*$/, '').replaceAll('.', '');
  return `${local}@${host}`;
}

function localOf(mail: string): string {
  return mail.slice(0, mail.lastIndexOf('@'));
}

function foldedNames({ names }: Likeness): string[] {
  return [...new Set(names.map(foldName))].filter((name) => name !== '');
}

/** Two customers are compared when they have one of these in common. */
export function blocksOf(who: Likeness): string[] {
  const { postcodes, mails, phones } = who;
  const blocks = new Set<string>();
  for (const mail of mails) blocks.add(`m ${mailVariant(mail)}`);
  for (const phone of phones) blocks.add(`c ${phone}`);
  for (const name of foldedNames(who)) {
    for (const postcode of postcodes) if (postcode !== '') blocks.add(`p ${name} ${foldPostcode(postcode)}`);
    if (mails.length > 0) blocks.add(`n ${name}`);
    for (const phone of phones) blocks.add(`t ${name} ${phone.slice(-7)}`);
  }
  return [...blocks].sort();
}

export function whyAlike(one: Likeness, other: Likeness): AlikeReason[] {
  const reasons = new Set<AlikeReason>();
  const share = (a: readonly string[], b: readonly string[]): boolean => a.some((each) => b.includes(each));
  const sameName = share(foldedNames(one), foldedNames(other));
  if (share(one.mails, other.mails) || share(one.phones, other.phones)) reasons.add('same-contact');
  if (sameName && share(one.postcodes.map(foldPostcode), other.postcodes.map(foldPostcode).filter(Boolean)))
    reasons.add('name-postcode');
  for (const mail of one.mails)
    for (const like of other.mails) {
      if (mail === like) continue;
      if (mailVariant(mail) === mailVariant(like)) reasons.add('mail-variant');
      else if (sameName && isTypo(localOf(mail), localOf(like), mail, like)) reasons.add('mail-typo');
    }
  if (
    sameName &&
    one.phones.some((phone) =>
      other.phones.some((like) => phone !== like && phone.slice(-7) === like.slice(-7)),
    )
  )
    reasons.add('phone-name');
  return alikeReasons.filter((reason) => reasons.has(reason));
}

/** One letter more, less, other or two swapped, anywhere in the address. */
function isTypo(local: string, likeLocal: string, mail: string, like: string): boolean {
  return local.length > 3 && likeLocal.length > 3 && distanceAtMostOne(mail, like);
}

function distanceAtMostOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB ||
    (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0])
  );
}
