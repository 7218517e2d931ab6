import { encodeBase64 } from '../../bytes/base64.ts';
import { hexText } from '../../bytes/hex.ts';
import type { Field, Layer } from '../../decoders/contract.ts';
import { plainValue } from '../../formats/plain-value.ts';
import type { Subject } from './subject.ts';
import { fieldsOf } from './tree.ts';

export const COPY_FORMS = ['text', 'hex', 'base64', 'decoded'] as const;
export type CopyForm = (typeof COPY_FORMS)[number];

export const COPY_TITLES: Readonly<Record<CopyForm, string>> = {
  text: 'Payload as text',
  hex: 'Payload as hex',
  base64: 'Payload as base64',
  decoded: 'Decoded layers as JSON',
};

/** The selected message in the form asked for. */
export function copyText(subject: Subject, form: CopyForm): string {
  const { payload, layers } = subject;
  switch (form) {
    case 'text':
      return payload?.text ?? '';
    case 'hex':
      return payload ? hexText(payload.bytes) : '';
    case 'base64':
      return payload ? encodeBase64(payload.bytes) : '';
    case 'decoded':
      return JSON.stringify(layers.map(plainLayer), undefined, 2);
    default:
      return form satisfies never;
  }
}

function plainLayer(layer: Layer): object {
  const { protocol, summary, problems } = layer;
  const fields = fieldsOf(layer).map(plainField);
  return { protocol, summary, fields, ...(problems.length > 0 && { problems }) };
}

function plainField({ name, value, children }: Field): object {
  return {
    name,
    ...(value !== undefined && { value: plainValue(value) }),
    ...(children && { children: children.map(plainField) }),
  };
}
