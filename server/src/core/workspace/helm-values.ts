// Values for the chart seldon-core-operator (S41): which ingress it serves, which images it takes.
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";
import { folderOf } from "./folder.ts";
import type { IndexedDocument } from "./read-file.ts";
import { scalarsBelow } from "./scalars.ts";

/** Keys that only this chart has at the top, or together with the name of an ingress. */
const OF_THE_OPERATOR =
  /^(ambassador|istio|usageMetrics|predictiveUnit|manager|executor|storageInitializer|predictor_servers)\./;

/** Charts that depend on it write its values one level deeper, below its name. */
const NAME = "seldon-core-operator";

export function readHelmValues({ document, file }: IndexedDocument): readonly WorkspaceResource[] {
  const root = document.cursor();
  const values = scalarsBelow(root.key(NAME).map ? root.key(NAME) : root);
  if (!Object.keys(values).some(name => OF_THE_OPERATOR.test(name))) return [];
  return [{ kind: "HelmValues", name: folderOf(file), file, line: 0, values }];
}
