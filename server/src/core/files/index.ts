// The public face of what is read in files that are no manifests.
export { CONDA_KIND, isDocumentationName, isOwnFileName, MLMODEL_KIND, textKindOf } from "./file-kind.ts";
export { mayConcernSeldon, mayHoldSeldon } from "./mentions.ts";
export { isOwnResource, ownResources } from "./own-resources.ts";
export { readSource, type Piece, type Source } from "./pieces.ts";
export { scriptSecrets } from "./script-secrets.ts";
export { isCommand, optionValues, type Command, type Word } from "./shell.ts";
export { findAll, scriptOf } from "./text-places.ts";
