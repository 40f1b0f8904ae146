// What the language server says against a manifest before anything is asked of a cluster.
import type { Manifest, ManifestProblem, ManifestServer } from "./manifest-source.ts";

export interface GateResult {
  readonly errors: readonly ManifestProblem[];
  readonly warnings: number;
}

const ERROR = 1;
const WARNING = 2;

/** They tell of what is asked for next, and of how it goes in the cluster now: a deploy is what mends both. */
const NO_OBSTACLES: readonly unknown[] = ["model-uri-placeholder", "observed-failure"];

export async function askGate(server: ManifestServer, manifests: readonly Manifest[]): Promise<GateResult> {
  // What a template holds is judged by the API server, once it is filled in.
  const documents = manifests.filter(({ isTemplate }) => !isTemplate).map(({ document }) => document);
  const found = await Promise.all(documents.map(({ uri }) => server.problems(uri.toString())));
  const problems = found.flat().filter(({ code }) => !NO_OBSTACLES.includes(code));
  return {
    errors: problems.filter(({ severity }) => severity === ERROR),
    warnings: problems.filter(({ severity }) => severity === WARNING).length,
  };
}
