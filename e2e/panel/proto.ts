import { expect, it } from 'vitest';
import { openSocket, run } from '../echo.ts';
import { until } from '../until.ts';
import { person, stage } from './scene.ts';

const PROTO = `syntax = "proto3"; package chat;
message Line { string text = 1; Mood mood = 2; } enum Mood { CALM = 0; GLAD = 1; }`;

/** Chooses files in the panel as a person does: script may not open the dialogue. */
function loadFile(name: string, text: string): Promise<void> {
  return stage.panel.frame.$eval(
    '[data-testid="proto-files"]',
    (input, [fileName, content]) => {
      if (!(input instanceof HTMLInputElement)) throw new Error('no input for files');
      const chosen = new DataTransfer();
      chosen.items.add(new File([content], fileName));
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    [name, text] as const,
  );
}

/** A person gives names to the fields of binary messages. */
export function theProtoFiles(): void {
  it('are loaded, say what is wrong in them, and name the fields of a chosen message', async () => {
    await openSocket(stage.page, '/ws/echo');
    await run(
      stage.page,
      `await new Promise((done) => { socket.onmessage = done; socket.send(Uint8Array.of(10, 2, 104, 105, 16, 1)); });`,
    );
    await person.rowsUntil((rows) => rows.length === 2);
    await person.select('0a 02');
    await person.click('choose-protocol');
    await loadFile('chat.proto', 'message Line {');
    const problem = await until(
      () => person.text('[data-testid="proto-problems"]'),
      (text) => text !== '',
    );
    expect(problem).toBe(
      'chat.proto, line 1: The file ends too soon: a brace, quote or semicolon is missing.',
    );
    await loadFile('chat.proto', PROTO);
    await stage.panel.frame.waitForSelector('[data-testid="message-sent"] option:nth-of-type(2)');
    await stage.panel.frame.select('[data-testid="message-sent"]', 'chat.Line');
    await stage.panel.frame.select('[data-testid="message-received"]', 'chat.Line');
    const named = 'ProtobufLine {text: "hi", mood: GLAD}';
    expect(await person.rowsUntil((rows) => rows.every((row) => row === named))).toHaveLength(2);
    await person.click('proto-forget');
    expect(await person.rowsUntil((rows) => rows[0] !== named)).toHaveLength(2);
    await person.click('tab-decoded');
  });
}
