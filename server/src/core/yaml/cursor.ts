// Walks a document by path. A cursor always exists, even where the document has nothing, and always knows a place to point at.
import type { Path, Range } from "./range.ts";
import type { YamlContent, YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSequence } from "./tree.ts";

/** Entries up to which keys are compared one by one. */
const FEW = 12;

const NONE: readonly Cursor[] = [];

interface Step {
  readonly parent: Cursor | undefined;
  /** Key or index that leads here from the parent; undefined at the root. */
  readonly name: string | number | undefined;
  /** The node as written here, which may be an alias. */
  readonly written: YamlNode | undefined;
  readonly entry: YamlEntry | undefined;
  readonly shared: boolean;
  /** Where a value that is shared is used: the outermost alias or merge key on the way here. */
  readonly useSite: Range | undefined;
}

/** A place in a document: a value that is there, or one that could be. */
export class Cursor {
  readonly parent: Cursor | undefined;
  /** The value, aliases followed. Undefined where the document has none. */
  readonly node: YamlContent | undefined;
  /** The mapping entry that holds the value, if a mapping does. */
  readonly entry: YamlEntry | undefined;
  /** True where the value is reached through an alias or a merge key, or an alias repeats it: an edit would change other places too. */
  readonly shared: boolean;
  readonly #useSite: Range | undefined;
  readonly #name: string | number | undefined;
  #path: Path | undefined;
  /** Rules walk the same ways again and again, so what is below is made once. */
  #items: readonly Cursor[] | undefined;
  #entries: readonly Cursor[] | undefined;

  private constructor(step: Step) {
    this.parent = step.parent;
    this.#name = step.name;
    this.entry = step.entry;
    const isAlias = step.written?.kind === "alias";
    this.node = step.written?.kind === "alias" ? step.written.target : step.written;
    this.shared = step.shared || isAlias || this.node?.aliased === true;
    this.#useSite = step.useSite ?? (isAlias ? step.written : undefined);
  }

  static atRoot(root: YamlContent | undefined): Cursor {
    return new Cursor({
      parent: undefined,
      name: undefined,
      written: root,
      entry: undefined,
      shared: false,
      useSite: undefined,
    });
  }

  /** Put together when it is asked for: rules walk to many places and report few. */
  get path(): Path {
    this.#path ??= this.parent && this.#name !== undefined ? [...this.parent.path, this.#name] : [];
    return this.#path;
  }

  /** True where the document says anything here, `null` included. */
  get exists(): boolean {
    return this.node !== undefined;
  }

  /** True where there is nothing or `null`, which the API server treats alike. */
  get isEmpty(): boolean {
    return this.node === undefined || (this.node.kind === "scalar" && this.node.value === null);
  }

  get map(): YamlMap | undefined {
    return this.node?.kind === "map" ? this.node : undefined;
  }

  get sequence(): YamlSequence | undefined {
    return this.node?.kind === "sequence" ? this.node : undefined;
  }

  get scalar(): YamlScalar | undefined {
    return this.node?.kind === "scalar" ? this.node : undefined;
  }

  /** The value of a key. A key written twice counts with its last value, as for kubectl. */
  key(name: string): Cursor {
    for (const entry of this.entries()) if (entry.#name === name) return entry;
    const mergeKey = name === "<<" ? this.map?.entries.findLast(({ key }) => key.text === name) : undefined;
    return this.#under(name, mergeKey, undefined);
  }

  /** The value at a path below this one. */
  at(...path: Path): Cursor {
    return path.reduce<Cursor>(
      (cursor, step) => (typeof step === "string" ? cursor.key(step) : cursor.item(step)),
      this,
    );
  }

  item(index: number): Cursor {
    return this.items()[index] ?? this.#atIndex(index);
  }

  items(): readonly Cursor[] {
    if (this.sequence === undefined) return NONE;
    this.#items ??= this.sequence.items.map((_, index) => this.#atIndex(index));
    return this.#items;
  }

  /** The entries of a mapping under their keys, merged ones included, each key once. */
  entries(): readonly Cursor[] {
    if (this.map === undefined) return NONE;
    this.#entries ??= this.#entriesOf(this.map);
    return this.#entries;
  }

  #entriesOf(map: YamlMap): readonly Cursor[] {
    if (map.entries.length <= FEW) return this.#fewEntriesOf(map);
    // A repeated key stays at its first place with its last value.
    const last = new Map<string, YamlEntry>();
    for (const entry of map.entries) last.set(entry.key.text, entry);
    if (last.has("<<")) return this.#entriesWithMerged(map);
    return Array.from(last, ([name, entry]) => this.#under(name, entry, undefined));
  }

  /** The same without a table, which takes longer to fill than the few keys of nearly every mapping to compare. */
  #fewEntriesOf(map: YamlMap): readonly Cursor[] {
    const found: Cursor[] = [];
    for (const entry of map.entries) {
      const name = entry.key.text;
      if (name === "<<") return this.#entriesWithMerged(map);
      const cursor = this.#under(name, entry, undefined);
      const earlier = found.findIndex(other => other.#name === name);
      if (earlier === -1) found.push(cursor);
      else found[earlier] = cursor;
    }
    return found;
  }

  #entriesWithMerged(map: YamlMap): readonly Cursor[] {
    const names = new Set<string>();
    collectKeys(map, names, new Set());
    return Array.from(names, name => {
      const found = findEntry(map, name);
      return this.#under(name, found?.entry, found?.mergedAt);
    });
  }

