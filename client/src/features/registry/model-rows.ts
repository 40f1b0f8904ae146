// Rows of the view Models as plain data: registered models, their versions, and what is known of a version.
import * as l10n from "@vscode/l10n";
import { metricWords, runMetrics, signatureWords, stageWords } from "../../domain/registry/index.ts";
import type { MlmodelFacts } from "../../../../schemas/src/index.ts";
import type { ModelRun, ModelVersion, RegisteredModel } from "../../live/registry/index.ts";

export type ModelRow =
  | { readonly kind: "model"; readonly look: RowLook; readonly model: RegisteredModel }
  | {
      readonly kind: "version";
      readonly look: RowLook;
      readonly version: ModelVersion;
      /** That lead to it. */
      readonly aliases: readonly string[];
    }
  | { readonly kind: "detail"; readonly look: RowLook };

export interface RowLook {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly tooltip: string;
  readonly canExpand: boolean;
  /** For the menus of the row. */
  readonly tokens: string;
}

export function modelRow(model: RegisteredModel): ModelRow {
  const { name, aliases, latest, description } = model;
  const newest = Math.max(0, ...latest.map(({ version }) => Number(version)));
  const staged = latest.filter(({ stage }) => ["Production", "Staging"].includes(stage));
  const words = [
    ...aliases.map(({ alias, version }) => `@${alias} → ${version}`),
    ...staged.map(({ stage, version }) => `${stage} → ${version}`),
  ];
  const shown =
    words.length > 0 ? words.join(", ") : newest > 0 ? l10n.t`newest version ${newest}` : l10n.t("no version");
  return {
    kind: "model",
    model,
    look: {
      ...{ id: `model/${name}`, label: name, description: shown, icon: "package", tokens: "model", canExpand: true },
      spoken: l10n.t`Registered model ${name}, ${shown}`,
      tooltip: [name, description, ...words].filter(line => line !== "").join("\n"),
    },
  };
}

/** @param model its aliases are newer than those that the version was listed with, and are told by servers of every release */
export function versionRow(version: ModelVersion, model: Pick<RegisteredModel, "aliases">): ModelRow {
  const own = model.aliases.filter(alias => alias.version === version.version).map(({ alias }) => alias);
  const aliases = [...new Set([...own, ...version.aliases])];
  const stage = stageWords(version.stage);
  const status = version.status === "READY" || version.status === "" ? "" : version.status;
  const date = version.createdAt > 0 ? new Date(version.createdAt).toISOString().slice(0, 10) : "";
  const description = [...aliases.map(alias => `@${alias}`), stage, status, date]
    .filter(word => word !== "")
    .join(" · ");
  const label = l10n.t`Version ${version.version}`;
  return {
    kind: "version",
    version,
    aliases,
    look: {
      ...{ id: `version/${version.name}/${version.version}`, label, description },
      icon: aliases.length > 0 || stage === "Production" ? "verified" : "tag",
      spoken: l10n.t`${label} of model ${version.name}, ${description}`,
      tooltip: [`${version.name} ${version.version}`, version.description, description]
        .filter(line => line !== "")
        .join("\n"),
      ...{ canExpand: true, tokens: "version" },
    },
  };
}

export interface VersionDetails {
  readonly artifactUri: string;
  readonly run: ModelRun | undefined;
  readonly facts: MlmodelFacts | undefined;
}

/** Where it lies, what it takes, and the metrics of its run. */
export function detailRows(
  { name, version }: ModelVersion,
  { artifactUri, run, facts }: VersionDetails,
): readonly ModelRow[] {
  const id = `detail/${name}/${version}`;
  const flavors = (facts?.flavors ?? []).filter(flavor => flavor !== "python_function").join(", ");
  const signature = signatureWords(facts);
  return [
    detail(id, l10n.t("Artifact"), artifactUri, "archive"),
    ...(flavors === "" ? [] : [detail(id, l10n.t("Flavor"), flavors, "symbol-class")]),
    ...(signature === undefined ? [] : [detail(id, l10n.t("Takes"), signature, "symbol-parameter")]),
    ...(run ? [detail(id, l10n.t("Run"), run.name === "" ? run.id : run.name, "beaker")] : []),
    ...runMetrics(run?.metrics ?? []).map(({ key, value }) => detail(`${id}/metric`, key, metricWords(value), "graph")),
  ];
}

/** Something to be read, with nothing below it. */
export function detail(id: string, label: string, description: string, icon: string): ModelRow {
  return {
    kind: "detail",
    look: {
      ...{ id: `${id}/${label}`, label, description, icon, canExpand: false, tokens: "detail" },
      spoken: `${label}: ${description}`,
      tooltip: `${label}: ${description}`,
    },
  };
}
