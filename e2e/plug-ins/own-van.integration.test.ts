// A carrier that somebody else wrote keeps the same contract as ours.
import { describe } from 'vitest';
import {
  contractCarrier,
  keepsCarrierContract,
} from '../../server/services/carriers/carrier-contract.test-kit';
import { ownVan } from './own-van';

const settings = { countryCode: 'GB', priceMinor: 300, currency: 'GBP', mostGrams: 20_000 };

describe('a carrier of the plug-in example', () => {
  keepsCarrierContract(() =>
    ownVan.open(
      contractCarrier('van'),
      ownVan.settings.parse(settings),
      {},
      { now: () => new Date(), fetch },
    ),
  );
});
