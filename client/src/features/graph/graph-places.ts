// Between a place in the text and a part of the picture.
import type { GraphDeployment } from "../../../../schemas/src/index.ts";

type Range = GraphDeployment["range"];

interface Position {
  readonly line: number;
  readonly character: number;
}

/** Id of the smallest part that a position is in, the deployment's index in front: `0/1/0.2` is a unit, `0/1` a predictor. */
export function partAt(deployments: readonly GraphDeployment[], position: Position | undefined): string | undefined {
  if (!position) return undefined;
  for (const [index, { predictors }] of deployments.entries()) {
    const predictor = predictors.find(({ range }) => contains(range, position));
    if (!predictor) continue;
    // Parents come before their children, so that the last one is the innermost.
    const unit = predictor.units.findLast(({ range }) => contains(range, position));
    return `${index}/${(unit ?? predictor).id}`;
  }
  return undefined;
}

/** The text of a part. */
export function placeOf(deployments: readonly GraphDeployment[], id: string): Range | undefined {
  const slash = id.indexOf("/");
  const deployment = deployments[Number(id.slice(0, slash))];
  const part = id.slice(slash + 1);
  const parts = deployment?.predictors.flatMap(predictor => [predictor, ...predictor.units]);
  return parts?.find(candidate => candidate.id === part)?.range;
}

function contains({ start, end }: Range, position: Position): boolean {
  return !isBefore(position, start) && !isBefore(end, position);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
