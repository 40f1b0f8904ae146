// Before a deploy: whether the models that it names are in their stores, where the user wants that looked at.
import * as l10n from "@vscode/l10n";
import { modelPlaces } from "../../domain/artifact/index.ts";
import { textSetting } from "../../ui/workbench-state.ts";
import type { FurtherLook } from "./consent.ts";
import type { DeployParts, GateSubject } from "./deploy-parts.ts";
import type { Prepared } from "./prepare.ts";

export interface ModelsToLookFor {
  /** Looked at already, since the setting says always: what came of it, in sentences. */
  readonly notes: readonly string[];
  /** What the question offers, since the setting says ask. */
  readonly offer: FurtherLook | undefined;
}

const NOTHING: ModelsToLookFor = { notes: [], offer: undefined };

export async function modelsToLookFor({ models }: DeployParts, prepared: Prepared): Promise<ModelsToLookFor> {
  const setting = textSetting("seldon.deploy.checkArtifacts");
  const subjects = subjectsOf(prepared);
  if (setting === "never" || subjects.length === 0) return NOTHING;
  const look = (): Promise<readonly string[]> => models.check(subjects, prepared.session);
  if (setting === "always") return { notes: await look(), offer: undefined };
  return { notes: [], offer: { title: l10n.t("Look for the Models First"), look } };
}

/** Stores that are read without a Secret, such as Seldon's samples, are none that is looked into. */
function subjectsOf({ sendings, target }: Prepared): readonly GateSubject[] {
  const secrets = sendings.flatMap(({ item }) => (item.object.kind === "Secret" ? [item.object] : []));
  return sendings.flatMap(({ item: { object }, source }) => {
    const isAsked = modelPlaces(object).some(({ secret }) => secret !== undefined);
    if (object.kind !== "SeldonDeployment" || !isAsked) return [];
    const { name, namespace = target.namespace } = object.metadata;
    return [{ name, namespace, value: object, secrets, manifest: source?.manifest.document.uri }];
  });
}
