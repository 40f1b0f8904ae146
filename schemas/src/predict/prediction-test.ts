// The contract of `*.predict.yaml`: a request to a served model, kept as a file, and what is expected of the answer.
import * as z from "zod";
import { Expectation } from "./expectation.ts";
import { PREDICTION_TEST_API_VERSION, PREDICTION_TEST_KIND } from "./names.ts";
import { Payload } from "./payload.ts";

/** A value of a header: written out, or a secret by name (SecretStorage in the editor, an environment variable in CI). */
const HeaderValue = z.union([
  z.string(),
  z.strictObject({
    secret: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
      .describe(
        "Name of a secret. VS Code keeps its value in its own secret storage; `seldon-predict` takes it from the environment variable of this name, which `--secret-env NAME` has to allow.",
      ),
    prefix: z.string().optional().describe("Written before the secret's value, such as `Bearer `."),
  }),
]);

const Target = z.strictObject({
  deployment: z.string().min(1).optional().describe("Name of the SeldonDeployment. Absent only with `url`."),
  namespace: z.string().min(1).optional().describe("Its namespace; else the one of the context."),
  predictor: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Asks this predictor through its own Service, past the traffic split. `*` asks each of them. Absent: the first one that is no shadow.",
    ),
  through: z
    .enum(["service", "ingress"])
    .optional()
    .describe(
      "`service` (default) forwards to the predictor's Service; `ingress` takes the way that clients take, with the traffic split.",
    ),
  url: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Asks this address instead of a cluster: scheme, host and port, and the prefix of the ingress where there is one, such as `http://localhost:8003/seldon/models/wine`. The path of the protocol is added.",
    ),
  endpoint: z
    .enum(["predict", "explain", "feedback"])
    .optional()
    .describe("`predict` (default), `explain` for the predictor's explainer, `feedback` for routers and A/B tests."),
  model: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Name of the model in the path of `v2` and `tensorflow`; else the graph's only unit. A graph of several is asked without one, so that each unit is called by its own.",
    ),
});

/** Names that `{{name}}` in strings of the request and the expectations stands for. */
const Variables = z.record(
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.unknown())]),
);

const Case = z.strictObject({
  name: z.string().min(1).describe("What is special about the case."),
  variables: Variables.optional().describe("Values for `{{name}}`, before those of the file."),
  request: Payload.optional().describe("Instead of the request above."),
  expect: Expectation.optional().describe("Goes before the single entries of `expect` above."),
});

const CaseTable = z.strictObject({
  csv: z
    .string()
    .min(1)
    .describe(
      "A CSV file below the folder of this file, with a header. Each row is a case; its columns are variables.",
    ),
  name: z.string().optional().describe("Column that names the case; else its row number does."),
});

export const PredictionTestSpec = z.strictObject({
  target: Target.describe("Whom to ask."),
  protocol: z
    .enum(["seldon", "v2", "tensorflow"])
    .optional()
    .describe("Else what the SeldonDeployment says (`kfserving` counts as `v2`), else `seldon`."),
  transport: z
    .enum(["rest", "grpc"])
    .optional()
    .describe("`rest` (default) or `grpc`, which `tensorflow` has not here."),
  headers: z.record(z.string(), HeaderValue).optional().describe("Sent with the request; over gRPC as metadata."),
  timeoutSeconds: z
    .number()
    .positive()
    .max(3600)
    .optional()
    .describe("How long to wait for an answer; 30 unless told."),
  variables: Variables.optional().describe("Values for `{{name}}` in the request and in what is expected."),
  request: Payload.describe("What is sent: exactly one of the shapes that the protocol knows."),
  expect: Expectation.optional().describe("What the answer has to be; a success, where nothing is said."),
  cases: z.array(Case).min(1).optional().describe("Runs the request once per case."),
  casesFrom: CaseTable.optional().describe("Runs the request once per row of a table."),
});
export type PredictionTestSpec = z.infer<typeof PredictionTestSpec>;

/** A request file. Everything that a file may say is here; what fits together is checked in `payload-check.ts`. */
export const PredictionTest = z
  .strictObject({
    apiVersion: z.literal(PREDICTION_TEST_API_VERSION).describe("The version of this format."),
    kind: z.literal(PREDICTION_TEST_KIND).describe("A request to a served model, and what is expected of the answer."),
    metadata: z
      .strictObject({
        name: z.string().min(1).describe("The test's name, in the Test Explorer and in reports."),
        labels: z.record(z.string(), z.string()).optional().describe("To choose tests by, such as `suite: smoke`."),
      })
      .describe("What the test is called."),
    spec: PredictionTestSpec.describe("Whom to ask, what to send, what to expect."),
  })
  .meta({ id: "PredictionTest", title: "Prediction test" });
export type PredictionTest = z.infer<typeof PredictionTest>;
