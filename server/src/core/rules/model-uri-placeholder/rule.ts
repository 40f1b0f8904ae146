// Model URIs that somebody still has to fill in, and those without a store before the path (S07).
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import { isTemplated, isTemplateFile, isTemplateSource, rcloneSources, type ModelSource } from "../../model/index.ts";
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
      text: "The modelUri {uri} still has the placeholder {placeholder}. Applied like this, the init container {end} Put in the address of the model.",
    },
    noScheme: {
      text: 'The modelUri {uri} names no store, so the storage initializer looks for a folder of that name inside its own container and ends with "error reading source root directory: directory not found". Write the whole address, such as s3://bucket/path or pvc://claim/path.',
    },
  },
  check({ deployment, document, fileName, seldon, report }) {
    if (isTemplateFile(fileName) || isTemplateSource(document.text)) return;
    for (const source of rcloneSources(deployment, seldon)) {
      const { text, parsed, uri } = source;
      if (isRenderedLater(text, document)) continue;
      const placeholder = PLACEHOLDER.exec(text)?.[0];
      if (placeholder !== undefined) {
        const end = parsed.kind === "path" ? ENDS_IN_FOLDER : ENDS_IN_STORE;
        report({ at: uri, message: "placeholder", data: { uri: text, placeholder, end } });
      } else if (parsed.kind === "path") {
        report({ at: uri, message: "noScheme", data: { uri: text }, fixes: [addColon(document, source)] });
      }
    }
  },
});

const ENDS_IN_FOLDER =
  'looks for a folder of that name and ends with "error reading source root directory: directory not found".';
const ENDS_IN_STORE = "asks the store for exactly these characters and finds no model.";

/** What people and generators write for a value to come (S07). */
const PLACEHOLDER =
  /\w*PLACEHOLDER\w*|CHANGE_?ME|\bTODO\b|<[^<>]+>|\{\{.*\}\}|\$\{[A-Z_][A-Z0-9_]*\}|\$[A-Z_][A-Z0-9_]*/;

/** Expressions of Helm and Argo, whose manifests are never applied as they stand. */
const ENGINE_EXPRESSION =
  /\{\{-?\s*(\.|\$|include\b|tpl\b|printf\b|=|(inputs|outputs|workflow|workflows|steps|tasks|item|pod|node)\b)|\$\{\{/;

/** A file that has other template expressions is a template, and an expression that only an engine understands makes it one. */
function isRenderedLater(uri: string, document: YamlDocument): boolean {
  if (!isTemplated(uri)) return false;
  return ENGINE_EXPRESSION.test(uri) || !PLACEHOLDER.test(uri) || isTemplated(document.text.replaceAll(uri, ""));
}

/** `s3//bucket/path` only lacks its colon. */
function addColon(document: YamlDocument, { text, uri }: ModelSource): FixProposal | undefined {
  if (!/^(s3|gs|gcs|minio|azureblob|pvc)\/\/[^/]/.test(text)) return undefined;
  const whole = text.replace("//", "://");
  return suggestion(`Replace it by ${whole}`, setValue(document, uri, whole));
}
