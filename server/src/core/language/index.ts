// The public face of the language features: what editors show about a document, as pure functions of it and an offset.
export { nameProposals } from "./completion.ts";
export { documentAt, isSeldonDocument } from "./documents.ts";
export { hoverAt } from "./hover.ts";
export { locateFields } from "./locate.ts";
export { manifestObjectsOf, type ManifestObject, type NamedPlace } from "./manifest-objects.ts";
export { outlineOf, type OutlineKind, type OutlineSymbol } from "./outline.ts";
