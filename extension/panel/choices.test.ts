import { describe, expect, test } from 'vitest';
import { Choices, toggled } from './choices.ts';

describe('chips of kinds', () => {
  test('show one kind, then another, then all again', () => {
    const choices = new Choices();
    choices.toggleKind('sse', false);
    expect([...choices.kinds.value]).toEqual(['sse']);
    choices.toggleKind('polling', false);
    expect([...choices.kinds.value]).toEqual(['polling']);
    choices.toggleKind('polling', false);
    expect(choices.kinds.value.size).toBe(0);
  });

  test('add up with a key held', () => {
    const choices = new Choices();
    choices.toggleKind('sse', true);
    choices.toggleKind('polling', true);
    expect([...choices.kinds.value]).toEqual(['sse', 'polling']);
    choices.toggleKind('sse', true);
    expect([...choices.kinds.value]).toEqual(['polling']);
  });
});

describe('the filter', () => {
  test('is none while nothing but space is typed', () => {
    const choices = new Choices();
    choices.filterText.value = '  ';
    expect(choices.filter.value).toBeUndefined();
  });

  test('says what is wrong with an expression, and still finds its text', () => {
    const choices = new Choices();
    choices.filterText.value = '/(room/';
    const filter = choices.filter.value;
    expect(filter?.kind).toBe('error');
    if (filter?.kind === 'error') expect(filter.literal.matches('a /(room/ b')).toBe(true);
  });

  test('is lifted together with every other restriction', () => {
    const choices = new Choices();
    choices.filterText.value = 'room';
    choices.toggleKind('sse', false);
    choices.hidesHeartbeats.value = true;
    choices.scopes.value = [{ kind: 'connection', key: 'c1', connection: 'c1' }];
    choices.clearFilters();
    expect(choices.filter.value).toBeUndefined();
    expect(choices.kinds.value.size).toBe(0);
    expect(choices.hidesHeartbeats.value).toBe(false);
    expect(choices.scopes.value).toEqual([]);
  });
});

test('toggling leaves the given set alone', () => {
  const set = new Set(['a']);
  expect([...toggled(set, 'b')]).toEqual(['a', 'b']);
  expect([...toggled(set, 'a')]).toEqual([]);
  expect([...set]).toEqual(['a']);
});
