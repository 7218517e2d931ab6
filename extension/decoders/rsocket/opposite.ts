import type { Direction } from '../contract.ts';

export function opposite(direction: Direction): Direction {
  return direction === 'sent' ? 'received' : 'sent';
}
