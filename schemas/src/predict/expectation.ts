// What a request file expects of an answer. Whatever is absent is not looked at; an answer must at least be a success.
import * as z from "zod";

const ValueExpectation = z.strictObject({
  path: z.string().min(1).describe("JSONPath (RFC 9535) into the answer's body, such as `$.data.ndarray[0][0]`."),
  equals: z.unknown().optional().describe("The value; numbers within `tolerance`, arrays and objects in depth."),
  tolerance: z.number().nonnegative().optional().describe("Largest absolute difference of a number; 1e-9 unless told."),
  relativeTolerance: z
    .number()
    .nonnegative()
    .optional()
    .describe("Largest difference as a share of the expected number."),
  oneOf: z.array(z.unknown()).min(1).optional().describe("The value is one of these."),
  matches: z.string().optional().describe("Regular expression that the value, a string, must match somewhere."),
  min: z.number().optional().describe("The value is a number, and this or more."),
  max: z.number().optional().describe("The value is a number, and this or less."),
  exists: z.boolean().optional().describe("`false`: nothing may be there."),
});
export type ValueExpectation = z.infer<typeof ValueExpectation>;

export const Expectation = z.strictObject({
  status: z
    .union([z.int(), z.array(z.int()).min(1)])
    .optional()
    .describe("HTTP status (any 2xx unless told), or the gRPC status code (0 unless told)."),
  values: z.array(ValueExpectation).optional().describe("What stands at single places of the answer's body."),
  prediction: z
    .unknown()
    .optional()
    .describe("The predicted values themselves, whatever the protocol calls them; numbers within `tolerance`."),
  tolerance: z.number().nonnegative().optional().describe("For `prediction`; 1e-9 unless told."),
  labels: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .min(1)
    .optional()
    .describe("Each predicted value is one of these."),
  shape: z
    .array(z.int().nonnegative().nullable())
    .optional()
    .describe("Shape of the predicted values, such as `[1, 3]`; null fits any length."),
  names: z.array(z.string()).optional().describe("Names of the answer's columns (Seldon) or outputs (v2)."),
  schema: z.record(z.string(), z.unknown()).optional().describe("JSON Schema that the answer's body has to satisfy."),
  latencyMs: z.number().positive().optional().describe("The answer takes no longer than this, in milliseconds."),
  predictor: z.string().optional().describe("The predictor that answers, where the answer tells (`meta.requestPath`)."),
});
export type Expectation = z.infer<typeof Expectation>;
