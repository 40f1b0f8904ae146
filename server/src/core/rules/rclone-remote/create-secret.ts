// Makes the Secret that a unit lacks, beside the manifest or in the same file, and names it.
import * as l10n from "@vscode/l10n";
import type { WorkspaceResource } from "../../../../../schemas/src/index.ts";
import { storeSecretFile, storeSecretText, storesFor } from "../../creations/index.ts";
import { creation, suggestion, type FixProposal, type Sibling } from "../../lint/rule.ts";
import {
  CUSTOMARY_STORE_SECRET,
  isTemplated,
  RCLONE_PREFIX,
  secretEntries,
  type ModelSource,
} from "../../model/index.ts";
import { allEdits, setValue, type Edits, type YamlDocument } from "../../yaml/index.ts";

/** Nothing where there is a Secret for a store already, or one of that name: that is named or completed instead. */
export function createSecret(
  document: YamlDocument,
  source: ModelSource,
  remote: string,
  here: readonly Sibling[],
  elsewhere: readonly WorkspaceResource[],
): readonly (FixProposal | undefined)[] {
  const name = CUSTOMARY_STORE_SECRET;
  const isThere =
    here.some(
      ({ resource }) =>
        resource.at.at("metadata", "name").string() === name ||
        secretEntries(resource).some(({ key }) => key.startsWith(RCLONE_PREFIX) || key === "AWS_ACCESS_KEY_ID"),
    ) ||
    elsewhere.some(one => one.name === name || one.remotes?.some(defined => defined.name === remote.toLowerCase()));
  if (isThere) return [];
  const written = source.predictor.deployment.namespace;
  const namespace = written !== undefined && isTemplated(written) ? undefined : written;
  const edits = setValue(document, source.at.key("envSecretRefName"), name, { after: "modelUri" });
  return storesFor(remote).flatMap(store => {
    const file = storeSecretFile(store, remote, name, namespace);
    const text = storeSecretText(store, remote, name, namespace);
    return [
      edits && creation(l10n.t`Create ${file.name} with a Secret for ${store.name}, and name it here`, file, edits),
      suggestion(
        l10n.t`Add a Secret for ${store.name} to this file, and name it here`,
        allEdits(edits, appendDocument(document, text)),
      ),
    ];
  });
}

/** A document of its own behind this one. Not in JSON, nor in a List, whose items stand in one document. */
function appendDocument({ text, root }: YamlDocument, added: string): Edits | undefined {
  if (root?.kind !== "map" || root.flow || /^\.\.\.\s*$/m.test(text)) return undefined;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const separator = text.endsWith("\n") ? "" : newline;
  return [{ start: text.length, end: text.length, newText: `${separator}---\n${added}`.replaceAll(/\r?\n/g, newline) }];
}
