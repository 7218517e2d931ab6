import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Problem } from '../contract.ts';
import { problemAt } from '../json-text.ts';

/** What the protocol finds wrong with one command by itself. */
export function checkCommand(
  outline: JsonOutline,
  method: string,
  second: string | undefined,
): readonly Problem[] {
  const needsId = method !== 'send';
  const id = outline.scalar('id');
  const isId = typeof id === 'number' && Number.isInteger(id) && id > 0 && id <= 0xffff_ffff;
  return [
    ...(needsId && !isId
      ? [problemAt(outline, 'id', 'bad-id', 'A command has an id from 1 to 4294967295.')]
      : []),
    ...(second === undefined
      ? []
      : [
          problemAt(
            outline,
            second,
            'several-requests',
            'A command has one request; the first counts.',
          ),
        ]),
    ...(outline.inside(method)?.kind === 'object'
      ? []
      : [problemAt(outline, method, 'bad-request', 'A request is an object.')]),
  ];
}
