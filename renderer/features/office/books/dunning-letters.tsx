// Letters that were written, and what became of the fee each asked for: paid, given up with why, or still open.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { Dunning } from '../../../../shared/contract/dunning';
import type { Signed } from '../money/use-signed';
import { Amount } from '../orders/orders-page';
import styles from './books.module.css';
import type { BooksApi } from './books-page';
import { type Figure, FigureTable } from './figure-table';
import { ReasonForm } from './reason-form';

type Letter = Dunning['letters'][number];

export function DunningLetters({
  api,
  letters,
  signed,
  onDone,
}: {
  api: Pick<BooksApi, 'payFee' | 'waiveFee'>;
  letters: readonly Letter[];
  signed: Signed;
  onDone: (now: Dunning) => void;
}): ReactNode {
  const [waived, setWaived] = useState<string | null>(null);
  // What is open names the payment: pressed twice, it is paid once.
  const pay = ({ letterId }: Letter, openMinor: number): void =>
    signed.ask(
      'office.books.dunning.fee-paid',
      (by) =>
        api.payFee(
          letterId,
          {
            key: `open ${openMinor}`,
            amountMinor: openMinor,
            day: new Date().toISOString().slice(0, 10),
          },
          by,
        ),
      onDone,
    );
  const waive = ({ letterId }: Letter, reason: string): void =>
    signed.ask('office.books.dunning.fee-waive', (by) => api.waiveFee(letterId, reason, by), onDone);
  const figures: readonly Figure<Letter>[] = [
    {
      heading: 'happened',
      cell: (row) => <FormattedDate value={`${row.writtenOn}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />,
    },
    { heading: 'party', cell: (row) => row.customerId },
    { heading: 'dunning.level', numeric: true, cell: (row) => row.level },
    {
      heading: 'sum',
      numeric: true,
      cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} />,
    },
    {
      heading: 'dunning.fee',
      numeric: true,
      cell: (row) => <Amount minor={row.feeMinor} currency={row.currency} />,
    },
    {
      heading: 'dunning.fee-state',
      cell: (row) => {
        const { fee } = row;
        if (!fee) return '–';
        return (
          <div className={styles.row}>
            <FormattedMessage id={`office.books.dunning.fee-state.${fee.state}`} />
            {fee.reason === null ? null : <span>{fee.reason}</span>}
            {fee.state === 'open' ? (
              <>
                <button type="button" onClick={() => pay(row, fee.openMinor)}>
                  <FormattedMessage id="office.books.dunning.fee-paid" />
                </button>
                {waived === row.letterId ? (
                  <ReasonForm
                    label="office.books.dunning.fee-waive"
                    onReason={(reason) => waive(row, reason)}
                  />
                ) : (
                  <button type="button" onClick={() => setWaived(row.letterId)}>
                    <FormattedMessage id="office.books.dunning.fee-waive" />
                  </button>
                )}
              </>
            ) : null}
          </div>
        );
      },
    },
    { heading: 'dunning.to', cell: (row) => row.toAddress },
    {
      heading: 'state',
      cell: (row) => (row.state === null ? '–' : <FormattedMessage id={`mail.state.${row.state}`} />),
    },
  ];
  return <FigureTable figures={figures} rows={letters} rowKey={(row) => row.letterId} />;
}
