import { describe, expect, it } from 'vitest';
import { isFunctionName, readCall } from './script-call.ts';

/** The name of the function and what it is handed, or nothing. */
function told(text: string): readonly string[] | undefined {
  const call = readCall(text);
  if (!call) return undefined;
  expect(text.startsWith(call.name, call.at)).toBe(true);
  return [call.name, ...call.arguments.map((one) => text.slice(...one))];
}

describe('a script that is one call with data', () => {
  it.each([
    ['cb({"a":1})', 'cb', ['{"a":1}']],
    ['cb([1,2]);', 'cb', ['[1,2]']],
    ['/**/_jp.ab-1("a[\\"x\\"]");\r\n', '_jp.ab-1', ['"a[\\"x\\"]"']],
    ['___eio[12]("2:40");', '___eio[12]', ['"2:40"']],
    ['/**/ typeof cb === \'function\' && cb({"a":"é"});', 'cb', ['{"a":"é"}']],
    ['// API callback\ncb (  {"a" : 1} , "x" ) ; ', 'cb', ['{"a" : 1}', '"x"']],
    [
      '/*O_o*/\ngoogle.visualization.Query({"v":"0.6"});',
      'google.visualization.Query',
      ['{"v":"0.6"}'],
    ],
    ['window.cb && window.cb([1])', 'window.cb', ['[1]']],
    ['cb&&cb("x");', 'cb', ['"x"']],
    ['try{cb({"a":"b)}catch(e){}"});}catch(e){}', 'cb', ['{"a":"b)}catch(e){}"}']],
    ['cb()', 'cb', []],
    ['cb(true)', 'cb', ['true']],
    ["cb({a: 'it\\'s', b: -1.5e3})", 'cb', ["{a: 'it\\'s', b: -1.5e3}"]],
    ['cb("a)b;c(", {"f":"function(){}"})', 'cb', ['"a)b;c("', '{"f":"function(){}"}']],
  ])('%s', (text, name, handed) => {
    expect(told(text)).toEqual([name, ...handed]);
  });

  it('may be long', () => {
    const text = `cb("${'x\\"'.repeat(400_000)}");`;
    expect(readCall(text)?.data).toEqual([3, text.length - 2]);
  });
});

describe('a script that is more than that, or less', () => {
  it.each([
    ['a module', '(function(){var a=1})();'],
    ['code that is handed over', 'cb(function(){return 1})'],
    ['an arrow function', 'cb(() => 1)'],
    ['a bundle that calls a loader', 'webpackJsonp([0],{12:function(e,t){e.exports=1}});'],
    ['a definition of modules', 'define("x",["a"],function(a){});'],
    ['a variable', 'cb(window)'],
    ['a calculation', 'cb(1*2)'],
    ['an attempt without an end', 'try{cb({"a":1})'],
    ['an end without an attempt', 'cb({"a":1})}catch(e){}'],
    ['two calls', 'cb({"a":1});cb({"a":2});'],
    ['a call without an end', 'cb({"a":1}'],
    ['a string without an end', 'cb("a)'],
    ['brackets in disorder', 'cb(]1[)'],
    ['nothing before an argument’s comma', 'cb(,1)'],
    ['JSON', '{"a":1}'],
    ['nothing', ''],
    ['an assignment', 'var cb = {"a":1}'],
    ['a word', 'cb'],
  ])('%s', (_, text) => {
    expect(readCall(text)).toBeUndefined();
  });
});

it.each([
  ['cb', true],
  ['_jp.aysrdza', true],
  ['jQuery1124_1795185372', true],
  ['JSONP.callbacks[3]', true],
  ['1', false],
  ['123', false],
  ['', false],
  ['a b', false],
  ['alert(1)', false],
  ['2024-01-01', false],
  ['x'.repeat(129), false],
])('%j names a function: %s', (text, expected) => {
  expect(isFunctionName(text)).toBe(expected);
});
