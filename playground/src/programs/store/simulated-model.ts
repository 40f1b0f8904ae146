// A model as the playground stores it: a small linear model in JSON, whatever the file is called. Servers load and ask it.
import { createHash } from "node:crypto";
import { listAt, parseJson, valueAt } from "../../support/json.ts";

export interface SimulatedModel {
  /** A classifier answers probabilities by class, a regressor one number. */
  readonly kind: "classifier" | "regressor";
  /** A row per class (regressor: one row), a column per feature. */
  readonly weights: readonly (readonly number[])[];
  /** One number per row of `weights`. */
  readonly bias: readonly number[];
}

/** The multinomial logistic regression that scikit-learn finds for the iris data: 4 features, 3 classes. */
const IRIS: SimulatedModel = {
  kind: "classifier",
  weights: [
    [-0.42, 0.97, -2.52, -1.08],
    [0.53, -0.32, -0.2, -0.94],
    [-0.11, -0.65, 2.72, 2.02],
  ],
  bias: [9.85, 2.24, -12.09],
};

/** An iris classifier, a little different for each seed, as each training run is. */
export function irisModel(seed: string): SimulatedModel {
  const random = numbersFrom(seed);
  return { ...IRIS, weights: IRIS.weights.map(row => row.map(weight => weight * (1 + random() / 10))) };
}

/** Some model of the given shape, the same one for the same seed. */
export function seededModel(seed: string, kind: SimulatedModel["kind"], features: number, classes = 1): SimulatedModel {
  const random = numbersFrom(seed);
  const rows = Array.from({ length: classes }, () => Array.from({ length: features }, random));
  return { kind, weights: rows, bias: Array.from({ length: classes }, () => random() * 2) };
}

export function featureCount(model: SimulatedModel): number {
  return model.weights[0]?.length ?? 0;
}

/** Probabilities by class, or the one value of a regressor. Features that are missing count as 0. */
export function predictRow(model: SimulatedModel, row: readonly number[]): number[] {
  const scores = model.weights.map((weights, index) =>
    weights.reduce((sum, weight, column) => sum + weight * (row[column] ?? 0), model.bias[index] ?? 0),
  );
  if (model.kind === "regressor") return scores;
  const [only] = scores;
  if (scores.length === 1 && only !== undefined) return [1 / (1 + Math.exp(-only))];
  const highest = Math.max(...scores);
  const powers = scores.map(score => Math.exp(score - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map(power => power / total);
}

/** The class of the highest probability; for a regressor its value. */
export function predictClass(model: SimulatedModel, row: readonly number[]): number {
  const values = predictRow(model, row);
  if (model.kind === "regressor") return values[0] ?? 0;
  if (values.length === 1) return (values[0] ?? 0) > 0.5 ? 1 : 0;
  return values.indexOf(Math.max(...values));
}

export function printModel(model: SimulatedModel): string {
  return JSON.stringify(model);
}

/** Reads a stored model; `undefined` where the file holds something else. */
export function parseModel(text: string): SimulatedModel | undefined {
  const value = parseJson(text);
  const kind = valueAt(value, "kind");
  if (kind !== "classifier" && kind !== "regressor") return undefined;
  return { kind, weights: listAt(value, "weights").map(numbers), bias: numbers(valueAt(value, "bias")) };
}

function numbers(value: unknown): number[] {
  return listAt(value).filter(item => typeof item === "number");
}

/** Numbers between -0.5 and 0.5, the same for the same seed. */
function numbersFrom(seed: string): () => number {
  let block = 0;
  return () => {
    block += 1;
    return createHash("sha256").update(`${seed}#${block}`).digest().readUInt32BE(0) / 0xffffffff - 0.5;
  };
}
