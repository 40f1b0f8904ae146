// What a refactoring is, and the tools all of them use: steps on a document whose sum becomes few edits of the file.
import { difference } from "../language/path-edits.ts";
import { Deployment, isSeldonDeployment, resourcesOf, type SeldonFacts } from "../model/index.ts";
import {
  applyEdits,
  parseDocument,
  type Cursor,
  type Edits,
  type Range,
  type StreamDocument,
  type YamlDocument,
  type YamlStream,
} from "../yaml/index.ts";

/** A change that a person may want without anything being wrong. */
export interface Refactoring {
  readonly title: string;
  readonly kind: "rewrite" | "extract" | "move";
  /** Of the file. */
  readonly edits: Edits;
  /** Files beside it that are to be made, by their names. */
  readonly files?: readonly { readonly name: string; readonly text: string }[];
  /** The name that the file is to have afterwards. */
  readonly newName?: string;
}

/** Where refactorings are asked for. */
export interface RefactoringPlace {
  readonly stream: YamlStream;
  /** Offsets of the file. */
  readonly range: Range;
  /** Such as `iris.yaml`, without folders; undefined where the file has none yet. */
  readonly name: string | undefined;
  /** True where the file becomes YAML only after rendering. */
  readonly isTemplate: boolean;
  readonly factsOf: (document: YamlDocument) => SeldonFacts;
}

/** A deployment of the document at the place that is asked about. */
export interface DeploymentPlace extends RefactoringPlace {
  readonly placed: StreamDocument;
  /** Which resource of the document it is. */
  readonly position: number;
  readonly deployment: Deployment;
}

/** One change, made of the deployment as the steps before have left it. */
export type Step = (document: YamlDocument, deployment: Deployment) => Edits | undefined;

/** The sum of the steps as edits of the file; undefined where one of them is not possible without harm. */
export function editsOfSteps({ placed, position }: DeploymentPlace, steps: readonly Step[]): Edits | undefined {
  let current = placed.document;
  for (const step of steps) {
    const resource = resourcesOf(current)[position];
    const edits = resource && isSeldonDeployment(resource) ? step(current, new Deployment(resource)) : undefined;
    if (!edits) return undefined;
    if (edits.length > 0) current = parseDocument(applyEdits(current.text, edits));
    if (current.problems.length > 0) return undefined;
  }
  return difference(placed.document.text, current.text, placed.offset);
}

/** True where the asked range touches the line of one of the keys or values. */
export function isAt(
  { range }: RefactoringPlace,
  { offset, document: { text } }: StreamDocument,
  places: readonly Cursor[],
): boolean {
  return places.some(at => {
    const [key, value] = [at.keyRange(), at.valueRange()];
    const first = key ?? value;
    if (!first) return false;
    const start = text.lastIndexOf("\n", first.start - 1) + 1;
    const end = lineEnd(text, at.scalar && value ? Math.max(first.end, value.end) : first.end);
    return start + offset <= range.end && range.start <= end + offset;
  });
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end;
}

/** A name that none of the others has: `canary`, `canary-2`. */
export function freeName(wanted: string, taken: readonly (string | undefined)[]): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}-${count}`;
    if (!taken.includes(name)) return name;
  }
}
