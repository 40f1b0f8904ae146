// Says for certain which containers a predictor's manifest declares, or that it cannot be said.
import type { Predictor } from "./deployment.ts";
import { isTemplated } from "./template.ts";
import type { Cursor } from "../yaml/index.ts";

/**
 * The names of all containers in `componentSpecs`, init containers not among them. Undefined where a template, a value of the
 * wrong type or a pod spec without `containers`, which the API server refuses, hides some of them: nothing can then be said
 * about a name that is missing.
 */
export function containerNames(predictor: Predictor): ReadonlySet<string> | undefined {
  const lists = [
    predictor.at.key("componentSpecs"),
    ...predictor.componentSpecs.map(spec => spec.pod.key("containers")),
  ];
  if (predictor.componentSpecs.some(spec => spec.pod.map && spec.pod.key("containers").isEmpty)) return undefined;
  const maps = predictor.componentSpecs.flatMap(spec => [spec.at, spec.pod]);
  if (lists.some(list => !list.isEmpty && !list.sequence) || maps.some(map => !map.isEmpty && !map.map))
    return undefined;
  const names = predictor.containers.map(container => knownName(container.at.key("name")));
  return names.includes(undefined) ? undefined : new Set(names.flatMap(name => name ?? []));
}

function knownName(cursor: Cursor): string | undefined {
  const name = cursor.string();
  return name === undefined || isTemplated(name) ? undefined : name;
}
