// What the data of an application identifier must say, beyond its length and characters: one function a rule, named as the GS1
// Syntax Dictionary names them. Each takes one component, whose characters are checked already, and answers whether it is right.
// Source of the formulas: GS1 General Specifications (check digits 7.9, dates 7.12, check character pair 7.9.5), ISO 13616 (IBAN).
import { hasValidCheckDigit } from '../check-digit';
import { countryLetters, countryNumbers, currencyNumbers, packageTypes } from './code-lists';
import { isCoupon, isPositiveOffer } from './coupon';
import { isDate, isDayOfYear } from './dates';

export type ContentRule = keyof typeof contentRules;

export function isContentRule(name: string): name is ContentRule {
  return Object.hasOwn(contentRules, name);
}

export function followsRule(rule: ContentRule, data: string): boolean {
  return contentRules[rule](data);
}

const contentRules = {
  couponcode: isCoupon,
  couponposoffer: isPositiveOffer,
  csum: hasValidCheckDigit,
  csumalpha: hasCheckPair,
  gcppos1: beginsWithCompanyPrefix,
  gcppos2: (data: string) => beginsWithCompanyPrefix(data.slice(1)),
  hasnondigit: (data: string) => /[^0-9]/.test(data),
  hh: isHour,
  hhmi: (data: string) => data.length === 4 && isHour(data.slice(0, 2)) && isSixtieth(data.slice(2)),
  hyphen: (data: string) => /^-+$/.test(data),
  iban: isIban,
  importeridx: (data: string) => /^[-0-9A-Z_a-z]$/.test(data),
  iso3166: (data: string) => countryNumbers.has(data),
  iso3166999: (data: string) => data === '999' || countryNumbers.has(data),
  iso3166alpha2: (data: string) => countryLetters.has(data),
  iso4217: (data: string) => currencyNumbers.has(data),
  iso5218: (data: string) => /^[0129]$/.test(data),
  // Degrees from the south pole and from the date line, in ten-millionths.
  latitude: (data: string) => Number(data) <= 180 * 10 ** 7,
  longitude: (data: string) => Number(data) <= 360 * 10 ** 7,
  mediatype: (data: string) => /^(?:0[1-9]|10|[89][0-9])$/.test(data),
  mi: isSixtieth,
  nonzero: (data: string) => /[^0]/.test(data),
  nozeroprefix: (data: string) => data === '0' || !data.startsWith('0'),
  packagetype: (data: string) => packageTypes.has(data),
  pcenc: (data: string) => !/%(?![0-9A-Fa-f]{2})/.test(data),
  pieceoftotal: isPieceOfTotal,
  posinseqslash: isPlaceInSequence,
  ss: isSixtieth,
  winding: (data: string) => /^[019]$/.test(data),
  yesno: (data: string) => /^[01]$/.test(data),
  yymmd0: (data: string) => isDate(data, true),
  yymmdd: (data: string) => isDate(data, false),
  yyyymmdd: (data: string) => isDayOfYear(Number(data.slice(0, 4)), data.slice(4), false),
  zero: (data: string) => /^0*$/.test(data),
};

const shortestCompanyPrefix = 4;

function beginsWithCompanyPrefix(data: string): boolean {
  return data.length >= shortestCompanyPrefix && /^[0-9]{4}/.test(data);
}

function isHour(data: string): boolean {
  return /^(?:[01][0-9]|2[0-3])$/.test(data);
}

function isSixtieth(data: string): boolean {
  return /^[0-5][0-9]$/.test(data);
}

/** Piece and total, as many digits each. */
function isPieceOfTotal(data: string): boolean {
  const half = data.length / 2;
  const [piece, total] = [Number(data.slice(0, half)), Number(data.slice(half))];
  return Number.isInteger(half) && piece > 0 && total > 0 && piece <= total;
}

/** `2/3`. */
function isPlaceInSequence(data: string): boolean {
  const parts = /^([1-9][0-9]*)\/([1-9][0-9]*)$/.exec(data);
  return parts !== null && Number(parts[1]) <= Number(parts[2]);
}

const shortestIban = 11;

/** Letters are two digits (A is 10), the first four signs stand last, and the number leaves 1 when parted by 97. */
function isIban(data: string): boolean {
  if (data.length < shortestIban || !/^[0-9A-Z]+$/.test(data)) return false;
  if (!countryLetters.has(data.slice(0, 2))) return false;
  let rest = 0;
  for (const sign of data.slice(4) + data.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
  }
  return rest === 1;
}

/** The 82 characters of a text field, in the order of their values. */
const textCharacters = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
/** The 32 characters of a check character pair. */
const checkCharacters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

/** Values weighted by primes from the right, modulo 1021, as two times five bits. */
function hasCheckPair(data: string): boolean {
  const body = data.slice(0, -2);
  if (data.length < 2 || body.length > primes.length) return false;
  let sum = 0;
  for (const [at, sign] of [...body].entries())
    sum += textCharacters.indexOf(sign) * (primes[body.length - 1 - at] ?? 0);
  sum %= 1021;
  return data.slice(-2) === `${checkCharacters[sum >> 5] ?? ''}${checkCharacters[sum & 31] ?? ''}`;
}
