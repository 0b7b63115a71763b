import { describe, expect, it } from 'vitest';
import { areListsTooOld, needsPinToLogIn } from './access';
import { afterLock, afterWrongPin, minutesOfLock, noTries, type PinTries } from './lockout';
import { isEasyPin, mayBePin, pinSchema, pinVerifierSchema } from './pin';

describe('a PIN', () => {
  it.each(['1234567', '2580', '00112233'])('may be %s', (pin) => {
    expect(pinSchema.safeParse(pin).success).toBe(true);
  });

  it.each(['', '123', '123456789', '12a4', '١٢٣٤', ' 1234', '1234\n'])('may not be %j', (pin) => {
    expect(pinSchema.safeParse(pin).success).toBe(false);
  });

  it.each(['1111', '00000000', '1234', '8765', '3456789'])('is easy: %s', (pin) => {
    expect(isEasyPin(pin)).toBe(true);
  });

  it.each(['2580', '1357', '1112', '9012', '7391'])('is not easy: %s', (pin) => {
    expect(isEasyPin(pin)).toBe(false);
  });

  it('is suspected wherever its digits come unasked, and nowhere else', () => {
    for (const text of ['2580', ' 12345678 ', '536365']) expect(mayBePin(text)).toBe(true);
    for (const text of ['258', '123456789', 'A2580', '5012345678900', 'WBCQTY'])
      expect(mayBePin(text)).toBe(false);
  });

  it('is kept under bounds that cost a station neither memory nor safety', () => {
    const verifier = {
      n: 32_768,
      r: 8,
      p: 3,
      salt: 'c2FsdHNhbHRzYWx0c2E=',
      hash: 'c2FsdHNhbHRzYWx0c2E=',
      setAt: '',
    };
    expect(pinVerifierSchema.safeParse(verifier).success).toBe(true);
    for (const wrong of [
      { n: 1_048_576 },
      { n: 30_000 },
      { n: 2 },
      { r: 64 },
      { p: 0 },
      { salt: 'x' },
      { pin: '2580' },
    ])
      expect(pinVerifierSchema.safeParse({ ...verifier, ...wrong }).success).toBe(false);
  });
});

describe('lockout', () => {
  const wrongTimes = (times: number, tries: PinTries = noTries): PinTries =>
    Array.from({ length: times }).reduce<PinTries>((now) => afterWrongPin(now), tries);

  it('begins with the fifth wrong PIN', () => {
    expect(wrongTimes(4)).toEqual({ wrong: 4, locks: 0, isLocked: false });
    expect(wrongTimes(5)).toEqual({ wrong: 0, locks: 1, isLocked: true });
  });

  it('lasts 1, 5, 15, then 60 minutes each time', () => {
    let tries = noTries;
    const minutes = [1, 2, 3, 4, 5].map(() => {
      tries = wrongTimes(5, afterLock(tries));
      return minutesOfLock(tries);
    });
    expect(minutes).toEqual([1, 5, 15, 60, 60]);
  });
});

describe('lists of people', () => {
  const hourMs = 3_600_000;
  it.each([
    [0, 72 * hourMs, false],
    [0, 72 * hourMs + 1, true],
    [null, 5, true],
    [5, null, true],
  ])('heard at %s, now %s: too old is %s', (heardMs, nowMs, want) => {
    expect(areListsTooOld(heardMs, nowMs, 72)).toBe(want);
  });

  it('ask for the PIN of whoever has one of the roles', () => {
    expect(needsPinToLogIn(['packer'], [])).toBe(false);
    expect(needsPinToLogIn(['packer', 'supervisor'], ['supervisor'])).toBe(true);
    expect(needsPinToLogIn(['packer'], ['supervisor'])).toBe(false);
  });
});
