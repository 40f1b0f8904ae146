// Verify Split: which predictor answered, how sure a counted share is, and what is said about it.
import { describe, expect, test } from "vitest";
import { drawByWeight } from "../../../../../playground/src/gateway/route.ts";
import { reasonOf, sampleSplit } from "../../../../../test/support/canary-samples.ts";
import type { ExecutorCounters } from "../metrics/counters.ts";
import { predictorOfAnswer, type KnownPredictor } from "./answer.ts";
import { shareInterval } from "./interval.ts";
import { countByAnswers, countByMetrics, proveSplit, type Count } from "./verify.ts";

const MAIN: KnownPredictor = { name: "main", graph: { name: "classifier", children: [{ name: "outliers" }] } };
const CANARY: KnownPredictor = { name: "canary", graph: { name: "classifier-2" } };

describe("the predictor of an answer", () => {
  const meta = (path: object): object => ({ data: { ndarray: [[1]] }, meta: { requestPath: path } });

  test("is told by the units on its path", () => {
    expect(predictorOfAnswer(meta({ classifier: "", outliers: "" }), [MAIN, CANARY])).toBe("main");
    expect(predictorOfAnswer(meta({ "classifier-2": "seldonio/sklearnserver:1.17.1" }), [MAIN, CANARY])).toBe("canary");
    expect(predictorOfAnswer({ model_name: "classifier-2", outputs: [] }, [MAIN, CANARY])).toBe("canary");
  });

  test("is told by the images where units have the same names", () => {
    const of = (name: string, image: string): KnownPredictor => ({
      ...{ name, graph: { name: "classifier" } },
      images: new Map([["classifier", image]]),
    });
    const both = [of("main", "iris:1"), of("canary", "iris:2")];
    expect(predictorOfAnswer(meta({ classifier: "iris:2" }), both)).toBe("canary");
    expect(predictorOfAnswer(meta({ classifier: "" }), both)).toBeUndefined();
    expect(predictorOfAnswer(meta({ classifier: "iris:2" }), [of("a", "iris:2"), of("b", "iris:2")])).toBeUndefined();
  });

  test.each([[null], ["text"], [{}], [{ status: { code: 500 } }], [meta({ stranger: "" })], [{ model_name: 5 }]])(
    "is not told by %o",
    body => expect(predictorOfAnswer(body, [MAIN, CANARY])).toBeUndefined(),
  );

  test("counts only where every answer tells", () => {
    const [one, two] = [meta({ classifier: "" }), meta({ "classifier-2": "" })];
    expect(counted(one, two, one)?.counts).toEqual(
      new Map([
        ["main", 2],
        ["canary", 1],
      ]),
    );
    expect(counted(one, {})).toBeUndefined();
    expect(counted()).toBeUndefined();
  });

  test("counts as answers come; one that does not tell spoils all that follow", () => {
    const counter = countByAnswers([MAIN, CANARY]);
    counter.add(meta({ classifier: "" }));
    const early = counter.count();
    counter.add(meta({ classifier: "" }));
    expect(counter.count()?.counts).toEqual(new Map([["main", 2]]));
    expect(early?.counts).toEqual(new Map([["main", 1]]));
    counter.add({ status: { code: 500 } });
    counter.add(meta({ classifier: "" }));
    expect(counter.count()).toBeUndefined();
  });
});

describe("counting by metrics", () => {
  const look = (main: number, canary: number, shadow = 0): ExecutorCounters[] =>
    Object.entries({ main, canary, s: shadow }).map(([predictor, count]) => ({
      pod: predictor,
      series: new Map([["200", { predictor, code: "200", count, sum: 0, buckets: [] }]]),
    }));
  const split = sampleSplit("main:90 canary:10 s!");

  test("takes exactly what was sent; copies to shadows do not count", () => {
    expect(countByMetrics(split, look(5, 5, 5), look(95, 15, 105), 100)).toEqual({
      by: "metrics",
      counts: new Map([
        ["main", 90],
        ["canary", 10],
      ]),
    });
  });

  test("cannot tell where others send requests, or executors are missing", () => {
    const told = (main: number, canary: number): string =>
      reasonOf(countByMetrics(split, look(0, 0), look(main, canary), 100));
    expect(told(95, 15)).toContain("counted 110 requests where 100 were sent");
    expect(told(80, 15)).toContain("counted 95 of 100 requests");
  });
});

