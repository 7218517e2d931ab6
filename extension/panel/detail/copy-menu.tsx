import { copyToClipboard } from './clipboard.ts';
import { COPY_FORMS, COPY_TITLES, type CopyForm, copyText } from './copy.ts';
import type { Subject } from './subject.ts';

/** Copies the selected message in one of several forms. */
export function CopyMenu({ subject }: { readonly subject: Subject }) {
  const forms = COPY_FORMS.filter((form) => isPossible(form, subject));
  const copy = (event: { readonly currentTarget: HTMLSelectElement }) => {
    const form = forms.find((known) => known === event.currentTarget.value);
    event.currentTarget.value = '';
    if (form) copyToClipboard(copyText(subject, form));
  };
  return (
    <select class="copy" aria-label="Copy" title="Copy" value="" data-testid="copy" onChange={copy}>
      <option value="" hidden>
        Copy
      </option>
      {forms.map((form) => (
        <option key={form} value={form}>
          {COPY_TITLES[form]}
        </option>
      ))}
    </select>
  );
}

function isPossible(form: CopyForm, subject: Subject): boolean {
  return form === 'decoded' ? subject.layers.length > 0 : subject.payload !== undefined;
}
