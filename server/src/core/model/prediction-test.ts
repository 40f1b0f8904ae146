// Tells which documents are request files of ours (`*.predict.yaml`), and which were meant as such.
import { PREDICTION_FILE, PREDICTION_TEST_API_VERSION, PREDICTION_TEST_KIND } from "../../../../schemas/src/index.ts";
import type { YamlDocument } from "../yaml/index.ts";
import { nearest } from "./nearest.ts";
import { resourcesOf, SELDON_GROUP, SELDON_KIND, type Resource } from "./resource.ts";

export { PREDICTION_TEST_KIND };

const GROUP = PREDICTION_TEST_API_VERSION.replace(/\/.*/, "");

const PREDICTION_TEXT = new RegExp(
  `^\\s*apiVersion\\s*:\\s*["']?${GROUP}/|kind\\s*:\\s*["']?${PREDICTION_TEST_KIND}\\b`,
  "m",
);

/** True for file names that say what the file is, whatever stands in it. */
export function isPredictionFile(fileName: string | undefined): boolean {
  return fileName !== undefined && PREDICTION_FILE.test(fileName);
}

/** True for our own kind, also where one of `apiVersion` and `kind` is missing or misspelt, which a rule then says. */
export function isPredictionTest({ kind, apiVersion }: Resource): boolean {
  const group = apiVersion?.split("/")[0];
  if (group === GROUP) return kind !== SELDON_KIND;
  if (kind !== PREDICTION_TEST_KIND) return false;
  return group === undefined || group === SELDON_GROUP || nearest(group, [GROUP]) !== undefined;
}

/**
 * The request files of a document. In a file that is named as one, a document without a kind or with nearly the right one is
 * taken for a request, too.
 */
export function predictionTestsOf(document: YamlDocument, fileName?: string): readonly Resource[] {
  const resources = resourcesOf(document);
  const found = resources.filter(isPredictionTest);
  if (found.length > 0 || !isPredictionFile(fileName)) return found;
  const at = document.cursor();
  const kind = at.key("kind").string();
  const isNear = kind === undefined || nearest(kind, [PREDICTION_TEST_KIND]) !== undefined;
  if (resources.some(({ isComplete }) => !isComplete) || !isNear || !at.map) return [];
  return [{ kind: PREDICTION_TEST_KIND, apiVersion: at.key("apiVersion").string(), at, isComplete: false }];
}

/** True where a text that cannot be read was meant as a request file. */
export function mentionsPredictionTest(text: string): boolean {
  return PREDICTION_TEXT.test(text);
}
