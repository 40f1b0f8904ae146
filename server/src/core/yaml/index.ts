// The public face of the YAML layer: documents with offsets, cursors into them, and edits that respect their text.
export { allEdits, applyEdits, type Edits } from "./apply-edits.ts";
export { findComments } from "./comments.ts";
export { copyItem, replaceMapping } from "./copy-item.ts";
export { Cursor } from "./cursor.ts";
export { parseDocument, YamlDocument } from "./document.ts";
export { appendItem, insertEntry, renameKey, setValue } from "./edit.ts";
export { indentEntries } from "./indent-entries.ts";
export { LineIndex } from "./line-index.ts";
export { moveEntry } from "./move-entry.ts";
export { plainValue } from "./plain-value.ts";
export { prependEntries } from "./prepend-entries.ts";
export type { Edit, Path, Range } from "./range.ts";
export { removeValue } from "./remove-value.ts";
export { reprintAsJson, reprintAsYaml } from "./reprint.ts";
export type { PlainValue } from "./render.ts";
export { parseStream, type StreamDocument, type YamlStream } from "./stream.ts";
export type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSequence } from "./tree.ts";
