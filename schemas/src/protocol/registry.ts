// The notification `seldon/registry`: the client tells the server what MLflow's model registry says, for completion, fixes and findings.
import * as z from "zod";
import { RegistryAddress } from "../lint/registry-facts.ts";

export const REGISTRY_METHOD = "seldon/registry";

export const RegistryParams = z.strictObject({
  addresses: z.array(RegistryAddress).describe("All that is known. What was told before no longer holds."),
});
export type RegistryParams = z.infer<typeof RegistryParams>;
