// Facts from outside the text that findings can rest on (design §4.3): plain data, written by whoever has seen them.
import * as z from "zod";
import { ArtifactFact } from "./artifact-facts.ts";
import { RegistryAddress } from "./registry-facts.ts";
import { WorkspaceResource } from "./workspace-facts.ts";

/** Where a cluster showed a failure. */
export const ObservedEvidence = z.strictObject({
  object: z.string().describe("What showed it, in words, such as `Container classifier of pod iris-default-0`."),
  time: z.string().optional().describe("When, as RFC 3339."),
  line: z.string().optional().describe("What it said, verbatim and with secrets masked: a line of its log, an event."),
});

/** A failure that a cluster showed, explained by a signature. */
export const ObservedFailure = z.strictObject({
  kind: z.literal("SeldonDeployment"),
  name: z.string(),
  namespace: z.string().optional(),
  cluster: z.string().optional().describe("Which cluster, such as the name of the kubeconfig's context."),
  predictor: z.string().optional(),
  unit: z.string().optional().describe("Name of the graph unit."),
  container: z.string().optional(),
  isExplainer: z.boolean().optional().describe("True for the pod of the predictor's explainer."),
  failureModes: z.array(z.string()).describe("Entries of the catalogue such as S03, the likeliest first."),
  signature: z.string().describe("Id of the signature that recognised it."),
  title: z.string().describe("A few words."),
  meaning: z.string().describe("What has happened, in sentences."),
  remedy: z.string().describe("What to do about it, in sentences."),
  evidence: ObservedEvidence,
});
export type ObservedFailure = z.infer<typeof ObservedFailure>;

export const Facts = z.strictObject({
  artifact: z.array(ArtifactFact).optional().describe("What object stores hold under model URIs."),
  observed: z.array(ObservedFailure).optional().describe("What clusters showed."),
  registry: z.array(RegistryAddress).optional().describe("What MLflow's model registry says of addresses inside it."),
  workspace: z
    .array(WorkspaceResource)
    .optional()
    .describe("What other files hold. Something that is not in it may still be in the cluster."),
});
export type Facts = z.infer<typeof Facts>;
