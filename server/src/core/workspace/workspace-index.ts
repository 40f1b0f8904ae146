// What all files of a workspace hold, asked by kind and name. Answers are compared by identity: an unchanged file keeps its own.
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";

/** A question about other files; without a name all of the kind are meant. */
export interface WorkspaceQuery {
  readonly kind: string;
  readonly name?: string | undefined;
}

const NONE: readonly WorkspaceResource[] = [];

/** Whoever knows what other files hold. */
export interface WorkspaceLookup {
  /** The same array as long as the answer stays the same. */
  find(query: WorkspaceQuery): readonly WorkspaceResource[];
}

/** Files go by whatever name is theirs alone, such as the absolute path. */
export class WorkspaceIndex implements WorkspaceLookup {
  readonly #byFile = new Map<string, readonly WorkspaceResource[]>();
  /** Resources by kind, and by kind and name; made again for what a change concerns. */
  readonly #answers = new Map<string, readonly WorkspaceResource[]>();
  readonly #byKind = new Map<string, Set<WorkspaceResource>>();

  /** All at once, as a list from outside gives them. */
  static of(resources: readonly WorkspaceResource[]): WorkspaceIndex {
    const index = new WorkspaceIndex();
    const byFile = new Map<string, WorkspaceResource[]>();
    for (const resource of resources) {
      const known = byFile.get(resource.file);
      if (known) known.push(resource);
      else byFile.set(resource.file, [resource]);
    }
    for (const [file, found] of byFile) index.replace(file, found);
    return index;
  }

  get fileCount(): number {
    return this.#byFile.size;
  }

  inFile(file: string): readonly WorkspaceResource[] {
    return this.#byFile.get(file) ?? NONE;
  }

  /** What a file holds from now on; nothing where it is gone. True where that is something else than before. */
  replace(file: string, resources: readonly WorkspaceResource[]): boolean {
    const before = this.inFile(file);
    if (JSON.stringify(before) === JSON.stringify(resources)) return false;
    for (const resource of before) this.#byKind.get(resource.kind)?.delete(resource);
    for (const resource of resources) {
      const sameKind = this.#byKind.get(resource.kind);
      if (sameKind) sameKind.add(resource);
      else this.#byKind.set(resource.kind, new Set([resource]));
    }
    if (resources.length === 0) this.#byFile.delete(file);
    else this.#byFile.set(file, resources);
    for (const { kind, name } of [...before, ...resources]) {
      this.#answers.delete(keyOf({ kind }));
      this.#answers.delete(keyOf({ kind, name }));
    }
    return true;
  }

  /** The same array until a file changes that has something of that kind and name. */
  find(query: WorkspaceQuery): readonly WorkspaceResource[] {
    const key = keyOf(query);
    const known = this.#answers.get(key);
    if (known) return known;
    const all = [...(this.#byKind.get(query.kind) ?? [])];
    const found = query.name === undefined ? all : all.filter(({ name }) => name === query.name);
    const answer = found.length === 0 ? NONE : found;
    this.#answers.set(key, answer);
    return answer;
  }
}

function keyOf({ kind, name }: WorkspaceQuery): string {
  return name === undefined ? kind : `${kind}\n${name}`;
}
