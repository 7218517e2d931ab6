import { readJsonPayload } from '../../bytes/json/reader.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { ByteRange, Field } from '../contract.ts';
import { allMoved, moved } from '../moved.ts';
import { isBinary, type Packet, TYPES } from './packet.ts';
import { placeholdersIn } from './placeholders.ts';

/** The parts of the head, the data as what it means, and the attachments behind it. */
export function packetFields(
  packet: Packet,
  about: { readonly attachments: readonly ByteRange[]; readonly note: string | undefined },
): readonly Field[] {
  const { type, attachments, namespace, id } = packet;
  const number = String(TYPES.indexOf(type));
  const fields: Field[] = [{ name: 'type', value: type, range: [0, 1], note: number }];
  if (attachments) {
    const value = Number(attachments.text);
    fields.push({ name: 'attachments', value, range: attachments.range });
  }
  if (namespace) fields.push({ name: 'namespace', value: namespace.text, range: namespace.range });
  if (id) {
    const note = about.note ?? 'acknowledgement id';
    fields.push({ name: 'id', value: idValue(id.text), range: id.range, note });
  }
  return [...fields, ...dataFields(packet), ...about.attachments.map(attachmentField)];
}

function dataFields({ type, content, data }: Packet): readonly Field[] {
  const { root } = readJsonPayload(content, LIMITS.decoderDepth);
  if (!root) return [];
  const [start] = data;
  if (root.note !== 'array')
    return root.children
      ? allMoved(root.children, start)
      : [{ ...moved(root, start), name: 'message' }];
  const places = new Map(
    isBinary(type)
      ? placeholdersIn(root).map(({ num, value }) => [value.range[0] + start, num] as const)
      : [],
  );
  const isEvent = type === 'EVENT' || type === 'BINARY_EVENT';
  return allMoved(root.children ?? [], start).map((child, index) => {
    const position = isEvent ? index - 1 : index;
    const name = position < 0 ? 'event' : `argument ${position}`;
    const named = { ...child, name };
    return places.size === 0 ? named : placed(named, places);
  });
}

/** Says of each placeholder which attachment it stands for. */
function placed(field: Field, places: ReadonlyMap<number, number | undefined>): Field {
  const num = places.get(field.range[0]);
  if (num !== undefined) return { ...field, note: `attachment ${num}` };
  if (!field.children) return field;
  return { ...field, children: field.children.map((child) => placed(child, places)) };
}

function attachmentField(range: ByteRange, index: number): Field {
  return { name: `attachment ${index}`, value: range[1] - range[0], range, note: 'bytes' };
}

function idValue(digits: string): number | bigint | string {
  const number = Number(digits);
  if (Number.isSafeInteger(number)) return number;
  return digits.length < LONGEST_BIGINT ? BigInt(digits) : digits;
}

/** BigInt takes quadratic time for its digits. */
const LONGEST_BIGINT = 1000;
