import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Change, Part } from './change.ts';
import { Changes } from './changes.ts';
import type { StreamEvent, Vendor } from './event.ts';
import { integerOf, textOf } from './json-place.ts';
import { addUsage } from './usage.ts';

/** OpenAI's Responses: every event has a type, and a number of its own within the response. */
export const openAiResponses: Vendor = {
  title: 'OpenAI Responses',
  recognises(event) {
    const type = event.text('type');
    const isNumbered = integerOf(event, 'sequence_number') !== undefined;
    if (type === 'error') return isNumbered && event.text('message') !== undefined;
    if (type === undefined || !/^response\.[a-z_.]+$/.test(type)) return false;
    const isPlaced = event.text('item_id') !== undefined && event.has('output_index');
    return isNumbered || isPlaced || event.inside('response')?.text('object') === 'response';
  },
  read(event) {
    const type = event.text('type') ?? '';
    const sequence = integerOf(event, 'sequence_number');
    const numbered = sequence === undefined ? {} : { sequence };
    return { title: type.replace(/^response\./, ''), ...numbered, ...readType(event, type) };
  },
};

function readType(
  event: JsonOutline,
  type: string,
): Omit<StreamEvent, 'title'> & { title?: string } {
  if (type === 'error') return failure(textOf(event, 'code'), textOf(event, 'message'));
  const response = event.inside('response');
  if (response) return readResponse(response, type);
  const id = textOf(event, 'response_id');
  if (type === 'response.output_item.added') return { id, changes: namesOf(event.inside('item')) };
  const part = partOf(event, type);
  const delta = textOf(event, 'delta');
  if (type.endsWith('.delta') && delta !== undefined && !ENCODED.test(type))
    return { id, changes: [{ kind: 'append', part, text: delta }] };
  const whole = type.endsWith('.done') ? wholeText(event) : undefined;
  return { id, changes: [], ...(whole !== undefined && { whole: { part, text: whole } }) };
}

/** Sound and pictures are base64: nothing to read. */
const ENCODED = /^response\.(?:output_)?(?:audio|image)[._]?(?:generation_call)?\.?delta$/;

/** An event about the response as a whole: its status is how far it is, or why it ended. */
function readResponse(response: JsonOutline, type: string): ReturnType<typeof readType> {
  const isEnd = /^response\.(?:completed|done|incomplete|failed|cancelled)$/.test(type);
  const status = textOf(response, 'status') ?? type.replace(/^response\./, '');
  const why =
    textOf(response.inside('incomplete_details'), 'reason') ??
    textOf(response.inside('error'), 'message');
  const reason = why === undefined ? status : `${status}, ${why}`;
  const changes = new Changes();
  addUsage(changes, response.inside('usage'));
  if (isEnd) changes.stop(reason);
  const isBeginning = type === 'response.created';
  const model = textOf(response, 'model');
  return { id: textOf(response, 'id'), isBeginning, isEnd, model, changes: changes.all };
}

function failure(code = '', message = ''): ReturnType<typeof readType> {
  const title = `error ${[code, message].filter(Boolean).join(': ')}`;
  return { title, isEnd: true, isFailure: true, changes: [{ kind: 'stop', reason: 'error' }] };
}

/** An item of the output begins; a call says there what is called. */
function namesOf(item: JsonOutline | undefined): readonly Change[] {
  const key = textOf(item, 'id');
  const name = textOf(item, 'name');
  if (key === undefined || name === undefined) return [];
  return [{ kind: 'name', part: { key: `${key} arguments`, label: `${name} arguments` } }];
}

/** Pieces belong together by item, and by the index of the content or summary within it. */
function partOf(event: JsonOutline, type: string): Part {
  const kind = type.replace(/^response\./, '').replace(/\.(?:delta|done)$/, '');
  const label = LABELS.get(kind) ?? kind.replaceAll(/[._]/g, ' ');
  const item = textOf(event, 'item_id') ?? integerOf(event, 'output_index') ?? '';
  const index = integerOf(event, 'content_index') ?? integerOf(event, 'summary_index') ?? '';
  return { key: `${item}${index === '' ? '' : ` ${index}`} ${label}`, label };
}

const LABELS: ReadonlyMap<string, string> = new Map([
  ['output_text', 'text'],
  ['text', 'text'],
  ['reasoning_text', 'reasoning'],
  ['reasoning_summary_text', 'reasoning summary'],
  ['function_call_arguments', 'arguments'],
  ['mcp_call_arguments', 'arguments'],
  ['custom_tool_call_input', 'arguments'],
  ['code_interpreter_call_code', 'code'],
  ['audio.transcript', 'transcript'],
  ['audio_transcript', 'transcript'],
  ['output_audio_transcript', 'transcript'],
]);

/** Each kind of part is said again under a name of its own. */
function wholeText(event: JsonOutline): string | undefined {
  const name = WHOLE.find((one) => event.text(one) !== undefined);
  return name === undefined ? undefined : event.text(name);
}

const WHOLE = ['text', 'refusal', 'arguments', 'input', 'code', 'transcript'];
