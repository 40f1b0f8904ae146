// What MLflow's model registry says of addresses such as `models:/churn@champion`: plain data for the engine, written by the client.
import * as z from "zod";

/** An address inside MLflow and what it stands for at the moment. */
export const RegistryAddress = z.strictObject({
  uri: z
    .string()
    .describe(
      "As people write it: `models:/churn/3`, `models:/churn@champion`, `models:/churn/Production`, `runs:/…`.",
    ),
  version: z.string().optional().describe("The model version that it leads to, such as `3`."),
  artifactUri: z
    .string()
    .optional()
    .describe("Where that lies, as the registry says; absent where it was not asked for this address."),
  isMissing: z.literal(true).optional().describe("The registry was asked and has nothing of this address."),
});
export type RegistryAddress = z.infer<typeof RegistryAddress>;
