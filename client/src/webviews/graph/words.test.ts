// What boxes say, and where they go.
import { expect, test } from "vitest";
import type { GraphUnit } from "../../../../schemas/src/index.ts";
import { BOX, layOut } from "./layout.ts";
import { kindWords, predictorWords, problemWords, shortened, sourceWords, spokenUnit } from "./words.ts";

function unit(id: string, parent: string | null, problems: GraphUnit["problems"] = []): GraphUnit {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const model = { server: "SKLEARN_SERVER", image: null, modelUri: "s3://models/iris", port: 9000 };
  return { id, parent, name: id, role: "model", ...model, problems, range };
}

test("a box names role, server, source and port", () => {
  expect(kindWords(unit("a", null))).toBe("model · SKLEARN_SERVER");
  expect(kindWords({ ...unit("a", null), server: null, role: "router" })).toBe("router");
  expect(sourceWords(unit("a", null))).toBe("s3://models/iris · port 9000");
});

test("problems are said in words, the worst kind first", () => {
  const warning = { severity: "warning", message: "" } as const;
  const error = { severity: "error", message: "" } as const;
  expect(problemWords([warning, error, warning])).toBe("1 error");
  expect(problemWords([warning, warning])).toBe("2 warnings");
  expect(problemWords([])).toBe("");
});

test("a screen reader hears role, server and every problem in one breath", () => {
  const problems = [
    { severity: "information", message: "It starts slowly." },
    { severity: "error", message: "It has no model." },
  ] as const;
  expect(spokenUnit(unit("a", null, [...problems]))).toBe(
    "a, model · SKLEARN_SERVER, s3://models/iris · port 9000, remark: It starts slowly., error: It has no model.",
  );
});

test("a long URI keeps both ends", () => {
  const text = shortened("s3://mlflow-artifacts/1/0123456789abcdef/artifacts/model", 30);
  expect(text).toHaveLength(30);
  expect(text.startsWith("s3://mlflo")).toBe(true);
  expect(text.endsWith("artifacts/model")).toBe(true);
});

test("a predictor says its share and replicas", () => {
  const range = unit("a", null).range;
  const predictor = { id: "0", name: "main", isShadow: false, share: 80, shareWords: "80 % of traffic", range };
  expect(predictorWords({ ...predictor, replicas: 2, explainer: null, units: [], problems: [] })).toBe(
    "main · 80 % of traffic · 2 replicas",
  );
});

test("children stand below their parent, beside each other and without touching", () => {
  const { units, edges, width, height } = layOut([unit("r", null), unit("a", "r"), unit("b", "r")]);
  const [root, first, second] = units;
  expect(edges).toHaveLength(2);
  expect(first?.y).toBeGreaterThanOrEqual((root?.y ?? 0) + (root?.height ?? 0));
  expect(first?.y).toBe(second?.y);
  expect(Math.abs((first?.x ?? 0) - (second?.x ?? 0))).toBeGreaterThanOrEqual(BOX.width);
  expect(first?.x).toBeLessThan(second?.x ?? 0);
  expect(units.every(({ x, y }) => x >= 0 && y >= 0 && x < width && y < height)).toBe(true);
});
