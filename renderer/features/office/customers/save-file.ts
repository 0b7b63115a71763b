// Hands a file that head office made to the computer, which puts it among its downloads.

/** How long the bytes are held for the download to begin. */
const heldMs = 60_000;

/** @param type of its content; an archive unless said otherwise */
export function saveFile(fileName: string, base64: string, type = 'application/zip'): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), heldMs);
}
