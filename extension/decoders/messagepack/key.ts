import { hexText } from '../../bytes/hex.ts';
import type { Item } from './item.ts';

/** Text that is the same for equal keys; undefined for keys that are not compared. */
export function keyIdentity({ content }: Item): string | undefined {
  switch (content.kind) {
    case 'plain':
      return `${content.isFloat ? 'float' : typeof content.value} ${content.value}`;
    case 'bin':
      return `bin ${hexText(content.data)}`;
    case 'ext':
    case 'array':
    case 'map':
      return undefined;
    default:
      return content satisfies never;
  }
}
