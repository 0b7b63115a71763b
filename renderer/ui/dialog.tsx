// A question or a page above the screen: focus goes in, Escape closes, focus goes back. Scans are not
// stopped by it: they go to the scan bus as ever.
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../app/locale';
import { Button } from './button';
import styles from './dialog.module.css';

export type DialogProps = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** The buttons, the act last; without any there is a Close button. */
  buttons?: ReactNode;
  /** Must be answered: Escape and a click outside do nothing. */
  mustAnswer?: boolean | undefined;
  children: ReactNode;
};

export function Dialog({
  title,
  isOpen,
  onClose,
  buttons,
  mustAnswer = false,
  children,
}: DialogProps): ReactNode {
  const say = useText();
  return (
    <ModalOverlay
      className={styles.veil ?? ''}
      isOpen={isOpen}
      isDismissable={!mustAnswer}
      isKeyboardDismissDisabled={mustAnswer}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={styles.sheet ?? ''}>
        <AriaDialog className={styles.dialog ?? ''} {...(mustAnswer ? { role: 'alertdialog' as const } : {})}>
          <Heading slot="title" level={2} className={styles.title ?? ''}>
            {title}
          </Heading>
          <div className={styles.body}>{children}</div>
          <footer className={styles.buttons}>
            {buttons ?? <Button onPress={onClose}>{say('ui.close')}</Button>}
          </footer>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
