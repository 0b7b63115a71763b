// What a list calls the tags and fields of its rows.
import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { FieldDefinition } from '../../../../shared/domain/field/field';
import { show } from '../../../ui/screen.test-kit';
import { FieldValues, KnownMarksPlace, TagNames } from './known-marks';

const wrap: FieldDefinition = {
  owner: 'order',
  key: 'wrap',
  names: { en: 'Gift wrap', tr: 'Hediye paketi' },
  kind: 'yes-no',
  requiredAt: 'never',
  channels: [],
  shownToPacker: false,
  filterable: false,
  options: [],
  isRetired: false,
};
const value = { fields: [wrap], tags: [{ key: 'press-kit', name: 'Press kit', colour: 'teal' as const }] };
const api = { fields: async () => ({ ok: true as const, value }) };
const cells = (
  <>
    <FieldValues fields={{ wrap: true, pieces: 2 }} />
    <TagNames tags={['press-kit', 'old']} />
  </>
);

afterEach(cleanup);

describe('tags and fields of a row', () => {
  it.each([
    ['en', 'Gift wrap: Yes; pieces: 2'],
    ['tr', 'Hediye paketi: Evet; pieces: 2'],
  ] as const)('have the names people gave them; what is not known has its key: %s', async (locale, words) => {
    show(
      <KnownMarksPlace api={api as never} isShown>
        {cells}
      </KnownMarksPlace>,
      { locale },
    );
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.getByText('Press kit, old')).toBeTruthy();
  });

  it('are not asked for where none are shown', () => {
    show(
      <KnownMarksPlace api={{ fields: () => Promise.reject(new Error('asked')) }} isShown={false}>
        {cells}
      </KnownMarksPlace>,
    );
    expect(screen.getByText('wrap: Yes; pieces: 2')).toBeTruthy();
  });
});
