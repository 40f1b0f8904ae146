// Finds the document of a file that an offset is in, and tells whether it is one that Seldon features speak about.
import {
  Deployment,
  isPredictionFile,
  isPredictionTest,
  isSeldonDeployment,
  mentionsPredictionTest,
  PREDICTION_TEST_KIND,
  predictionTestsOf,
  resourcesOf,
  SELDON_GROUP,
  SELDON_KIND,
} from "../model/index.ts";
import type { StreamDocument, YamlDocument, YamlStream } from "../yaml/index.ts";

const SELDON_TEXT = /machinelearning\.seldon\.io|kind["']?\s*:\s*["']?SeldonDeployment\b/;

/** The document that holds the offset. A boundary belongs to the document that begins there. */
export function documentAt(stream: YamlStream, offset: number): StreamDocument | undefined {
  return stream.documents.findLast(document => document.offset <= offset);
}

/**
 * True where a document is a SeldonDeployment, a list with one in it, or on the way to become one: the API group is there
 * already and no other kind is.
 */
export function isSeldonDocument(document: YamlDocument): boolean {
  const resources = resourcesOf(document);
  if (resources.some(isSeldonDeployment)) return true;
  if (document.problems.length > 0) return SELDON_TEXT.test(document.text);
  const group = document.cursor().key("apiVersion").string()?.split("/")[0];
  return group === SELDON_GROUP && document.cursor().key("kind").string() === undefined;
}

/** The kind whose schema completes and explains a document; undefined for documents that are none of ours. */
export function schemaKindOf(
  document: YamlDocument,
  fileName: string | undefined,
): typeof SELDON_KIND | typeof PREDICTION_TEST_KIND | undefined {
  if (isSeldonDocument(document)) return SELDON_KIND;
  if (predictionTestsOf(document, fileName).length > 0) return PREDICTION_TEST_KIND;
  // In the file of requests everything that is no other resource is on the way to become one.
  const isStarted = isPredictionFile(fileName) || mentionsPredictionTest(document.text);
  return isStarted && resourcesOf(document).every(isPredictionTest) ? PREDICTION_TEST_KIND : undefined;
}

/** The SeldonDeployments of a document, those inside a List included. */
export function deploymentsOf(document: YamlDocument): readonly Deployment[] {
  return resourcesOf(document)
    .filter(isSeldonDeployment)
    .map(resource => new Deployment(resource));
}
