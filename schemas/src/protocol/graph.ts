// The request `seldon/graph`: the inference graphs of a file as a picture needs them, with the place of each part in the text.
import * as z from "zod";
import { TextRange } from "../lint/finding.ts";
import { SEVERITIES } from "../lint/severity.ts";

export const GRAPH_METHOD = "seldon/graph";

export const GraphParams = z.strictObject({ uri: z.string().describe("An open document.") });
export type GraphParams = z.infer<typeof GraphParams>;

export const GraphProblem = z.strictObject({ severity: z.enum(SEVERITIES), message: z.string() });
export type GraphProblem = z.infer<typeof GraphProblem>;

export const GraphUnit = z.strictObject({
  id: z.string().describe("The same for the same place in the graph, such as `0/1.0`."),
  parent: z.string().nullable(),
  name: z.string(),
  role: z.string().describe("What it does, in words, such as `model` or `router`."),
  server: z.string().nullable().describe("The prepackaged server, such as `SKLEARN_SERVER`."),
  image: z.string().nullable().describe("Of its container in the text."),
  modelUri: z.string().nullable(),
  port: z.int().nullable().describe("Where the executor reaches it over HTTP, as far as the text tells."),
  problems: z.array(GraphProblem),
  range: TextRange,
});
export type GraphUnit = z.infer<typeof GraphUnit>;

export const GraphPredictor = z.strictObject({
  id: z.string(),
  name: z.string(),
  isShadow: z.boolean(),
  share: z.number().nullable().describe("Percent of the requests that it answers; null for shadows."),
  shareWords: z.string(),
  replicas: z.int().nullable(),
  explainer: z.string().nullable().describe("Type of its explainer."),
  units: z.array(GraphUnit).describe("Parents before their children."),
  problems: z.array(GraphProblem),
  range: TextRange,
});
export type GraphPredictor = z.infer<typeof GraphPredictor>;

export const GraphDeployment = z.strictObject({
  name: z.string(),
  namespace: z.string().nullable(),
  protocol: z.string(),
  predictors: z.array(GraphPredictor),
  problems: z.array(GraphProblem).describe("Of no predictor in particular."),
  range: TextRange,
});
export type GraphDeployment = z.infer<typeof GraphDeployment>;

export const GraphResult = z.strictObject({
  version: z.int32().nullable().describe("Of the document; null where it is not open."),
  hasSyntaxErrors: z.boolean(),
  deployments: z.array(GraphDeployment),
});
export type GraphResult = z.infer<typeof GraphResult>;
