// A page from head office put on this computer's printer, or kept as PDF by the same dialogue.

/**
 * A frame of its own, without scripts, is printed.
 * @param unseen a class that keeps it out of sight without hiding it: what is hidden prints as nothing
 */
export function printPage(html: string, unseen: string): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  const frame = document.createElement('iframe');
  frame.className = unseen;
  // Of the same origin so that it can be asked to print; without scripts it can do nothing.
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.srcdoc = html.replace('<style>', `<style nonce="${nonce}">`);
  frame.addEventListener('load', () => {
    frame.contentWindow?.addEventListener('afterprint', () => frame.remove());
    frame.contentWindow?.print();
  });
  document.body.append(frame);
}
