// Where the fields of an object stand in its file, for messages that name them by path.
import { resourcesOf } from "../model/index.ts";
import type { Path, Range, YamlStream } from "../yaml/index.ts";

/**
 * One range for each path: the value a person would look at, or the nearest thing above it that is there.
 * @param index which object, in the order of `manifestObjectsOf`
 * @returns offsets in the file; undefined where there is no such object
 */
export function locateFields(stream: YamlStream, index: number, paths: readonly Path[]): readonly Range[] | undefined {
  const found = stream.documents.flatMap(({ document, offset }) =>
    resourcesOf(document).map(resource => ({ at: resource.at, offset })),
  )[index];
  return found && paths.map(path => inFile(found.at.at(...path).range(), found.offset));
}

function inFile({ start, end }: Range, offset: number): Range {
  return { start: start + offset, end: end + offset };
}
