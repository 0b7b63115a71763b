// Copies a link for a colleague, a customer or a note.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { Button } from '../../../ui/button';
import { usePageActions } from '../palette/page-actions';

/** To what is on the screen. */
export function LinkCopy(): ReactNode {
  const { copy, outcome } = useCopying(() => window.location.href);
  usePageActions([{ id: 'copy-link', label: 'office.link.copy', key: 'Alt+L', run: copy }]);
  return (
    <>
      <Button keyHint="Alt+L" onPress={copy}>
        <FormattedMessage id="office.link.copy" />
      </Button>
      {outcome}
    </>
  );
}

/** To somewhere else. @param label a message that says where it leads */
export function CopyThisLink({ url, label }: { url: string; label: string }): ReactNode {
  const { copy, outcome } = useCopying(() => url);
  return (
    <>
      <button type="button" title={url} onClick={copy}>
        <FormattedMessage id={label} />
      </button>
      {outcome}
    </>
  );
}

function useCopying(link: () => string): { copy: () => void; outcome: ReactNode } {
  const [became, setBecame] = useState<'copied' | 'shown' | null>(null);
  const copy = (): void => {
    const writing = navigator.clipboard?.writeText(link()) ?? Promise.reject(new Error('no clipboard'));
    // Where a page may not write there, the link stands to be copied by hand.
    writing.then(
      () => setBecame('copied'),
      () => setBecame('shown'),
    );
  };
  const outcome = (
    <output>
      {became === 'copied' ? <FormattedMessage id="office.link.copied" /> : null}
      {became === 'shown' ? <code>{link()}</code> : null}
    </output>
  );
  return { copy, outcome };
}
