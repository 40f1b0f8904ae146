// All files that are generated from the rules and contracts.
import type { GeneratedFile } from "../gen.ts";
import { contributionFiles } from "./contributions.ts";
import { jsonSchemaFiles, seldonDeploymentSchema } from "./json-schemas.ts";
import { readmeFile } from "./readme.ts";
import { rulePages } from "./rule-pages.ts";
import { structuresFile } from "./structures.ts";
import { thirdPartyNotices } from "./third-party-notices.ts";

export async function generatedFiles(): Promise<GeneratedFile[]> {
  return [
    structuresFile(await seldonDeploymentSchema()),
    ...(await jsonSchemaFiles()),
    ...rulePages(),
    ...(await contributionFiles()),
    await readmeFile(),
    thirdPartyNotices(),
  ];
}
