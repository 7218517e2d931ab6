import { hexText } from '../../bytes/hex.ts';
import type { Item } from './item.ts';

/** Text that is the same for equal keys; undefined for keys that are not compared. */
export function keyIdentity({ content }: Item): string | undefined {
  switch (content.kind) {
    case 'integer':
    case 'float':
    case 'simple':
    case 'text':
      return `${content.kind} ${content.value}`;
    case 'bytes':
      return `bytes ${hexText(content.data)}`;
    case 'array':
    case 'map':
    case 'tag':
      return undefined;
    default:
      return content satisfies never;
  }
}
