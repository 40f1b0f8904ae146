// What other files of the workspace hold that a manifest depends on: names and keys, and never the value of a Secret.
import * as z from "zod";

/** An rclone remote that a Secret defines, told by its keys; of the values only what is no secret is looked at. */
export const SecretRemote = z.strictObject({
  name: z.string().describe("In lower case, as in a model URI."),
  hasType: z.boolean(),
  hasKeyId: z.boolean(),
  hasSecretKey: z.boolean(),
  usesEnvironment: z
    .boolean()
    .describe("`ENV_AUTH` is on, or a template decides: the keys come from the pod's environment or role."),
});
export type SecretRemote = z.infer<typeof SecretRemote>;

/** A package that an environment asks for, as written. */
export const PackageRequirement = z.strictObject({
  name: z.string().describe("In lower case, `_` and `.` as `-`, as pip compares names."),
  specifier: z.string().describe("Such as `==1.2.0`; empty where any version will do."),
  installer: z.enum(["conda", "pip"]),
});
export type PackageRequirement = z.infer<typeof PackageRequirement>;

/** A column or tensor of a model's signature. */
export const MlmodelColumn = z.strictObject({
  name: z.string().optional(),
  type: z.string().optional().describe("MLflow's word, such as `double`, or numpy's for tensors."),
  shape: z.array(z.int()).optional(),
  isRequired: z.boolean().optional(),
});
export type MlmodelColumn = z.infer<typeof MlmodelColumn>;

export const MlmodelSignature = z.strictObject({ inputs: z.array(MlmodelColumn), outputs: z.array(MlmodelColumn) });
export type MlmodelSignature = z.infer<typeof MlmodelSignature>;

/** What an `MLmodel` file says. */
export const MlmodelFacts = z.strictObject({
  flavors: z.array(z.string()),
  mlflowVersion: z.string().optional(),
  pythonVersion: z.string().optional(),
  hasEnvironmentMap: z.boolean().describe("`env` is a mapping, as MLflow 2 writes it (S20)."),
  signature: MlmodelSignature.optional(),
});
export type MlmodelFacts = z.infer<typeof MlmodelFacts>;

/** Something in a file of the workspace that manifests refer to. */
export const WorkspaceResource = z.strictObject({
  kind: z
    .string()
    .describe(
      "The Kubernetes kind, or `MLmodel`, `CondaEnvironment`, `PythonEnvironment`, `Requirements`, `ModelSettings`, `HelmValues`, `ComposeService`.",
    ),
  name: z.string().describe("`metadata.name`; of a file that is no Kubernetes object the folder it lies in."),
  namespace: z.string().optional().describe("As written."),
  file: z.string().describe("From the workspace folder on, with forward slashes."),
  line: z.int().nonnegative().describe("Of the name, or of the object; counted from zero."),
  keys: z.array(z.string()).optional().describe("Of a Secret or ConfigMap. Absent where the file does not tell them."),
  isGenerated: z
    .literal(true)
    .optional()
    .describe(
      "Not the object itself stands there but what makes it: SealedSecret, ExternalSecret, a kustomize generator.",
    ),
  remotes: z.array(SecretRemote).optional().describe("Of a Secret."),
  secrets: z.array(z.string()).optional().describe("Of a ServiceAccount: the Secrets it lists."),
  matchLabels: z.record(z.string(), z.string()).optional().describe("Of a PodDefault or Service: what it selects."),
  model: MlmodelFacts.optional(),
  packages: z.array(PackageRequirement).optional(),
  pythonVersion: z.string().optional().describe("That an environment asks for."),
  values: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe("Of Helm values for seldon-core-operator and of model settings: scalars by dotted path."),
});
export type WorkspaceResource = z.infer<typeof WorkspaceResource>;
