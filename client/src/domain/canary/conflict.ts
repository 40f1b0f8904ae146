// What somebody else did to a split between reading and writing, in sentences.
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
      isShadow ? `Somebody added the shadow ${name}.` : `Somebody added ${name} with ${share(traffic)}.`,
    ),
    ...removed.map(({ name, traffic }) => `Somebody removed ${name}, which had ${share(traffic)}.`),
    ...(isReordered ? [`Somebody changed the order of the predictors to ${names(now).join(", ")}.`] : []),
    ...common.flatMap(name => changesOf(name, before, now)),
  ];
}

function changesOf(name: string, before: Split, now: Split): string[] {
  const old = before.find(predictor => predictor.name === name);
  const current = now.find(predictor => predictor.name === name);
  if (!old || !current) return [];
  const role = current.isShadow ? `Somebody made ${name} a shadow.` : `Somebody made ${name} no longer a shadow.`;
  const moved = `Somebody changed ${name} from ${share(old.traffic)} to ${share(current.traffic)}.`;
  return [...(old.isShadow === current.isShadow ? [] : [role]), ...(old.traffic === current.traffic ? [] : [moved])];
}

function share(traffic: number | undefined): string {
  return traffic === undefined ? "no `traffic`" : `${traffic} %`;
}
