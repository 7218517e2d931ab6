import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Problem } from '../contract.ts';
import { problemAt } from '../json-text.ts';

/** What the specification finds wrong with one message. */
export function checkMessage(outline: JsonOutline): readonly Problem[] {
  const isRequest = outline.has('method');
  return [
    ...when(outline, 'jsonrpc', outline.text('jsonrpc') !== '2.0', 'bad-version', BAD_VERSION),
    ...checkId(outline, isRequest),
    ...(isRequest ? checkRequest(outline) : checkResponse(outline)),
  ];
}

function checkId(outline: JsonOutline, isRequest: boolean): readonly Problem[] {
  if (!outline.has('id')) {
    return when(outline, 'id', !isRequest, 'missing-id', 'A response has to have an id (§5).');
  }
  const kind = outline.member('id')?.kind;
  const isGood = kind === 'string' || kind === 'number' || outline.scalar('id') === null;
  return when(outline, 'id', !isGood, 'bad-id', 'An id is a string, a number or null (§4).');
}

function checkRequest(outline: JsonOutline): readonly Problem[] {
  const params = outline.member('params')?.kind ?? 'object';
  const isStructured = params === 'object' || params === 'array';
  const answer = outline.has('result') ? 'result' : 'error';
  return [
    ...when(outline, 'method', outline.text('method') === undefined, 'bad-method', BAD_METHOD),
    ...when(outline, 'params', !isStructured, 'bad-params', BAD_PARAMS),
    ...when(outline, answer, outline.has(answer), 'request-and-response', BOTH),
  ];
}

function checkResponse(outline: JsonOutline): readonly Problem[] {
  const isBoth = outline.has('result', 'error');
  return [
    ...when(outline, 'error', isBoth, 'result-and-error', 'A response has one of the two (§5).'),
    ...(outline.has('error') ? checkError(outline) : []),
  ];
}

function checkError(outline: JsonOutline): readonly Problem[] {
  const error = outline.inside('error');
  if (error?.kind !== 'object') {
    return when(outline, 'error', true, 'bad-error', 'An error is an object (§5.1).');
  }
  const isCoded = Number.isInteger(error.scalar('code'));
  return [
    ...when(
      error,
      'code',
      !isCoded,
      'bad-code',
      'An error has a code, which is an integer (§5.1).',
    ),
    ...when(error, 'message', error.text('message') === undefined, 'bad-message', BAD_MESSAGE),
  ];
}

const BAD_VERSION = 'The member jsonrpc has to be "2.0" (§4).';
const BAD_METHOD = 'The name of a method is a string (§4).';
const BAD_PARAMS = 'Parameters are an array or an object (§4.2).';
const BAD_MESSAGE = 'An error has a message, which is a string (§5.1).';
const BOTH = 'A message is a request or a response, not both.';

function when(
  outline: JsonOutline,
  name: string,
  isWrong: boolean,
  kind: string,
  reason: string,
): readonly Problem[] {
  return isWrong ? [problemAt(outline, name, kind, reason)] : [];
}
