/**
 * Follows the theme that DevTools has, or where it tells none, the one that the system prefers.
 * Sets `data-theme` on the document, which the tokens go by.
 */
export function followTheme(name: string | undefined): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const isDarkNow = () => (name === 'dark' ? true : name === undefined && dark.matches);
  const apply = () => {
    document.documentElement.dataset.theme = isDarkNow() ? 'dark' : 'light';
  };
  apply();
  dark.addEventListener('change', apply);
}
