// The public face of what the engine knows about request files.
import type { Resource } from "../model/index.ts";
import { rememberLast } from "../remember-last.ts";
import { checkShape, type ShapeProblem } from "./check-shape.ts";
import { predictionTestShape } from "./prediction-test-shape.ts";

export { type ShapeProblem } from "./check-shape.ts";
export type { Shape } from "./shape.ts";
export { askedDeployment, askedPredictor, deploymentsAmong, viewTest, type PredictionTestView } from "./test-view.ts";

/** Where a request file parts from its contract. */
export const predictionShapeProblems: (test: Resource) => readonly ShapeProblem[] = rememberLast(({ at }) =>
  checkShape(at, predictionTestShape),
);
