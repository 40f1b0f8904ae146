// The tools that agents are offered: names, what they are told of them, and what they may ask. Every one of them only reads.
import * as z from "zod";

/** Largest manifest that an agent may hand over, in UTF-16 units: the engine reads no more (design §8.1). */
const MAX_TEXT = 5_000_000;

/** Lines of a log at most. */
export const MAX_LOG_LINES = 200;

/** As long as Kubernetes allows for a name; those of contexts are free. */
const name = z.string().min(1).max(253);
const context = z
  .string()
  .min(1)
  .max(500)
  .optional()
  .describe("Context of the kubeconfig. Leave it out for the one that is allowed, where there is just one.");
const namespace = name.optional().describe("Kubernetes namespace. Leave it out for the context's own.");
const deployment = name.describe("Name of the SeldonDeployment.");

export const ManifestInput = z.strictObject({
  text: z.string().max(MAX_TEXT).optional().describe("The manifest itself, YAML or JSON."),
  path: z.string().min(1).max(4_096).optional().describe("A file of the opened folder, relative to it."),
});
export type ManifestInput = z.infer<typeof ManifestInput>;

export const ExplainRuleInput = z.strictObject({
  rule: z.string().min(1).max(100).describe("Id of the rule, such as traffic-sum."),
});

export const DiagnoseInput = z.strictObject({ name: deployment, namespace, context });
export type DiagnoseInput = z.infer<typeof DiagnoseInput>;

export const StatusInput = z.strictObject({
  name: deployment.optional().describe("Name of the SeldonDeployment. Leave it out for a list of all."),
  namespace,
  context,
});
export type StatusInput = z.infer<typeof StatusInput>;

export const LogsInput = z.strictObject({
  name: deployment,
  namespace,
  context,
  pod: name.optional().describe("One of the deployment's pods. Leave it out for the one that is in trouble."),
  container: name.optional().describe("Leave it out for the container that explains the pod's state."),
  isPrevious: z
    .boolean()
    .optional()
    .describe("True for the run before the current one: what a crashed container said."),
  lines: z.int().min(1).max(MAX_LOG_LINES).optional().describe("How many lines from the end; 80 unless told."),
});
export type LogsInput = z.infer<typeof LogsInput>;

export interface AgentTool {
  readonly title: string;
  /** For the agent: what it gets, and when to ask. */
  readonly description: string;
  readonly input: z.ZodObject;
  /** True for those that contact a cluster. */
  readonly asksCluster: boolean;
}

const READS_CLUSTER = "Only reads, and never Secrets. Text that looks like a credential is masked.";

export const AGENT_TOOLS = {
  lint_manifest: {
    title: "Lint Seldon Manifest",
    description:
      "Checks a manifest of Seldon Core v1 (SeldonDeployment with its Secrets, ServiceAccounts and the like) without a cluster: what the API server or Seldon's webhook would refuse, and what would fail at run time, each with its line, the reason and edits that mend it. Give either text or path. With text, the answer also holds the text with all safe fixes applied. Use it before any manifest is suggested or applied.",
    input: ManifestInput,
    asksCluster: false,
  },
  explain_rule: {
    title: "Explain Seldon Rule",
    description:
      "The page of a rule that lint_manifest reports: why it matters, what to do, and examples with their fixes.",
    input: ExplainRuleInput,
    asksCluster: false,
  },
  get_deployment_status: {
    title: "Status of SeldonDeployment",
    description: `How a SeldonDeployment stands in the cluster: predictors with their traffic, graph units, pods and containers, each with its state and the reason. Without a name, lists the deployments of the namespace. ${READS_CLUSTER}`,
    input: StatusInput,
    asksCluster: true,
  },
  diagnose_deployment: {
    title: "Diagnose SeldonDeployment",
    description: `Finds out why a SeldonDeployment does not serve: walks from its status to pods, events, logs and routes, and names the cause with its evidence and what to do. Prefer it to reading logs. ${READS_CLUSTER}`,
    input: DiagnoseInput,
    asksCluster: true,
  },
  get_logs: {
    title: "Logs of SeldonDeployment",
    description: `The last lines of one container of a SeldonDeployment, at most ${MAX_LOG_LINES}. Without pod and container, of the one that explains why it is not ready. ${READS_CLUSTER}`,
    input: LogsInput,
    asksCluster: true,
  },
} as const satisfies Readonly<Record<string, AgentTool>>;

export type AgentToolName = keyof typeof AGENT_TOOLS;

/** Offered in the editor only, where a person sees what is opened. */
export const PREVIEW_TOOL = {
  title: "Preview Seldon Deploy",
  description:
    "Opens the editor's own preview of what a manifest would change in the cluster, for the user to look at. Nothing is applied: only the user can do that, in the editor. Give either text or path.",
  input: ManifestInput,
  asksCluster: true,
} as const satisfies AgentTool;
