// Whether a box's label was read on it, as the office sees it: on the order's page box by box, and as a filter of the list of
// parcels. Both languages.
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { LabelProof } from '../../../../shared/domain/parcel/label-proof';
import { threeFacts } from '../../../../shared/domain/parcel/three-facts';
import { show } from '../../../ui/screen.test-kit';
import type { OfficeApi } from '../office-api';
import { OrderParcels } from './order-parcels';
import { ParcelsPage } from './parcels-page';

afterEach(cleanup);

const scanned: LabelProof = { state: 'scanned', at: '2026-01-05T10:05:00.000Z', by: 'Ayşe' };
const proofs: LabelProof[] = [
  { state: 'none' },
  { state: 'never-scanned' },
  scanned,
  { state: 'scanned', at: null, by: null },
];

const boxes = proofs.map((label, index) => ({
  parcelId: `p${index}`,
  boxNumber: index + 1,
  state: 'labelled' as const,
  holderName: 'Bench 3',
  carrierName: 'Northline',
  sscc: null,
  boxId: 'B2',
  material: null,
  facts: threeFacts(null, []),
  label,
}));

describe('the label of a box in the office', () => {
  it.each([
    ['en', 'Label never read on its box', /Label read on its box .*5.* by Ayşe/, 'Label read on its box'],
    ['tr', 'Etiket kolide hiç okutulmadı', /Etiket kolide okutuldu: .*5.*, Ayşe/, 'Etiket kolide okutuldu'],
  ] as const)('says when and by whom it was read, or that it never was (%s)', (locale, never, at, bare) => {
    const { missing, container } = show(<OrderParcels parcels={boxes} />, { locale });
    const said = [...container.querySelectorAll<HTMLElement>('[data-label-proof]')];
    expect(said.map(({ dataset }) => dataset['labelProof'])).toEqual(['never-scanned', 'scanned', 'scanned']);
    expect(said[0]?.textContent).toContain(never);
    expect(said[1]?.textContent).toMatch(at);
    expect(said[2]?.textContent).toBe(`✓ ${bare}`);
    expect(missing).toEqual([]);
  });

  it('is a filter of the list of parcels', async () => {
    const asked: unknown[] = [];
    const api = {
      parcels: async (query: unknown) => {
        asked.push(query);
        return { ok: true, value: { rows: [], total: 0, cursor: null } };
      },
    } as unknown as OfficeApi;
    const { missing } = show(<ParcelsPage api={api} />);
    fireEvent.change(await screen.findByLabelText('Label'), { target: { value: 'never-scanned' } });
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ label: 'never-scanned' }));
    expect(missing).toEqual([]);
  });
});
