// The log viewer's pure parts, on lines as the programs print them.
import { describe, expect, test } from "vitest";
import { lineFilter } from "./filter.ts";
import { formatLine } from "./format.ts";
import { levelOf } from "./level.ts";
import { timedLine, type LogLine } from "./line.ts";
import { lineMerger } from "./merge.ts";
import { readable } from "./readable.ts";

function line(source: string, time: number | undefined, text = ""): LogLine {
  return { source, time, stamp: "", text };
}

describe("stamps", () => {
  test("the kubelet's stamp is read to the microsecond", () => {
    expect(timedLine("c", "2026-11-21T09:14:02.250123456Z", "hello world")).toEqual({
      source: "c",
      time: Date.parse("2026-11-21T09:14:02.250Z") + 0.123456,
      stamp: "2026-11-21T09:14:02.250123456Z",
      text: "hello world",
    });
  });

  test("a line without a stamp keeps its text", () => {
    expect(timedLine("c", undefined, "unable to retrieve container logs")).toMatchObject({
      time: undefined,
      stamp: "",
      text: "unable to retrieve container logs",
    });
  });

  test("progress that overwrites itself, and colours, are read as they end up", () => {
    expect(timedLine("c", "2026-11-21T09:14:02Z", "10 %\r50 %\r100 %\r").text).toBe("100 %");
    expect(timedLine("c", "2026-11-21T09:14:02Z", "\u001b[31mERROR\u001b[0m: x").text).toBe("ERROR: x");
  });
});

describe("levels", () => {
  test.each([
    ['{"level":"error","ts":1795252501.2,"logger":"SeldonRestApi","msg":"Ready check failed"}', "error"],
    ['{"level":"dpanic","msg":"odd number of arguments"}', "error"],
    ['2026/11/21 09:14:02 NOTICE: Config file "/.rclone.conf" not found - using defaults', "info"],
    ["2026/11/21 09:14:02 ERROR : S3 bucket models: error reading source root directory: directory not found", "error"],
    ['2026/11/21 09:14:02 Failed to create file system for "s3://b": didn\'t find section in config file', "error"],
    ["2026/11/21 09:14:02 INFO  : model.joblib: Copied (new)", "info"],
    ["2026/11/21 09:14:02 DEBUG : rclone: Version", "debug"],
    ["INFO:root:Creating Conda environment 'mlflow' from conda.yaml", "info"],
    ["2026-11-21 09:30:11,204 - SKLearnServer:predict:52 - ERROR:  Exception during predict", "error"],
    ["2026-11-21 09:15:20,114 [mlserver] INFO - Loaded model 'iris' succesfully.", "info"],
    ["[2026-11-21 09:31:12 +0000] [8] [CRITICAL] WORKER TIMEOUT (pid:57)", "error"],
    ["2026/11/21 09:20:41 WARNING mlflow.pyfunc: Detected one or more mismatches", "warning"],
    ["E1121 09:15:21.000000 1 model_repository_manager.cc:1890] failed to load", "error"],
    ["Traceback (most recent call last):", "error"],
    ["TypeError: __init__() got an unexpected keyword argument 'x'", "error"],
    ["panic: runtime error: index out of range [1] with length 1", "error"],
    ["Collecting package metadata (repodata.json): ...working...", undefined],
    ["the word error in a sentence is no level", undefined],
    ["INFORMATION is no level either", undefined],
  ])("%s", (text, level) => {
    expect(levelOf(text)).toBe(level);
  });
});

describe("JSON", () => {
  test.each([
    [
      '{"level":"error","ts":1795252501.21,"logger":"SeldonRestApi","msg":"Ready check failed","error":"dial tcp 127.0.0.1:9000: connect: connection refused"}',
      'ERROR SeldonRestApi: Ready check failed  error="dial tcp 127.0.0.1:9000: connect: connection refused"',
    ],
    [
      '{"level":"info","ts":1,"logger":"entrypoint","msg":"Running","port":8000,"tags":["a"]}',
      'INFO entrypoint: Running  port=8000 tags=["a"]',
    ],
    ['{"time":"2026","levelname":"WARNING","name":"mlserver","message":"slow"}', "WARNING mlserver: slow"],
    [
      '{"level":"error","msg":"failed","stacktrace":"main.main\\n\\t/x.go:1"}',
      "ERROR failed\n    main.main\n    \t/x.go:1",
    ],
    ['{"status":{"code":-1}}', '{"status":{"code":-1}}'],
    ['{"cut":"of', '{"cut":"of'],
    ["plain", "plain"],
  ])("%s", (text, shown) => {
    expect(readable(text)).toBe(shown);
  });

  test("every line of a stack trace stands behind its source", () => {
    const printed = formatLine(
      { source: "c", time: 0, stamp: "2026-11-21T09:14:02.25Z", text: '{"msg":"a","stack":"b\\nc"}' },
      { stamp: "time", sourceWidth: 3, isReadable: true },
    );
    expect(printed.split("\n")).toEqual([
      "09:14:02.250 c   │ a",
      "             c   │     b",
      "             c   │     c",
    ]);
  });
});

