import type { Field } from '../contract.ts';
import type { LeaseState } from './leases.ts';
import type { Credit } from './ledger.ts';

/** What a frame leaves of a credit or a lease, and where it stands in all that its sender sent. */
export interface Derived {
  readonly credit: Credit | undefined;
  readonly lease: LeaseState;
  readonly position: bigint | undefined;
}

/** As fields, which have no bytes of their own. */
export function derivedFields({ credit, lease, position }: Derived): readonly Field[] {
  const fields: Field[] = [];
  if (credit) {
    const { direction, granted, used } = credit;
    const note = `payloads that may be ${direction}: ${granted} asked for, ${used} used`;
    fields.push({ name: 'credit', value: granted - used, range: [0, 0], note });
  }
  if (lease.left !== undefined && lease.note !== undefined) {
    fields.push({ name: 'lease', value: lease.left, range: [0, 0], note: lease.note });
  }
  if (position !== undefined) {
    const note = 'bytes that its sender sent before, as far as they can be sent again';
    fields.push({ name: 'implied position', value: position, range: [0, 0], note });
  }
  return fields;
}
