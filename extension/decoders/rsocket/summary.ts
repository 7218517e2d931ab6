import { oneLine } from '../../bytes/shorten.ts';
import { errorName, flagNames } from './frame-types.ts';
import type { JoinedFrame } from './joined-frame.ts';

/** `REQUEST_STREAM quotes #3, n 5`: a frame in one line; `name` is that of its stream. */
export function summarize(joined: JoinedFrame, name: string): string {
  const { type, stream } = joined.first.header;
  const said = about(joined);
  const head = stream === 0 ? type : `${type} ${name}`;
  return oneLine(said === '' ? head : `${head}, ${said}`);
}

function about(joined: JoinedFrame): string {
  const { header, body } = joined.first;
  switch (body.kind) {
    case 'setup':
      return `${body.version}, ${body.dataMime}`;
    case 'request':
      if (body.requestN === undefined) return joined.isComplete ? 'complete' : '';
      return joined.isComplete ? `n ${body.requestN}, complete` : `n ${body.requestN}`;
    case 'payload':
      return joined.isComplete ? 'complete' : '';
    case 'request-n':
      return `n ${body.requestN}`;
    case 'lease':
      return `${body.requests} requests, ${body.timeToLive} ms`;
    case 'keepalive':
      return flagNames(header.type, header.flags).join(', ');
    case 'error':
      return body.text === '' ? errorName(body.code) : `${errorName(body.code)}: ${body.text}`;
    case 'resume-ok':
      return `from ${body.clientPosition}`;
    case 'resume':
    case 'other':
      return '';
    default:
      return body satisfies never;
  }
}
