import fc from "fast-check";
import { expect, test } from "vitest";
import { createLineSplitter } from "./line-splitter.ts";

test("time and text are told apart; what the kubelet says itself has no time", () => {
  const splitter = createLineSplitter();
  const text = [
    "2026-11-21T13:18:07.123456789Z NOTICE: bucket not found",
    "2026-11-21T13:18:07.5+02:00   indented",
    "2026-11-21T13:18:08Z ",
    "2026-11-21T13:18:09Z",
    'failed to open log file "/var/log/x": no such file',
    "",
  ].join("\n");
  expect(splitter.push(Buffer.from(text))).toEqual([
    { time: "2026-11-21T13:18:07.123456789Z", text: "NOTICE: bucket not found" },
    { time: "2026-11-21T13:18:07.5+02:00", text: "  indented" },
    { time: "2026-11-21T13:18:08Z", text: "" },
    { time: "2026-11-21T13:18:09Z", text: "" },
    { time: undefined, text: 'failed to open log file "/var/log/x": no such file' },
  ]);
  expect(splitter.end()).toEqual([]);
});

test("wherever the network cuts, the lines are the same", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme" }).filter(text => !text.includes("\n"))),
      fc.array(fc.nat(50)),
      (texts, cuts) => {
        const time = "2026-11-21T13:18:07.123456789Z";
        const whole = Buffer.from(texts.map(text => `${time} ${text}\n`).join(""));
        const splitter = createLineSplitter();
        const lines = [];
        let offset = 0;
        for (const cut of cuts) {
          lines.push(...splitter.push(whole.subarray(offset, offset + cut)));
          offset += cut;
        }
        lines.push(...splitter.push(whole.subarray(offset)), ...splitter.end());
        expect(lines).toEqual(texts.map(text => ({ time, text })));
      },
    ),
  );
});
