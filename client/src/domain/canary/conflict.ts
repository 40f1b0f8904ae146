// What somebody else did to a split between reading and writing, in sentences.
import * as l10n from "@vscode/l10n";
import type { Split } from "./split.ts";

/** Empty where the two say the same; then the conflict was about something else of the object. */
export function conflictWords(before: Split, now: Split): readonly string[] {
  const names = (split: Split): string[] => split.map(({ name }) => name);
  const added = now.filter(({ name }) => !names(before).includes(name));
  const removed = before.filter(({ name }) => !names(now).includes(name));
  const common = names(before).filter(name => names(now).includes(name));
  const isReordered =
    common.join("\n") !==
    names(now)
      .filter(name => common.includes(name))
      .join("\n");
  return [
    ...added.map(({ name, traffic, isShadow }) =>
      isShadow ? l10n.t`Somebody added the shadow ${name}.` : l10n.t`Somebody added ${name} with ${share(traffic)}.`,
    ),
    ...removed.map(({ name, traffic }) => l10n.t`Somebody removed ${name}, which had ${share(traffic)}.`),
    ...(isReordered ? [l10n.t`Somebody changed the order of the predictors to ${names(now).join(", ")}.`] : []),
    ...common.flatMap(name => changesOf(name, before, now)),
  ];
}

function changesOf(name: string, before: Split, now: Split): string[] {
  const old = before.find(predictor => predictor.name === name);
  const current = now.find(predictor => predictor.name === name);
  if (!old || !current) return [];
  const role = current.isShadow
    ? l10n.t`Somebody made ${name} a shadow.`
    : l10n.t`Somebody made ${name} no longer a shadow.`;
  const moved = l10n.t`Somebody changed ${name} from ${share(old.traffic)} to ${share(current.traffic)}.`;
  return [...(old.isShadow === current.isShadow ? [] : [role]), ...(old.traffic === current.traffic ? [] : [moved])];
}

function share(traffic: number | undefined): string {
  return traffic === undefined ? l10n.t("no `traffic`") : `${traffic} %`;
}
