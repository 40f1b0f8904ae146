// The public face of the language features: what editors show about a document, as pure functions of it and an offset.
export { nameProposals, type FindElsewhere } from "./completion.ts";
export { documentAt, schemaKindOf } from "./documents.ts";
export { hoverAt } from "./hover.ts";
export { locateFields } from "./locate.ts";
export { manifestObjectsOf, type ManifestObject, type NamedPlace } from "./manifest-objects.ts";
export { pathEdits } from "./path-edits.ts";
export { definitionsOf, isSameName, nameSiteAt, nameSites, type NameSite } from "./name-sites.ts";
export { renameEverywhere, renameTarget, type FileEdits, type Refusal } from "./rename.ts";
export { describeReference } from "./hover-reference.ts";
export { outlineOf, type OutlineKind, type OutlineSymbol } from "./outline.ts";
export { foldsOf, type Fold } from "./folding.ts";
export { linksOf } from "./links.ts";
export { selectionStepsAt } from "./selection.ts";
export { unitFactsOf } from "./unit-facts.ts";
export { INLAY_HINT_KINDS, inlayHintsOf, type InlayHintKind } from "./inlay-hints.ts";
