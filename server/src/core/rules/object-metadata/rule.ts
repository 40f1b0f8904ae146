// What the API server asks of every object's metadata (F57).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import { isTemplated } from "../../model/index.ts";
import { setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const objectMetadata = defineRule({
  id: "object-metadata",
  severity: "error",
  title: "Require valid names, labels and annotation keys",
  why: "The API server refuses the manifest: `metadata.name: Invalid value: …: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'`, or `metadata.labels: Invalid value`.",
  remedy:
    "Name the deployment in lower-case letters, digits and hyphens. Label values have at most 63 letters, digits, `-`, `_` and `.`.",
  failureModes: ["F57"],
  messages: {
    badName: {
      text: "\"{name}\" is no name Kubernetes takes. The API server refuses it: \"metadata.name: Invalid value: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'\".",
      refusedBy: "api-server",
    },
    badNamespace: {
      text: '"{name}" is no name a namespace can have, so the manifest cannot be applied. Use lower-case letters, digits and hyphens, at most 63.',
      refusedBy: "api-server",
    },
    badLabel: {
      text: '"{value}" is no value a label can have. The API server refuses it: "metadata.labels: Invalid value". Use at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends.',
      refusedBy: "api-server",
    },
    badKey: {
      text: "\"{key}\" is no key a label or annotation can have. The API server refuses it: \"a qualified name must consist of alphanumeric characters, '-', '_' or '.'\", with at most one \"/\" after a domain.",
      refusedBy: "api-server",
    },
  },
  check({ resource, document, report }) {
    if (!resource.isComplete) return;
    const metadata = resource.at.key("metadata");
    if (!metadata.isEmpty && !metadata.map) return;
    checkName(metadata, document, report);
    const namespace = metadata.key("namespace");
    const name = namespace.string() ?? "";
    if (name !== "" && !isTemplated(name) && !(LABEL.test(name) && name.length <= 63))
      report({ at: namespace, message: "badNamespace", data: { name } });
    for (const label of metadata.key("labels").entries()) {
      checkKey(label, report);
      const value = label.string() ?? "";
      if (!isTemplated(value) && !isLabelValue(value)) report({ at: label, message: "badLabel", data: { value } });
    }
    for (const annotation of metadata.key("annotations").entries()) checkKey(annotation, report);
  },
});

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const NAME_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

function checkName(metadata: Cursor, document: YamlDocument, report: DeploymentContext["report"]): void {
  const at = metadata.key("name");
  const name = at.string();
  if (name === undefined || name === "" || isTemplated(name) || (SUBDOMAIN.test(name) && name.length <= 253)) return;
  const valid = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "");
  report({
    at,
    message: "badName",
    data: { name },
    fixes: [SUBDOMAIN.test(valid) ? suggestion(l10n.t`Rename to ${valid}`, setValue(document, at, valid)) : undefined],
  });
}

function checkKey(entry: Cursor, report: DeploymentContext["report"]): void {
  const key = entry.name;
  if (isTemplated(key)) return;
  const [name = "", prefix, ...more] = key.split("/").reverse();
  const isPrefixValid = prefix === undefined || (SUBDOMAIN.test(prefix) && prefix.length <= 253);
  if (more.length > 0 || !isPrefixValid || !NAME_PART.test(name) || name.length > 63)
    report({ at: entry, range: entry.keyRange(), message: "badKey", data: { key } });
}

function isLabelValue(value: string): boolean {
  return value === "" || (NAME_PART.test(value) && value.length <= 63);
}
