// Requests that cannot be sent as they stand, or that the model is certain to refuse (F28): told before anything is sent.
import * as l10n from "@vscode/l10n";
import {
  checkPayload,
  type PayloadContext,
  type PayloadFix,
  type PayloadProblem,
} from "../../../../../schemas/src/index.ts";
import { defineResourceRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import { PREDICTION_TEST_KIND } from "../../model/index.ts";
import {
  askedDeployment,
  askedPredictor,
  deploymentsAmong,
  predictionShapeProblems,
  viewTest,
  type PredictionTestView,
  type ShapeProblem,
} from "../../prediction/index.ts";
import {
  plainValue,
  removeValue,
  setValue,
  type Cursor,
  type Edits,
  type PlainValue,
  type YamlDocument,
} from "../../yaml/index.ts";

export const predictionTestRequest = defineResourceRule({
  id: "prediction-test-request",
  severity: "error",
  title: "Require requests that fit their protocol and themselves",
  why: "Models refuse such a request in words that hide the cause: Seldon's wrapper answers a body of the v2 protocol with `Invalid request data type: {…}`, and a shape that does not fit with `cannot reshape array of size 4 into shape (2,4)`.",
  remedy:
    "Give exactly one of the shapes that the protocol knows, with as many values as its shape says and as many names as it has columns. `ndarray`, `dataframe` and `csv` are written as each protocol wants them.",
  failureModes: ["F28"],
  resources: [PREDICTION_TEST_KIND],
  messages: {
    noShape: { text: "{problem}." },
    severalShapes: { text: "{problem}.", uncovers: "Of two shapes in one request neither is looked at." },
    shapeOfOtherProtocol: { text: "{problem}.", uncovers: "A shape of another protocol is not looked at any further." },
    keyOfOtherProtocol: { text: "{problem}.", severity: "warning" },
    tensorflowOverGrpc: { text: "{problem}." },
    explainOverGrpc: { text: "{problem}." },
    feedbackOfOtherProtocol: { text: "{problem}." },
    feedbackOnly: { text: "{problem}.", severity: "warning" },
    tensorCount: { text: "{problem}." },
    inputCount: { text: "{problem}." },
    inputValue: { text: "{problem}." },
    halfFloatOverGrpc: { text: "{problem}." },
    raggedRows: { text: "{problem}." },
    namesCount: { text: "{problem}." },
    namesUnused: { text: "{problem}.", severity: "warning" },
  },
  check({ resource, document, siblings, report }) {
    const test = viewTest(resource);
    const contexts = possibleContexts(test, siblings);
    for (const request of test.requests) {
      const isMisspelt = hasUnknownField(request, predictionShapeProblems(resource));
      for (const problem of problemsOf(request, contexts))
        if (problem.messageId !== "noShape" || !isMisspelt) tell(problem, { test, request, document }, report);
    }
  },
});

/** A shape whose name is misspelt is not missing. */
function hasUnknownField(request: Cursor, problems: readonly ShapeProblem[]): boolean {
  const place = request.path.join();
  return problems.some(({ kind, at }) => kind === "unknown-field" && at.path.slice(0, -1).join() === place);
}

interface Place {
  readonly test: PredictionTestView;
  readonly request: Cursor;
  readonly document: YamlDocument;
}

/** One for each protocol that the deployment may speak: the file need not say it, and the deployment may stand elsewhere. */
function possibleContexts(
  test: PredictionTestView,
  siblings: DeploymentContext["siblings"],
): readonly PayloadContext[] {
  const deployments = deploymentsAmong(siblings("SeldonDeployment").map(({ resource }) => resource));
  const deployment = askedDeployment(test, deployments);
  const implementation = deployment && askedPredictor(test, deployment)?.graph?.implementation;
  const protocol = test.protocol ?? deployment?.protocol;
  const protocols = protocol === undefined ? (["seldon", "v2", "tensorflow"] as const) : [protocol];
  const { transport, endpoint } = test;
  return protocols.map(each => ({ protocol: each, transport, endpoint, implementation }));
}

/** What is wrong under every protocol that the request can be meant for. */
function problemsOf(request: Cursor, contexts: readonly PayloadContext[]): readonly PayloadProblem[] {
  const payload = plainValue(request);
  const answers = contexts.map(context => checkPayload(payload, context));
  const fitting = answers.filter(problems => problems.every(({ messageId }) => messageId !== "shapeOfOtherProtocol"));
  const [first = [], ...others] = fitting.length > 0 ? fitting : answers;
  return first.filter(problem => others.every(problems => problems.some(other => isSame(problem, other))));
}

function isSame(a: PayloadProblem, b: PayloadProblem): boolean {
  return a.messageId === b.messageId && a.path.join() === b.path.join();
}

function tell(problem: PayloadProblem, place: Place, report: DeploymentContext["report"]): void {
  const { messageId, path, message } = problem;
  if (!isTold(messageId)) return;
  const at = cause(messageId, place) ?? place.request.at(...path);
  const data = { problem: message.replace(/\.$/, "") };
  report({ at, message: messageId, data, fixes: [proposal(problem, place)] });
}

/** What only a model's signature tells has no message here. */
function isTold(id: PayloadProblem["messageId"]): boolean {
  return Object.hasOwn(predictionTestRequest.meta.messages, id);
}

/** What is said of the way that a request takes stands where that is chosen. */
function cause(messageId: PayloadProblem["messageId"], { test }: Place): Cursor | undefined {
  if (messageId === "tensorflowOverGrpc" || messageId === "explainOverGrpc") return test.spec.key("transport");
  return messageId === "feedbackOfOtherProtocol" ? test.target.key("endpoint") : undefined;
}

function proposal({ messageId, fix: change }: PayloadProblem, place: Place): FixProposal | undefined {
  const { test, document } = place;
  if (messageId === "tensorflowOverGrpc" || messageId === "explainOverGrpc")
    return suggestion(l10n.t("Change to rest"), setValue(document, test.spec.key("transport"), "rest"));
  if (!change) return undefined;
  const proposed = editsFor(change, place);
  const isSure = change.kind === "remove" && messageId !== "severalShapes";
  return proposed && (isSure ? fix : suggestion)(proposed.title, proposed.edits);
}

function editsFor(
  change: PayloadFix,
  { request, document }: Place,
): { title: string; edits: Edits | undefined } | undefined {
  switch (change.kind) {
    case "remove": {
      const at = request.at(...change.path);
      return { title: l10n.t`Remove ${at.name}`, edits: removeValue(document, at) };
    }
    case "set-names":
      return {
        title: l10n.t`Set names to ${change.names.join(", ")}`,
        edits: replaced(document, request.key("names"), change.names),
      };
    case "set-value": {
      const at = request.at(...change.path);
      return isPlain(change.value)
        ? {
            title: l10n.t`Change ${at.name} to ${JSON.stringify(change.value)}`,
            edits: replaced(document, at, change.value),
          }
        : undefined;
    }
    case "replace-shape": {
      const { from, to, value } = change;
      if (!isPlain(value)) return undefined;
      return { title: l10n.t`Send it as ${to}`, edits: reshaped(document, request.key(from), to, value) };
    }
  }
}

/** Another key and its value in the place of an entry that has no comments to lose. */
function reshaped(
  { text, layout }: YamlDocument,
  { entry, node, shared }: Cursor,
  key: string,
  value: PlainValue,
): Edits | undefined {
  if (!entry || !node || shared) return undefined;
  const { start } = entry.key;
  const written = text.slice(start, node.end);
  if (written.includes("#")) return undefined;
  const head = layout.json ? JSON.stringify(key) : key;
  const lineBreak = /\r?\n$/.exec(written)?.[0] ?? "";
  return [{ start, end: node.end, newText: `${head}: ${flowText(value)}${lineBreak}` }];
}

function flowText(value: PlainValue): string {
  return Array.isArray(value) ? `[${value.map(flowText).join(", ")}]` : JSON.stringify(value);
}

/** Longer values are written anew on one line, where they stand on one already. */
function replaced(document: YamlDocument, at: Cursor, value: PlainValue): Edits | undefined {
  const { node } = at;
  if (!node || node.kind === "scalar") return setValue(document, at, value);
  if (at.shared || node.kind !== "sequence" || !node.flow) return undefined;
  return [{ start: node.start, end: node.end, newText: flowText(value) }];
}

function isPlain(value: unknown): value is PlainValue {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
  return typeof value === "object" && Object.values(value).every(isPlain);
}
