// Model URIs that somebody still has to fill in, and those without a store before the path (S07).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import { isTemplated, isTemplateSource, rcloneSources, type ModelSource } from "../../model/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";

export const modelUriPlaceholder = defineRule({
  id: "model-uri-placeholder",
  severity: "warning",
  title: "Disallow placeholders and bare paths as model URI",
  why: "The webhook accepts any text. The init container then looks for a folder of that name in its own file system and ends with exit code 3: `error reading source root directory: directory not found`.",
  remedy:
    "Put in the address of the model, scheme included. A manifest that a template engine still renders can be called so: in a folder `templates`, or named `*.j2`, `*.tpl` or the like, it is left alone.",
  failureModes: ["S07"],
  messages: {
    placeholder: {
      text: "The placeholder {placeholder} is still in the modelUri. Applied like this, the init container {end} Put in the address of the model.",
    },
    noScheme: {
      text: 'The modelUri {uri} names no store, so the storage initializer looks for a folder of that name inside its own container and ends with "error reading source root directory: directory not found". Write the whole address, such as s3://bucket/path or pvc://claim/path.',
    },
  },
  check({ deployment, document, isTemplate, seldon, report }) {
    if (isTemplate || isTemplateSource(document.text)) return;
    for (const source of rcloneSources(deployment, seldon)) {
      const { text, parsed, uri } = source;
      if (text.length > LONGEST_URI || isRenderedLater(text, document)) continue;
      const placeholder = placeholderIn(text);
      if (placeholder !== undefined) {
        const end = parsed.kind === "path" ? ENDS_IN_FOLDER : ENDS_IN_STORE;
        report({ at: uri, message: "placeholder", data: { placeholder, end } });
      } else if (parsed.kind === "path") {
        report({ at: uri, message: "noScheme", data: { uri: text }, fixes: [addColon(document, source)] });
      }
    }
  },
});

const ENDS_IN_FOLDER = l10n.t(
  'looks for a folder of that name and ends with "error reading source root directory: directory not found".',
);
const ENDS_IN_STORE = l10n.t("asks the store for exactly these characters and finds no model.");

/** Characters. No store takes a longer address, and what is longer is no placeholder either. */
const LONGEST_URI = 4_000;

/** What people and generators write for a value to come (S07). */
const PLACEHOLDER = /PLACEHOLDER|CHANGE_?ME|\bTODO\b|<[^<>]+>|\{\{[^{}]*\}\}|\$\{[A-Z_][A-Z0-9_]*\}|\$[A-Z_][A-Z0-9_]*/;

/** Expressions of Helm and Argo, whose manifests are never applied as they stand. */
const ENGINE_EXPRESSION =
  /\{\{-?\s*(\.|\$|include\b|tpl\b|printf\b|=|(inputs|outputs|workflow|workflows|steps|tasks|item|pod|node)\b)|\$\{\{/;

/** The word PLACEHOLDER stands for the whole name around it, such as MODEL_URI_PLACEHOLDER. */
function placeholderIn(text: string): string | undefined {
  const match = PLACEHOLDER.exec(text);
  if (match?.[0] !== "PLACEHOLDER") return match?.[0];
  let start = match.index;
  let end = start + match[0].length;
  while (/^\w$/.test(text.charAt(start - 1))) start--;
  while (/^\w$/.test(text.charAt(end))) end++;
  return text.slice(start, end);
}

/** A file that has other template expressions is a template, and an expression that only an engine understands makes it one. */
function isRenderedLater(uri: string, document: YamlDocument): boolean {
  if (!isTemplated(uri)) return false;
  return ENGINE_EXPRESSION.test(uri) || !PLACEHOLDER.test(uri) || isTemplated(document.text.replaceAll(uri, ""));
}

/** `s3//bucket/path` only lacks its colon. */
function addColon(document: YamlDocument, { text, uri }: ModelSource): FixProposal | undefined {
  if (!/^(s3|gs|gcs|minio|azureblob|pvc)\/\/[^/]/.test(text)) return undefined;
  const whole = text.replace("//", "://");
  return suggestion(l10n.t`Replace it by ${whole}`, setValue(document, uri, whole));
}
