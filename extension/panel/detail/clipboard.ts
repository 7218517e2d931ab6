/**
 * Puts text on the clipboard. DevTools keeps `navigator.clipboard` from its panels, so the text goes
 * through a field that is selected and copied.
 * @returns whether the browser agreed.
 */
export function copyToClipboard(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
