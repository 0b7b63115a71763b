// Deliberately broken variants of the protocol, made at its seams so that the product knows nothing of them. Each must be
// seen by an invariant: a checker that cannot fail proves nothing.
import { officeMutations } from './office-mutations';
import { stationMutations } from './station-mutations';
import type { Mutation } from './world';

export const mutations: readonly Mutation[] = [
  ...officeMutations,
  ...stationMutations,
  {
    name: 'a restore keeps the old life of its streams, and nobody notices',
    keepsEpochs: true,
    statement: ({ name }) => (name === 'lives-of-streams' ? { values: [[]] } : {}),
  },
  { name: 'a restore forgets which number ranges were given', forgetsNumbers: true },
];
