// All files that are generated from the rules and contracts.
import type { GeneratedFile } from "../gen.ts";
import { contributionFiles } from "./contributions.ts";
import { failureModeRulesFile } from "./failure-mode-rules.ts";
import { failureModesPage } from "./failure-modes.ts";
import { jsonSchemaFiles, predictionTestSchema, seldonDeploymentSchema } from "./json-schemas.ts";
import { l10nBundleFile } from "./l10n-bundle.ts";
import { playgroundCrdFile } from "./playground-crd.ts";
import { playgroundDescriptionsFile } from "./playground-descriptions.ts";
import { playgroundPage } from "./playground-differences.ts";
import { playgroundScenariosPage } from "./playground-scenarios.ts";
import { playgroundTypesFile } from "./playground-types.ts";
import { predictionShapesFile } from "./prediction-shapes.ts";
import { readmeFile } from "./readme.ts";
import { rulePages } from "./rule-pages.ts";
import { ruleReleasesFile } from "./rule-releases.ts";
import { snippetsFile } from "./snippets.ts";
import { structuresFile } from "./structures.ts";
import { thirdPartyNotices } from "./third-party-notices.ts";

export async function generatedFiles(): Promise<GeneratedFile[]> {
  const seldonDeployment = await seldonDeploymentSchema();
  return [
    structuresFile(seldonDeployment),
    predictionShapesFile(predictionTestSchema()),
    playgroundCrdFile(seldonDeployment),
    await playgroundTypesFile(),
    await playgroundDescriptionsFile(),
    ...(await jsonSchemaFiles()),
    ...rulePages(),
    ruleReleasesFile(),
    failureModeRulesFile(),
    failureModesPage(),
    snippetsFile(),
    ...(await contributionFiles()),
    l10nBundleFile(),
    await playgroundPage(),
    await playgroundScenariosPage(),
    await readmeFile(),
    thirdPartyNotices(),
  ];
}
