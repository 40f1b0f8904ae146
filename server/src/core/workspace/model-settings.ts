// MLServer's `model-settings.json` and `settings.json` beside a model (F18, F43).
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";
import { folderOf } from "./folder.ts";
import type { IndexedDocument } from "./read-file.ts";
import { scalarsBelow } from "./scalars.ts";

export function readModelSettings({ document, file }: IndexedDocument): readonly WorkspaceResource[] {
  const values = scalarsBelow(document.cursor());
  const isMlserver = "implementation" in values || Object.keys(values).some(name => name.startsWith("parameters."));
  return isMlserver ? [{ kind: "ModelSettings", name: folderOf(file), file, line: 0, values }] : [];
}
