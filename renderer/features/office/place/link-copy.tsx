// Copies a link to what is on the screen, for a colleague or a note.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { Button } from '../../../ui/button';
import { usePageActions } from '../palette/page-actions';

export function LinkCopy(): ReactNode {
  const [became, setBecame] = useState<'copied' | 'shown' | null>(null);
  const link = (): string => window.location.href;
  const copy = (): void => {
    const writing = navigator.clipboard?.writeText(link()) ?? Promise.reject(new Error('no clipboard'));
    // Where a page may not write there, the link stands to be copied by hand.
    writing.then(
      () => setBecame('copied'),
      () => setBecame('shown'),
    );
  };
  usePageActions([{ id: 'copy-link', label: 'office.link.copy', key: 'Alt+L', run: copy }]);
  return (
    <>
      <Button keyHint="Alt+L" onPress={copy}>
        <FormattedMessage id="office.link.copy" />
      </Button>
      <output>
        {became === 'copied' ? <FormattedMessage id="office.link.copied" /> : null}
        {became === 'shown' ? <code>{link()}</code> : null}
      </output>
    </>
  );
}
