import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf, huntMutations, mutationNames } from './campaign';
import { type Crew, openCrew } from './crew';

let crew: Crew;

beforeAll(async () => {
  crew = await openCrew(1);
});
afterAll(() => crew.stop());

describe('a seed', () => {
  it('is the same schedule each time, whatever ran before it', async () => {
    const first = await crew.run({ seed: 5 });
    await crew.run({ seed: 6 });
    const again = await crew.run({ seed: 5 });
    expect(first.story.length).toBeGreaterThan(40);
    expect(again.story.join('\n')).toBe(first.story.join('\n'));
    expect(again).toEqual(first);
  });

  it('that fails is told with its story and how to see it again', async () => {
    const [hunted] = await huntMutations(crew, ['an op is answered and not stored'], 1, () => undefined);
    expect(hunted?.seenAs).not.toBeNull();
    const result = await crew.run({ seed: hunted?.tried ?? 1, mutation: 'an op is answered and not stored' });
    const words = failureOf(result);
    expect(words).toContain('everything is put right');
    expect(words).toContain(`npm run simulate -- --seed ${result.seed}`);
  });
});

describe('mutations', () => {
  it('have names of their own', () => {
    expect(new Set(mutationNames).size).toBe(mutationNames.length);
  });
});
