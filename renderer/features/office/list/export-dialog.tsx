// Saves the list on the screen as a file: all rows that its filter finds, not only those that are drawn. One that takes
// longer than a moment says how far it is and can be stopped.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { FormattedMessage, FormattedNumber, type IntlShape, useIntl } from 'react-intl';
import { type ExportFormat, exportFormats } from '../../../../shared/contract/exports';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Progress } from '../../../ui/progress';
import type { OfficeFailure } from '../office-api';
import { usePageActions } from '../palette/page-actions';
import type { AnswerSource } from './answer-source';
import { type ExportFile, type ExportedFile } from './export-api';
import { Failure } from './failure';

export type ExportColumn = { field: string; heading: string };

type Step =
  | { step: 'asked' }
  | { step: 'going'; bytes: number }
  | { step: 'saved'; name: string; bytes: number }
  | { step: 'failed'; failure: OfficeFailure };

export function ExportButton(props: {
  exportFile: ExportFile;
  source: AnswerSource;
  columns: readonly ExportColumn[];
  only: boolean;
  total: number;
  isTotalLeast: boolean;
}): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  usePageActions([{ id: 'export', label: 'office.export.title', key: 'Ctrl+E', run: () => setIsOpen(true) }]);
  return (
    <>
      <Button aria-keyshortcuts="Control+E" keyHint="Ctrl+E" onPress={() => setIsOpen(true)}>
        <FormattedMessage id="office.export.open" />
      </Button>
      {isOpen ? <ExportDialog {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function ExportDialog({
  exportFile,
  source,
  columns,
  only,
  total,
  isTotalLeast,
  onClose,
}: Parameters<typeof ExportButton>[0] & { onClose: () => void }): ReactNode {
  const intl = useIntl();
  const [at, setAt] = useState<Step>({ step: 'asked' });
  const stop = useRef(new AbortController());
  useEffect(() => {
    const controller = stop.current;
    return () => controller.abort();
  }, []);
  const save = async (format: ExportFormat): Promise<void> => {
    setAt({ step: 'going', bytes: 0 });
    const answer = await exportFile(
      {
        list: source.path,
        query: source.query,
        format,
        language: intl.locale.startsWith('tr') ? 'tr' : 'en',
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        columns: [...columns],
        only,
      },
      (bytes) => setAt({ step: 'going', bytes }),
      stop.current.signal,
    );
    if (stop.current.signal.aborted) return;
    if (!answer.ok) return setAt({ step: 'failed', failure: answer.failure });
    saveFile(answer.value);
    setAt({ step: 'saved', name: answer.value.name, bytes: answer.value.blob.size });
  };
  return (
    <Dialog
      title={intl.formatMessage({ id: 'office.export.title' })}
      isOpen
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>
            <FormattedMessage id={at.step === 'going' ? 'office.export.stop' : 'ui.close'} />
          </Button>
          {at.step === 'asked' || at.step === 'failed'
            ? exportFormats.map((format) => (
                <Button key={format} kind="main" onPress={() => void save(format)}>
                  <FormattedMessage id={`office.export.${format}`} />
                </Button>
              ))
            : null}
        </>
      }
    >
      <p>
        <FormattedMessage
          id="office.export.rows"
          values={{ rows: intl.formatNumber(total), least: isTotalLeast ? 'yes' : 'no' }}
        />
      </p>
      {at.step === 'going' ? (
        <Progress
          label={intl.formatMessage({ id: 'office.export.going' })}
          done={at.bytes}
          all={null}
          words={kilobytes(intl, at.bytes)}
        />
      ) : null}
      {at.step === 'saved' ? (
        <output>
          <FormattedMessage id="office.export.saved" values={{ name: at.name }} />{' '}
          <FormattedNumber value={Math.ceil(at.bytes / 1024)} style="unit" unit="kilobyte" />
        </output>
      ) : null}
      {at.step === 'failed' ? <Failure failure={at.failure} /> : null}
    </Dialog>
  );
}

function kilobytes(intl: IntlShape, bytes: number): string {
  return intl.formatNumber(Math.ceil(bytes / 1024), { style: 'unit', unit: 'kilobyte' });
}

/** The shell asks where to put it; a browser puts it with its downloads. */
function saveFile({ name, blob }: ExportedFile): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The shell reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
