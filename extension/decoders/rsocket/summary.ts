import { oneLine } from '../../bytes/shorten.ts';
import { errorName, flagNames } from './frame-types.ts';
import type { JoinedFrame } from './joined-frame.ts';

/** `REQUEST_STREAM quotes #3, n 5`: a frame in one line; `name` is that of its stream. */
export function summarize(joined: JoinedFrame, name: string): string {
  const { header } = joined.first;
  const words = [`${header.type}${header.stream === 0 ? '' : ` ${name}`}`, ...about(joined)];
  return oneLine(words.join(', '));
}

function about(joined: JoinedFrame): readonly string[] {
  const { header, body } = joined.first;
  switch (body.kind) {
    case 'setup':
      return [body.version, body.dataMime];
    case 'request':
      return [
        ...(body.requestN === undefined ? [] : [`n ${body.requestN}`]),
        ...(joined.isComplete ? ['complete'] : []),
      ];
    case 'payload':
      return joined.isComplete ? ['complete'] : [];
    case 'request-n':
      return [`n ${body.requestN}`];
    case 'lease':
      return [`${body.requests} requests`, `${body.timeToLive} ms`];
    case 'keepalive':
      return flagNames(header.type, header.flags);
    case 'error':
      return [body.text === '' ? errorName(body.code) : `${errorName(body.code)}: ${body.text}`];
    case 'resume-ok':
      return [`from ${body.clientPosition}`];
    case 'resume':
    case 'other':
      return [];
    default:
      return body satisfies never;
  }
}
