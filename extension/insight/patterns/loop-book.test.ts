import { expect, test } from 'vitest';
import { answered, atOnce, seeded, timer } from './corpus/simulation.ts';
import { LoopBook } from './loop-book.ts';
import type { RequestSample } from './sample.ts';

const polls = (url: string, count = 8): readonly RequestSample[] =>
  timer(seeded(1), 2000, count, () => answered(20)).map((sample) => ({
    ...sample,
    id: `${url} ${sample.id}`,
    url: `http://localhost${url}`,
  }));

const book = (samples: readonly RequestSample[]): LoopBook => {
  const made = new LoopBook();
  for (const sample of samples) made.take(sample);
  return made;
};

test('knows the loop of each request, and tells who moved', () => {
  const loops = book([...polls('/a'), ...polls('/b', 3)]);
  const changes = loops.update();
  expect(changes.loops.map(({ name }) => name)).toEqual(['/a']);
  expect(changes.moved.size).toBe(8);
  expect(loops.loopOf('/a c0')?.verdict.kind).toBe('polling');
  expect(loops.loopOf('/b c0')).toBeUndefined();
  expect(loops.update()).toEqual({ loops: [], gone: [], moved: new Set() });
});

test('names a loop by what tells it from others', () => {
  const samples = ['topic=a', 'topic=b'].flatMap((query) => polls(`/p?${query}&_=`));
  const stamped = samples.map((sample, index) => ({ ...sample, url: `${sample.url}${index}` }));
  const names = book(stamped)
    .update()
    .loops.map(({ name }) => name);
  expect(names).toEqual(['/p?topic=a', '/p?topic=b']);
});

test('lets requests go, and loops with them', () => {
  const samples = polls('/a');
  const loops = book(samples);
  loops.update();
  for (const { id } of samples) loops.forget(id);
  expect(loops.update().gone).toHaveLength(1);
  expect(loops.loopOf('/a c0')).toBeUndefined();
});

test('a request that turns out to be a stream leaves its loop', () => {
  const samples = polls('/a');
  const loops = book(samples);
  loops.update();
  for (const sample of samples) loops.take({ ...sample, isStream: true });
  expect(loops.update().gone).toHaveLength(1);
  expect(loops.loopOf('/a c7')).toBeUndefined();
});

test('remembers so many requests as it needs, however long a loop runs', () => {
  const many = atOnce(seeded(3), 3000, (random) => answered(10 + random() * 2000));
  const loops = book(many);
  const [loop] = loops.update().loops;
  expect(loop?.verdict.kind).toBe('long-polling');
  expect(loop?.members.length).toBeLessThan(1000);
});
