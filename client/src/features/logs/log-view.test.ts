import { describe, expect, test } from "vitest";
import { timedLine } from "../../domain/index.ts";
import { remark, type Entry, type Source } from "./entry.ts";
import { LogView, type ViewLimits } from "./log-view.ts";

const SOURCES: readonly Source[] = [
  { label: "[1] classifier", container: "classifier", signatures: "model-log" },
  { label: "[2] model-initializer", container: "model-initializer", signatures: "initializer-log" },
];

function viewOf(limits: Partial<ViewLimits> = {}): {
  view: LogView;
  shown: () => string[];
  calls: string[];
  pass: (by: number) => void;
} {
  let [text, now] = ["", 0];
  const calls: string[] = [];
  const view = new LogView({
    sink: {
      append(more) {
        text += more;
        calls.push("append");
      },
      replace(all) {
        text = all;
        calls.push("replace");
      },
    },
    source: label => SOURCES.find(source => source.label === label),
    now: () => now,
    limits: { replacePause: 100, ...limits },
  });
  return {
    view,
    calls,
    shown: () => text.split("\n").slice(0, -1),
    pass: by => {
      now += by;
    },
  };
}

const line = (text: string, source = "[1] classifier"): Entry => timedLine(source, "2026-11-21T12:03:04.25Z", text);
const numbered = (count: number, from = 0): Entry[] =>
  Array.from({ length: count }, (_, index) => line(`n${from + index}`));

function flushAll(view: LogView): void {
  while (view.isBehind) view.flush();
}

describe("what a line looks like", () => {
  test("time, number, source, text, and what it means", () => {
    const { view, shown } = viewOf();
    view.add([
      line(
        '2026/11/21 12:03:04 NOTICE: Config file "/.rclone.conf" not found - using defaults',
        "[2] model-initializer",
      ),
      line('{"level":"info","logger":"a","msg":"Ready"}'),
      line("[2026-11-21 12:03:04 +0000] [8] [CRITICAL] WORKER TIMEOUT (pid:57)"),
      remark("classifier ended: exit 1"),
    ]);
    flushAll(view);
    expect(shown()).toEqual([
      expect.stringMatching(/^12:03:04\.250 \[2\] model-initializer │ .*using defaults {2}◀ harmless: \S.*$/),
      "12:03:04.250 [1] classifier        │ INFO a: Ready",
      expect.stringMatching(/^12:03:04\.250 \[1\] classifier {8}│ .*WORKER TIMEOUT.* {2}◀ \S/),
      "── classifier ended: exit 1 ──",
    ]);
  });

  test("a marked line can be explained, and an ordinary one not", () => {
    const { view, shown } = viewOf();
    view.add([line("[2026-11-21 12:03:04 +0000] [8] [CRITICAL] WORKER TIMEOUT (pid:57)"), line("all is well")]);
    flushAll(view);
    const [marked = "", plain = ""] = shown();
    expect(view.explain(marked)?.remedy).toMatch(/\S/);
    expect(view.explain(plain)).toBeUndefined();
    expect(view.explain("something else")).toBeUndefined();
  });
});

describe("filters", () => {
  test("take the kept lines through again, and remarks stay", () => {
    const { view, shown } = viewOf();
    view.add([
      line("INFO : a"),
      line("ERROR : b"),
      line("  at c"),
      remark("gone"),
      line("INFO : d", "[2] model-initializer"),
    ]);
    flushAll(view);
    view.setFilter({ level: "error" });
    flushAll(view);
    expect(shown().map(text => text.split("│ ").at(-1))).toEqual(["ERROR : b", "  at c", "── gone ──"]);
    view.setFilter({ containers: new Set(["model-initializer"]) });
    flushAll(view);
    expect(shown()).toEqual(["── gone ──", expect.stringContaining("INFO : d")]);
    view.setFilter({});
    flushAll(view);
    expect(shown()).toHaveLength(5);
  });

  test("hold for what comes later, too", () => {
    const { view, shown } = viewOf();
    view.setFilter({ text: "keep" });
    flushAll(view);
    view.add([line("keep 1"), line("drop"), line("keep 2")]);
    flushAll(view);
    expect(shown().map(text => text.split("│ ").at(-1))).toEqual(["keep 1", "keep 2"]);
  });
});

describe("the cap", () => {
  const limits = { mostLines: 50, keptLines: 40, slice: 10 };

  test("the oldest lines go and are counted", () => {
    const { view, shown } = viewOf(limits);
    view.add(numbered(50));
    flushAll(view);
    expect(shown()).toHaveLength(50);
    view.add(numbered(1, 50));
    flushAll(view);
    expect(shown()[0]).toBe("── 11 earlier lines no longer shown ──");
    expect(
      shown()
        .slice(1)
        .map(text => text.split("│ ").at(-1)),
    ).toEqual(Array.from({ length: 40 }, (_, index) => `n${11 + index}`));
  });

  test("a firehose is printed in slices, replaces the text only now and then, and ends with the last lines", () => {
    const { view, shown, calls, pass } = viewOf(limits);
    for (let round = 0; round < 100; round += 1) {
      view.add(numbered(100, round * 100));
      view.flush();
      pass(10);
    }
    pass(100);
    flushAll(view);
    expect(calls.filter(call => call === "replace").length).toBeLessThanOrEqual(12);
    expect(shown()[0]).toBe("── 9,960 earlier lines no longer shown ──");
    expect(shown().at(-1)).toMatch(/n9999$/);
    expect(shown()).toHaveLength(41);
  });

  test("few but very long lines count by their characters", () => {
    const { view, shown } = viewOf({ mostCharacters: 1_000 });
    view.add(Array.from({ length: 20 }, () => line("x".repeat(100))));
    flushAll(view);
    expect(shown().length).toBeLessThanOrEqual(11);
    expect(shown()[0]).toMatch(/earlier lines no longer shown/);
  });

  test("clearing leaves nothing behind", () => {
    const { view, shown } = viewOf(limits);
    view.add(numbered(60));
    flushAll(view);
    view.clear();
    flushAll(view);
    expect(shown()).toEqual([]);
    expect(view.text()).toBe("");
  });
});
