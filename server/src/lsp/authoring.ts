// Answers `seldon/authoring`: the models, Secrets and namespaces that a new manifest can name, as far as the workspace has them.
import { RequestType } from "vscode-languageserver/node";
import type { AuthoringParams, AuthoringResult } from "../../../schemas/src/index.ts";
import { DEFAULT_SELDON_VERSION, seldonFacts } from "../core/index.ts";
import type { DocumentStore } from "./document-store.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { WorkspaceFiles } from "./workspace-files.ts";

/** The name is `AUTHORING_METHOD`'s; its module is not loaded here, since zod would slow the start. */
export const AuthoringRequest = new RequestType<AuthoringParams, AuthoringResult, never>("seldon/authoring");

export const NOTHING_KNOWN: AuthoringResult = {
  seldonVersion: DEFAULT_SELDON_VERSION,
  models: [],
  secrets: [],
  namespaces: [],
};

export interface AuthoringSources {
  readonly documents: DocumentStore;
  readonly settings: SettingsStore;
  readonly workspace: WorkspaceFiles;
}

/** Waits until the files of the workspace have been read once. */
export async function authoring(
  { documents, settings, workspace }: AuthoringSources,
  { uri }: AuthoringParams,
): Promise<AuthoringResult> {
  const { seldonVersion } = await settings.of(uri);
  // Nobody will tell that it has been closed.
  if (documents.version(uri) === undefined) settings.forget(uri);
  await workspace.whenReady();
  const secrets = workspace.find({ kind: "Secret" });
  return {
    seldonVersion: seldonFacts(seldonVersion).version,
    models: [...workspace.find({ kind: "MLmodel" })],
    secrets: [...secrets],
    namespaces: byFrequency([...secrets, ...workspace.find({ kind: "SeldonDeployment" })]),
  };
}

function byFrequency(resources: readonly { readonly namespace?: string | undefined }[]): string[] {
  const counts = new Map<string, number>();
  for (const { namespace } of resources)
    if (namespace !== undefined) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([namespace]) => namespace);
}
