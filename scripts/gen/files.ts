// All files that are generated from the rules and contracts.
import type { GeneratedFile } from "../gen.ts";
import { contributionFiles } from "./contributions.ts";
import { failureModeRulesFile } from "./failure-mode-rules.ts";
import { jsonSchemaFiles, seldonDeploymentSchema } from "./json-schemas.ts";
import { playgroundCrdFile } from "./playground-crd.ts";
import { playgroundTypesFile } from "./playground-types.ts";
import { readmeFile } from "./readme.ts";
import { rulePages } from "./rule-pages.ts";
import { ruleReleasesFile } from "./rule-releases.ts";
import { structuresFile } from "./structures.ts";
import { thirdPartyNotices } from "./third-party-notices.ts";

export async function generatedFiles(): Promise<GeneratedFile[]> {
  const seldonDeployment = await seldonDeploymentSchema();
  return [
    structuresFile(seldonDeployment),
    playgroundCrdFile(seldonDeployment),
    await playgroundTypesFile(),
    ...(await jsonSchemaFiles()),
    ...rulePages(),
    ruleReleasesFile(),
    failureModeRulesFile(),
    ...(await contributionFiles()),
    await readmeFile(),
    thirdPartyNotices(),
  ];
}
