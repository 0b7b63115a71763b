// Whether a box's label was read on it, in words, with a shape before them: colour only repeats what they say.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { LabelProof } from '../../../../shared/domain/parcel/label-proof';

export function LabelProofWords({ proof }: { proof: LabelProof }): ReactNode {
  switch (proof.state) {
    case 'none':
      return <FormattedMessage id="office.label-proof.none" />;
    case 'never-scanned':
      return (
        <span data-label-proof="never-scanned">
          ○ <FormattedMessage id="office.label-proof.never-scanned" />
        </span>
      );
    case 'scanned':
      return (
        <span data-label-proof="scanned">
          ✓{' '}
          <FormattedMessage
            id={proof.at === null ? 'office.label-proof.scanned' : 'office.label-proof.scanned-at'}
            values={{
              at:
                proof.at === null ? (
                  ''
                ) : (
                  <FormattedDate value={proof.at} dateStyle="short" timeStyle="short" />
                ),
              by: proof.by ?? '–',
            }}
          />
        </span>
      );
    default: {
      const never: never = proof;
      throw new Error(`unexpected ${String(never)}`);
    }
  }
}