test("a line can be printed bare, or with its whole stamp", () => {
  const stamped = { source: "c", time: 0, stamp: "2026-11-21T09:14:02Z", text: '{"msg":"a"}' };
  expect(formatLine(stamped, { stamp: "none", sourceWidth: 0, isReadable: false })).toBe('{"msg":"a"}');
  expect(formatLine(stamped, { stamp: "full", sourceWidth: 0, isReadable: true })).toBe("2026-11-21T09:14:02Z a");
});

describe("filters", () => {
  const shown = (filter: Parameters<typeof lineFilter>[0], texts: readonly string[]): string[] => {
    const test = lineFilter(filter);
    return texts.filter(text => test(line("c", 0, text)));
  };

  test("a traceback goes with its error", () => {
    const log = ["INFO : a", "ERROR : b", "  at c", "INFO : d", "  more d"];
    expect(shown({ level: "warning" }, log)).toEqual(["ERROR : b", "  at c"]);
  });

  test("text in any case, expressions between slashes, half-typed ones as text", () => {
    expect(shown({ text: "err" }, ["An ERROR", "ok"])).toEqual(["An ERROR"]);
    expect(shown({ text: "/exit \\d+/" }, ["exit 143", "exit x"])).toEqual(["exit 143"]);
    expect(shown({ text: "/(/" }, ["a /(/ b", "ok"])).toEqual(["a /(/ b"]);
  });

  test("sources, and levels of each source apart", () => {
    const accepts = lineFilter({ level: "error", sources: new Set(["a", "b"]) });
    const lines = [
      line("a", 0, "ERROR : x"),
      line("b", 0, "INFO : y"),
      line("a", 0, "  x2"),
      line("b", 0, "  y2"),
      line("c", 0, "ERROR : z"),
    ];
    expect(lines.filter(accepts).map(({ text }) => text)).toEqual(["ERROR : x", "  x2"]);
  });
});

describe("merging", () => {
  const texts = (lines: readonly LogLine[]): string[] => lines.map(({ text }) => text);

  test("a line waits for earlier ones of other sources, but not for ever", () => {
    const merger = lineMerger({ window: 100, most: 1000 });
    merger.push(line("a", 20, "second"), 0);
    merger.push(line("b", 10, "first"), 50);
    expect(texts(merger.take(99))).toEqual([]);
    expect(texts(merger.take(150))).toEqual(["first", "second"]);
  });

  test("a source's own order is never changed, with the clock set back or without stamps", () => {
    const merger = lineMerger({ window: 0, most: 10 });
    for (const [time, text] of [
      [30, "1"],
      [10, "2"],
      [undefined, "3"],
      [40, "4"],
    ] as const)
      merger.push(line("a", time, text), 0);
    merger.push(line("b", 35, "between"), 0);
    expect(texts(merger.take(1))).toEqual(["1", "2", "3", "between", "4"]);
  });

  test("lines of one time come as they arrived", () => {
    const merger = lineMerger({ window: 0, most: 10 });
    for (let index = 0; index < 9; index++) merger.push(line(`s${index}`, 5, String(index)), 0);
    expect(texts(merger.take(0)).join("")).toBe("012345678");
  });

  test("a firehose is let out early instead of piling up", () => {
    const merger = lineMerger({ window: 1_000_000, most: 10 });
    for (let index = 0; index < 1000; index++) {
      merger.push(line("a", index, String(index)), index);
      merger.take(index);
      expect(merger.waiting).toBeLessThanOrEqual(10);
    }
    expect(texts(merger.flush())).toEqual(Array.from({ length: 10 }, (_, index) => String(990 + index)));
    expect(merger.waiting).toBe(0);
  });

  test("a million lines of three sources come out complete, in order, and leave nothing behind", () => {
    const merger = lineMerger({ window: 5, most: 2000 });
    const accepts = lineFilter({ level: "info" });
    let [count, shown, last, isOrdered] = [0, 0, -1, true];
    const print = (lines: readonly LogLine[]): void => {
      for (const out of lines) {
        isOrdered &&= (out.time ?? 0) >= last;
        last = out.time ?? 0;
        count++;
        if (accepts(out)) shown++;
      }
    };
    for (let index = 0; index < 1_000_000; index++) {
      merger.push(line(`s${index % 3}`, index - (index % 3), "INFO : predicted"), index);
      if (index % 500 === 0) print(merger.take(index));
    }
    print(merger.flush());
    expect(isOrdered).toBe(true);
    expect([count, shown, merger.waiting]).toEqual([1_000_000, 1_000_000, 0]);
  });
});
