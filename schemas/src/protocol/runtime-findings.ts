// The notification `seldon/runtimeFindings`: the client tells the server which failures a cluster shows at the moment.
import * as z from "zod";
import { ObservedFailure } from "../lint/facts.ts";

export const RUNTIME_FINDINGS_METHOD = "seldon/runtimeFindings";

export const RuntimeFindingsParams = z.strictObject({
  context: z.string().describe("The kubeconfig's context. What was told of it before no longer holds."),
  failures: z.array(ObservedFailure),
});
export type RuntimeFindingsParams = z.infer<typeof RuntimeFindingsParams>;
