// What the files on the command line hold for each other. They are read for that only when a rule asks, which few runs do.
import { readFileSync } from "node:fs";
import type { WorkspaceResource } from "../../../schemas/src/index.ts";
import { readWorkspaceFile, WorkspaceIndex, type WorkspaceLookup, type WorkspaceQuery } from "../core/index.ts";
import type { FoundFile } from "./files.ts";

/** A workspace as plain data, so that any thread can read it. */
export type WorkspaceFileList = readonly FoundFile[];

export class WorkspaceFiles implements WorkspaceLookup {
  readonly #files: WorkspaceFileList;
  #index: WorkspaceIndex | undefined;

  constructor(files: WorkspaceFileList) {
    this.#files = files;
  }

  find(query: WorkspaceQuery): readonly WorkspaceResource[] {
    this.#index ??= readAll(this.#files);
    return this.#index.find(query);
  }
}

function readAll(files: WorkspaceFileList): WorkspaceIndex {
  const index = new WorkspaceIndex();
  for (const { absolutePath, reportPath } of files)
    index.replace(absolutePath, readWorkspaceFile(textOf(absolutePath), reportPath));
  return index;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // The task of the file says so, where it is one that is checked.
    return "";
  }
}
