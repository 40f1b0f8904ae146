// Secrets and ConfigMaps that a kustomization makes. Their real names end in a hash, which kustomize puts into references, too.
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";
import type { Cursor } from "../yaml/index.ts";
import type { IndexedDocument } from "./read-file.ts";

const GENERATORS = [
  ["secretGenerator", "Secret"],
  ["configMapGenerator", "ConfigMap"],
] as const;

export function readKustomization({ document, file, lineAt }: IndexedDocument): readonly WorkspaceResource[] {
  const root = document.cursor();
  const everywhere = root.key("namespace").string();
  return GENERATORS.flatMap(([field, kind]) =>
    root
      .key(field)
      .items()
      .flatMap((item): WorkspaceResource[] => {
        const name = item.key("name").string();
        const namespace = item.key("namespace").string() ?? everywhere;
        if (name === undefined) return [];
        const keys = literalKeys(item);
        return [
          {
            kind,
            name,
            ...(namespace !== undefined && { namespace }),
            file,
            line: lineAt(item.key("name").range().start),
            isGenerated: true,
            ...(keys && { keys }),
          },
        ];
      }),
  );
}

/** The keys where all of them are written here; `envs` reads them from a file. */
function literalKeys(item: Cursor): string[] | undefined {
  if (item.key("envs").exists || item.key("env").exists) return undefined;
  const texts = (field: string): string[] =>
    item
      .key(field)
      .items()
      .flatMap(entry => entry.string() ?? []);
  const literals = texts("literals").map(literal => literal.split("=")[0] ?? "");
  const files = texts("files").map(
    entry => (entry.includes("=") ? entry.split("=")[0] : entry.split("/").at(-1)) ?? "",
  );
  return [...literals, ...files];
}