  #atIndex(index: number): Cursor {
    return new Cursor({
      parent: this,
      name: index,
      written: this.sequence?.items[index],
      entry: undefined,
      shared: this.shared,
      useSite: this.#useSite,
    });
  }

  #under(name: string, entry: YamlEntry | undefined, mergedAt: Range | undefined): Cursor {
    return new Cursor({
      parent: this,
      name,
      written: entry?.value,
      entry,
      shared: this.shared || mergedAt !== undefined,
      useSite: this.#useSite ?? mergedAt,
    });
  }

  /** The last step of the path as a key, for cursors that come from `entries`. */
  get name(): string {
    return String(this.#name ?? "");
  }

  string(): string | undefined {
    const value = this.scalar?.value;
    return typeof value === "string" ? value : undefined;
  }

  /** A whole number, also where it is written `1.0` or `1e2`, as the API server takes it. */
  integer(): number | undefined {
    const value = this.scalar?.value;
    return typeof value === "number" && Number.isInteger(value) ? value : undefined;
  }

  boolean(): boolean | undefined {
    const value = this.scalar?.value;
    return typeof value === "boolean" ? value : undefined;
  }

  /** The place of the value itself; undefined where there is none. */
  valueRange(): Range | undefined {
    return this.#useSite ?? this.node;
  }

  /** The place of the key; undefined for items and the root. */
  keyRange(): Range | undefined {
    return this.#useSite ?? this.entry?.key;
  }

  /**
   * The place a person would look: a scalar itself; the key of a longer value; the `name` of an item that has one;
   * where nothing is there, the nearest thing above that is.
   */
  range(): Range {
    if (this.#useSite) return this.#useSite;
    const node = this.node;
    if (node === undefined) return this.entry?.key ?? this.parent?.range() ?? { start: 0, end: 0 };
    if (node.kind === "scalar" && node.end > node.start && node.style !== "literal" && node.style !== "folded")
      return node;
    if (this.entry) return this.entry.key;
    if (node.kind === "map") return labelOf(node) ?? node;
    return this.parent && node.kind === "sequence" ? firstLine(node) : node;
  }
}

function labelOf(map: YamlMap): Range | undefined {
  const label = map.entries.find(
    entry => entry.key.text === "name" && entry.value?.kind === "scalar" && entry.value.end > entry.value.start,
  );
  return label?.value ?? map.entries[0]?.key;
}

function firstLine(sequence: YamlSequence): Range {
  return { start: sequence.start, end: sequence.start + 1 };
}

interface FoundEntry {
  readonly entry: YamlEntry;
  /** Place of the merge key's value, where the entry comes through `<<`. */
  readonly mergedAt: Range | undefined;
}

/** What is written here goes before what is merged. */
function findEntry(map: YamlMap, name: string): FoundEntry | undefined {
  const entry = map.entries.findLast(({ key }) => key.text === name);
  return entry ? { entry, mergedAt: undefined } : findMergedEntry(map, name, new Set());
}

/** `visited` keeps a merge that leads back to itself from being endless, and a merge of merges from growing with every level. */
function findMergedEntry(map: YamlMap, name: string, visited: Set<YamlMap>): FoundEntry | undefined {
  visited.add(map);
  for (const { source, place } of mergeSources(map)) {
    if (visited.has(source)) continue;
    const entry =
      source.entries.findLast(({ key }) => key.text === name) ?? findMergedEntry(source, name, visited)?.entry;
    if (entry) return { entry, mergedAt: place };
  }
  return undefined;
}

function collectKeys(map: YamlMap, names: Set<string>, visited: Set<YamlMap>): void {
  for (const { key } of map.entries) if (!isMergeKey(key)) names.add(key.text);
  visited.add(map);
  for (const { source } of mergeSources(map)) if (!visited.has(source)) collectKeys(source, names, visited);
}

function mergeSources(map: YamlMap): { source: YamlMap; place: Range }[] {
  const sources: { source: YamlMap; place: Range }[] = [];
  for (const { key, value } of map.entries) {
    if (!isMergeKey(key) || value === undefined) continue;
    const target = value.kind === "alias" ? value.target : value;
    const merged = target?.kind === "sequence" ? target.items : target ? [target] : [];
    for (const item of merged) {
      const source = item.kind === "alias" ? item.target : item;
      if (source?.kind === "map") sources.push({ source, place: value });
    }
  }
  return sources;
}

/** True for `<<`, which stands for the entries of other mappings. */
export function isMergeKey(key: YamlScalar): boolean {
  return key.text === "<<" && key.style === "plain";
}