describe("the interval", () => {
  test("has Newcombe's values for 81 of 263 and 15 of 148", () => {
    // R. G. Newcombe, Two-sided confidence intervals for the single proportion, 1998, method 4.
    const [first, second] = [shareInterval(81, 263), shareInterval(15, 148)];
    expect([first.low, first.high].map(value => value.toFixed(4))).toEqual(["0.2535", "0.3682"]);
    expect([second.low, second.high].map(value => value.toFixed(4))).toEqual(["0.0598", "0.1644"]);
  });

  // Exactly, by the binomial distribution, and not by drawing: the share of outcomes whose interval has the truth in it.
  test.each([20, 50, 100, 200, 1000])(
    "of %i requests covers the truth in 93 of 100 runs and more, at every share",
    total => {
      const intervals = Array.from({ length: total + 1 }, (_, count) => shareInterval(count, total));
      for (let percent = 1; percent <= 99; percent += 1) {
        const truth = percent / 100;
        const covered = intervals.reduce(
          (sum, { low, high }, count) => sum + (low <= truth && truth <= high ? binomial(total, count, truth) : 0),
          0,
        );
        expect(covered, `${percent} %`).toBeGreaterThanOrEqual(0.93);
      }
    },
  );

  test("covers the truth in at least 93 of 100 runs of the playground's gateway", () => {
    const random = seededRandom(20_261_121);
    for (const percent of [1, 5, 10, 50]) {
      const covering = Array.from({ length: 100 }, () => {
        const weights = [
          { item: "main", weight: 100 - percent },
          { item: "canary", weight: percent },
        ];
        const drawn = Array.from({ length: 500 }, () => drawByWeight(weights, random));
        const canary = drawn.filter(predictor => predictor === "canary").length;
        const counts = new Map([
          ["main", 500 - canary],
          ["canary", canary],
        ]);
        return proveSplit(sampleSplit(`main:${100 - percent} canary:${percent}`), { by: "answers", counts });
      }).filter(proof => proof.kind === "proof" && proof.isAsAsked);
      expect(covering.length, `${percent} %`).toBeGreaterThanOrEqual(93);
    }
  });
});

describe("the proof", () => {
  const split = sampleSplit("main:90 canary:10 s:50!");
  const prove = (main: number, canary: number): ReturnType<typeof proveSplit> =>
    proveSplit(split, {
      by: "answers",
      counts: new Map([
        ["main", main],
        ["canary", canary],
      ]),
    });

  test("says what was asked and what was seen", () => {
    expect(prove(908, 92)).toMatchObject({
      ...{ kind: "proof", isAsAsked: true, total: 1000 },
      words: "1,000 answers fit the split, as the answers themselves tell.",
      shares: [
        { words: "main: asked 90 %, saw 90.8 % ± 2.0 of 1,000" },
        { words: "canary: asked 10 %, saw 9.2 % ± 2.0 of 1,000" },
      ],
    });
  });

  test("sees that Ambassador v1 made 50:50 of it", () => {
    expect(prove(52, 48)).toMatchObject({
      isAsAsked: false,
      words: "100 answers do not fit the split: main, canary, as the answers themselves tell.",
    });
  });

  test("cannot tell by no answers, or by a stranger's", () => {
    expect(prove(0, 0)).toMatchObject({ kind: "cannot-tell" });
    expect(proveSplit(split, { by: "answers", counts: new Map([["s", 3]]) })).toMatchObject({ kind: "cannot-tell" });
  });
});

function counted(...bodies: readonly unknown[]): Count | undefined {
  const counter = countByAnswers([MAIN, CANARY]);
  for (const body of bodies) counter.add(body);
  return counter.count();
}

function binomial(total: number, count: number, share: number): number {
  const choose = Array.from({ length: count }, (_, index) => Math.log((total - index) / (index + 1)));
  const ways = choose.reduce((sum, part) => sum + part, 0);
  return Math.exp(ways + count * Math.log(share) + (total - count) * Math.log(1 - share));
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
