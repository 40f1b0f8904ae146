// The peer: what yaml-language-server takes for its schema validation of the same texts, in the same process.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "yaml";
import { getLanguageService } from "yaml-language-server";
import * as z from "zod";
import { projectRoot } from "../../scripts/project-root.ts";
import type { BenchInput } from "./inputs.ts";
import { measure, type Timing } from "./measure.ts";

export interface Peer {
  readonly schema: string;
  validate(input: BenchInput): Promise<Timing>;
}

const Crd = z.object({
  spec: z.object({
    versions: z.array(
      z.object({ name: z.string(), schema: z.object({ openAPIV3Schema: z.record(z.string(), z.unknown()) }) }),
    ),
  }),
});

/** With Seldon's own CRD as the schema where that is beside the project, as `feasibility.md` §3 has it; else with ours. */
export function preparePeer(): Peer {
  const { name, schema } = readSchema();
  const service = getLanguageService({
    schemaRequestService: uri => Promise.reject(new Error(`Nothing is fetched here: ${uri}`)),
    workspaceContext: { resolveRelativePath: relativePath => relativePath },
  });
  service.configure({ validate: true, schemas: [{ uri: "bench://schema", fileMatch: ["*"], schema }] });
  return {
    schema: name,
    validate: ({ text, runs, name: input }) =>
      measure(
        version => service.doValidation(TextDocument.create(`bench:///${input}.yaml`, "yaml", version, text), false),
        {
          runs,
          warmUp: Math.max(5, Math.round(runs / 3)),
        },
      ),
  };
}

function readSchema(): { name: string; schema: object } {
  const crd = path.join(projectRoot, "../shared/data/seldondeployment-crd-1.17.1.yaml");
  if (existsSync(crd)) {
    const { spec } = Crd.parse(parse(readFileSync(crd, "utf8")));
    const version = spec.versions.find(candidate => candidate.name === "v1");
    if (version) return { name: "Seldon's CRD 1.17.1, v1", schema: version.schema.openAPIV3Schema };
  }
  const own = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(path.join(projectRoot, "schemas/json/seldondeployment.json"), "utf8")));
  return { name: "schemas/json/seldondeployment.json", schema: own };
}
