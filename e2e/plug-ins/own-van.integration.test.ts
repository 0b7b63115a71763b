// A carrier that somebody else wrote keeps the same contract as ours.
import { describe } from 'vitest';
import {
  contractCarrier,
  keepsCarrierContract,
} from '../../server/services/carriers/carrier-contract.test-kit';
import { plugInTools } from '../../server/plug-ins';
import { plugIn } from './own-van';

const ownVan = plugIn(plugInTools).carriers?.[0];
if (!ownVan) throw new Error('the plug-in has no carrier');
const settings = { countryCode: 'GB', priceMinor: 300, currency: 'GBP', mostGrams: 20_000 };

describe('a carrier of the plug-in example', () => {
  keepsCarrierContract(() =>
    ownVan.open(contractCarrier('van'), ownVan.settings.parse(settings) as never, {} as never, {
      now: () => new Date(),
      fetch,
    }),
  );
});
