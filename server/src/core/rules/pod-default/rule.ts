// PodDefaults of Kubeflow that set variables nobody reads, or have lost their indentation (S52, S53).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix, suggestion } from "../../lint/rule.ts";
import { indentEntries, setValue, type Cursor } from "../../yaml/index.ts";

export const podDefault = defineResourceRule({
  id: "pod-default",
  severity: "hint",
  title: "Require PodDefaults to set what clients read",
  why: "MLflow and boto3 find the store by `MLFLOW_S3_ENDPOINT_URL` or `AWS_ENDPOINT_URL`. With another name the client asks Amazon: `NoCredentialsError` or `InvalidAccessKeyId`. And a PodDefault that lost its indentation has no name: `resource name may not be empty`.",
  remedy: "Name the variable as its readers do, and indent the fields below the one they belong to.",
  failureModes: ["S52", "S53"],
  resources: ["PodDefault"],
  messages: {
    readByNobody: {
      text: "Neither MLflow nor boto3 reads {variable}. To tell them where the store is, set MLFLOW_S3_ENDPOINT_URL.",
    },
    lostIndentation: {
      text: "The indentation is lost here: {field} belongs below {owner}, which is empty. Indent it.",
      severity: "warning",
    },
  },
  check({ resource: { at }, document, report }) {
    const env = at.at("spec", "env").items();
    const isSet = env.some(item => item.key("name").string() === "MLFLOW_S3_ENDPOINT_URL");
    for (const item of env) {
      const name = item.key("name");
      if (name.string() !== "MINIO_ENDPOINT_URL" || isSet) continue;
      const edits = setValue(document, name, "MLFLOW_S3_ENDPOINT_URL");
      const fixes = [suggestion(l10n.t("Name it MLFLOW_S3_ENDPOINT_URL"), edits)];
      report({ at: name, message: "readByNobody", data: { variable: "MINIO_ENDPOINT_URL" }, fixes });
    }
    for (const { parent, owner, fields } of OWNERS) {
      const entries = parent.reduce((cursor, step) => cursor.key(step), at).entries();
      const lost = lostFields(entries, owner, fields);
      const [first, last] = [lost[0], lost.at(-1)];
      if (!first || !last) continue;
      const edits = indentEntries(document, first, last);
      report({
        at: first,
        range: first.keyRange(),
        message: "lostIndentation",
        data: { field: lost.map(({ name }) => name).join(", "), owner },
        fixes: [fix(l10n.t`Indent ${lost.map(({ name }) => name).join(", ")} below ${owner}`, edits)],
      });
    }
  },
});

const OWNERS = [
  { parent: [], owner: "metadata", fields: ["name", "namespace", "labels", "annotations"] },
  {
    parent: [],
    owner: "spec",
    fields: ["selector", "desc", "env", "envFrom", "volumes", "volumeMounts", "tolerations"],
  },
  { parent: ["spec"], owner: "selector", fields: ["matchLabels", "matchExpressions"] },
] as const;

/** Right behind an empty field, those that belong below it. */
function lostFields(entries: readonly Cursor[], owner: string, fields: readonly string[]): readonly Cursor[] {
  const index = entries.findIndex(({ name }) => name === owner);
  if (index === -1 || entries[index]?.isEmpty !== true) return [];
  const rest = entries.slice(index + 1);
  const end = rest.findIndex(({ name }) => !fields.includes(name));
  return end === -1 ? rest : rest.slice(0, end);
}
