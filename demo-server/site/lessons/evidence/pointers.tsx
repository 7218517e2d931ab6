import { hashOf, type Route } from '../../router.ts';
import { words } from '../../words/words.ts';

/** Evidence that stands elsewhere. */

/** The way to an experiment, or a part, of the same page. */
export function ToPlace({ selector, name }: { selector: string; name: string }) {
  const go = () =>
    document.querySelector(selector)?.scrollIntoView({ behavior: 'smooth', block: 'center' });
  return (
    <button type="button" onClick={go}>
      {words.value.evidence.goTo(name)}
    </button>
  );
}

/** The way to another page. */
export function ToPage({ route, name }: { route: Route; name: string }) {
  return <a href={hashOf(route)}>{words.value.evidence.goTo(name)}</a>;
}
