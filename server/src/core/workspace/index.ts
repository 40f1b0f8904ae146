// What a file of the workspace holds that manifests in other files depend on, and the way rules ask for it.
export { environmentsOf, factsOfNamespace, knownModel, storedModel } from "./known-model.ts";
export type { LocalModel } from "./local-model.ts";
export { isIndexed, readWorkspaceFile } from "./read-file.ts";
export { secretElsewhere, type SecretElsewhere } from "./secret-elsewhere.ts";
export { WorkspaceIndex, type WorkspaceLookup, type WorkspaceQuery } from "./workspace-index.ts";
