// An environment variable whose value is a well-known variable's name has its name and value swapped (S54).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import { mayShareNamespace, RCLONE_PREFIX, secretEntries, secretsNamed, type Deployment } from "../../model/index.ts";
import { allEdits, removeValue, setValue, type Cursor } from "../../yaml/index.ts";

export const swappedEnv = defineRule({
  id: "swapped-env",
  severity: "warning",
  title: "Disallow the name of a well-known variable as the value of another",
  why: "`name: accesskey, value: AWS_ACCESS_KEY_ID` sets a variable `accesskey` that nobody reads, and the one that clients of the store do read stays unset: `NoCredentialsError: Unable to locate credentials`. It comes of helpers that take the key of a Secret first and the variable second, copied into `env`, which has it the other way round and takes no key at all.",
  remedy:
    "Write the variable under `name`. Take its value from the Secret with `valueFrom.secretKeyRef`, whose `key` is what stands under `name` now.",
  failureModes: ["S54"],
  messages: {
    swapped: {
      text: 'This sets a variable of another name to the text {variable}, and {variable} itself stays unset: name and value seem to be swapped. Clients that read it stop with an error such as "NoCredentialsError: Unable to locate credentials". Write {variable} under name, and its value or valueFrom beside it.',
    },
  },
  check(context) {
    for (const item of environments(context.deployment).flatMap(env => env.items())) {
      const name = item.key("name");
      const value = item.key("value");
      const variable = value.string() ?? "";
      if (!isWellKnown(variable) || !isNoVariable(name.string() ?? "")) continue;
      context.report({
        at: value,
        message: "swapped",
        data: { variable },
        fixes: [...fromSecrets(context, item, variable), swap(context, item, variable)],
      });
    }
  },
});

type Context = DeploymentContext<"swapped">;

/** Variables that the AWS and Google clients, MLflow and rclone read; nothing else is called like them. */
const WELL_KNOWN: ReadonlySet<string> = new Set([
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_S3",
  "MLFLOW_S3_ENDPOINT_URL",
  "MLFLOW_TRACKING_URI",
  "MLFLOW_TRACKING_USERNAME",
  "MLFLOW_TRACKING_PASSWORD",
  "MLFLOW_TRACKING_TOKEN",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "AZURE_STORAGE_CONNECTION_STRING",
  "AZURE_STORAGE_ACCESS_KEY",
]);

function isWellKnown(text: string): boolean {
  return WELL_KNOWN.has(text) || new RegExp(`^${RCLONE_PREFIX}[A-Z0-9-]+_[A-Z0-9_]+$`).test(text);
}

/** A variable written as variables are may well hold the name of another: `KEY_VARIABLE: AWS_ACCESS_KEY_ID`. */
function isNoVariable(name: string): boolean {
  return name !== "" && !/^[A-Z][A-Z0-9_]*$/.test(name);
}

function environments({ predictors }: Deployment): readonly Cursor[] {
  return predictors.flatMap(predictor => [
    ...predictor.componentSpecs
      .flatMap(spec => [...spec.containers, ...spec.initContainers])
      .map(container => container.at.key("env")),
    predictor.at.at("svcOrchSpec", "env"),
    predictor.explainer.at("containerSpec", "env"),
  ]);
}

/** Secrets of this file and of others that have a key of what is written under `name`. The titles say which Secret, never a value. */
function fromSecrets(
  { deployment, document, siblings, elsewhere }: Context,
  item: Cursor,
  variable: string,
): readonly (FixProposal | undefined)[] {
  const key = item.key("name").string() ?? "";
  const names = new Set(
    siblings("Secret").flatMap(({ resource }) => resource.at.at("metadata", "name").string() ?? []),
  );
  const here = [...names].filter(name => {
    const manifests = secretsNamed(siblings("Secret"), name, deployment.namespace);
    return manifests.some(({ resource }) => secretEntries(resource).some(entry => entry.key === key));
  });
  const others = elsewhere({ kind: "Secret" }).filter(
    secret => secret.keys?.includes(key) && mayShareNamespace(secret.namespace, deployment.namespace),
  );
  return [...new Set([...here, ...others.map(({ name }) => name)])].map(name => {
    const edits = allEdits(
      setValue(document, item.key("name"), variable),
      setValue(document, item.key("valueFrom"), { secretKeyRef: { name, key } }, { after: "name" }),
      removeValue(document, item.key("value")),
    );
    return suggestion(l10n.t`Take ${variable} from the key of that name in the Secret ${name}`, edits);
  });
}

function swap({ document }: Context, item: Cursor, variable: string): FixProposal | undefined {
  const edits = allEdits(
    setValue(document, item.key("name"), variable),
    setValue(document, item.key("value"), item.key("name").string() ?? ""),
  );
  return suggestion(l10n.t`Swap name and value: set ${variable} to what is the name now`, edits);
}
