// One line on the server of each prepackaged unit: what it serves, in which image, and which file it looks for.
import * as l10n from "@vscode/l10n";
import {
  isSeldonDeployment,
  resourcesOf,
  stockServer,
  Deployment,
  type SeldonFacts,
  type Unit,
} from "../model/index.ts";
import type { Range, YamlDocument, YamlStream } from "../yaml/index.ts";

export interface UnitFacts {
  /** Of the unit's name, or of the unit where it has none; offsets in the file. */
  readonly range: Range;
  readonly text: string;
}

/** @param factsOf the facts that hold for a document */
export function unitFactsOf(
  stream: YamlStream,
  factsOf: (document: YamlDocument) => SeldonFacts,
): readonly UnitFacts[] {
  return stream.documents.flatMap(({ document, offset }) =>
    resourcesOf(document)
      .filter(isSeldonDeployment)
      .flatMap(resource => new Deployment(resource).units)
      .flatMap((unit): readonly UnitFacts[] => {
        const text = factsLine(unit, factsOf(document));
        const { start, end } = unit.at.range();
        return text === undefined ? [] : [{ range: { start: start + offset, end: end + offset }, text }];
      }),
  );
}

/** Nothing for images of the user's own, of which nothing is known. */
function factsLine(unit: Unit, facts: SeldonFacts): string | undefined {
  const server = stockServer(unit, facts);
  const { protocol } = unit.deployment;
  if (!server || protocol === undefined || unit.at.shared) return undefined;
  const image = unit.container?.image ?? server.images[protocol];
  const artifacts = server.artifacts[protocol] ?? [];
  return [
    server.summary,
    ...(image === null || image === undefined ? [] : [image]),
    ...(artifacts.length > 0 ? [l10n.t`looks for ${artifacts.join(l10n.t(" or "))}`] : []),
  ].join(" · ");
}
