// HTML that came from elsewhere, shown where it runs nothing, loads nothing and leads nowhere.
import type { ReactNode } from 'react';
import styles from '../mail/messages.module.css';

/** The look of a mail is let in by the nonce of our own page; the frame has no other rights. */
export function HtmlFrame({ html, title }: { html: string; title: string }): ReactNode {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  return (
    <iframe
      className={styles.preview}
      title={title}
      sandbox=""
      srcDoc={html.replace('<style>', `<style nonce="${nonce}">`)}
    />
  );
}
