// Whom a request file asks: held against the SeldonDeployments that stand beside it in the file.
import * as l10n from "@vscode/l10n";
import { defineResourceRule, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import { isTemplated, nearest, PREDICTION_TEST_KIND, SELDON_KIND, type Deployment } from "../../model/index.ts";
import {
  askedDeployment,
  askedPredictor,
  deploymentsAmong,
  viewTest,
  type PredictionTestView,
} from "../../prediction/index.ts";
import { removeValue, setValue, type YamlDocument } from "../../yaml/index.ts";

export const predictionTestTarget = defineResourceRule({
  id: "prediction-test-target",
  severity: "warning",
  title: "Require request files to ask what is there",
  why: "A request to a predictor or explainer that a deployment does not have finds no Service: nothing is sent. One that speaks another protocol than the deployment gets `404 page not found` or an error about its body.",
  remedy:
    "Name the deployment, predictor and protocol as the SeldonDeployment does, or leave the last two out: they are taken from it.",
  failureModes: ["F28"],
  resources: [PREDICTION_TEST_KIND],
  messages: {
    noTarget: {
      text: "The target has neither a deployment nor a url, so there is nobody to ask. Name the SeldonDeployment.",
      severity: "error",
    },
    badUrl: {
      text: '"{url}" is no address to send to. Write scheme, host and port, such as http://localhost:8003.',
      severity: "error",
    },
    unknownDeployment: {
      text: 'The SeldonDeployment of this file is called {known}, not "{name}". Where no other deployment is meant, the request finds no Service.',
    },
    nearDeployment: {
      text: 'No file has a SeldonDeployment "{name}", but {file} has "{near}". Unless one of that name is in the cluster, the request finds no Service. If it is a slip, write {near}.',
    },
    unknownPredictor: {
      text: 'The SeldonDeployment {deployment} has no predictor "{name}" but {known}. The request finds no Service.',
    },
    noExplainer: {
      text: "The predictor {predictor} of {deployment} has no explainer, so there is no Service that explains. Add one to the SeldonDeployment, or ask with endpoint: predict.",
    },
    otherProtocol: {
      text: "The SeldonDeployment {deployment} speaks {known}, and this request {protocol}: its path is not there (404 page not found) or its body is refused. Leave the protocol out, and it is taken from the deployment.",
    },
    predictorThroughIngress: {
      text: "An ingress chooses the predictor by the traffic split, whatever is named here. Leave the predictor out, or ask through: service.",
    },
  },
  check({ resource, document, siblings, elsewhere, report }) {
    const test = viewTest(resource);
    const { target } = test;
    if (!target.map && !target.isEmpty) return;
    if (target.key("deployment").isEmpty && target.key("url").isEmpty) {
      if (target.exists) report({ at: target, message: "noTarget" });
      return;
    }
    checkUrl(test, report);
    checkRoute(test, document, report);
    const deployments = deploymentsAmong(siblings("SeldonDeployment").map(sibling => sibling.resource));
    const deployment = askedDeployment(test, deployments);
    if (deployment) checkAgainst(test, deployment, document, report);
    else if (target.key("url").isEmpty && deployments.length > 0) checkName(test, deployments, document, report);
    else if (target.key("url").isEmpty) checkElsewhere(test, elsewhere, document, report);
  },
});

type Report = DeploymentContext["report"];

function checkUrl({ target }: PredictionTestView, report: Report): void {
  const at = target.key("url");
  const url = at.string();
  if (url !== undefined && url !== "" && !isTemplated(url) && !/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/i.test(url))
    report({ at, message: "badUrl", data: { url } });
}

function checkRoute({ target }: PredictionTestView, document: YamlDocument, report: Report): void {
  const at = target.key("predictor");
  if (at.isEmpty || target.key("through").string() !== "ingress") return;
  report({
    at,
    message: "predictorThroughIngress",
    fixes: [suggestion(l10n.t("Remove predictor"), removeValue(document, at))],
  });
}

function checkName(
  { target }: PredictionTestView,
  deployments: readonly Deployment[],
  document: YamlDocument,
  report: Report,
): void {
  const at = target.key("deployment");
  const name = at.string();
  const known = deployments.flatMap(deployment => deployment.name ?? []);
  if (name === undefined || isTemplated(name) || known.length === 0 || known.includes(name)) return;
  const meant = known.length === 1 ? known[0] : nearest(name, known);
  const fixes = [
    meant === undefined ? undefined : suggestion(l10n.t`Change to ${meant}`, setValue(document, at, meant)),
  ];
  report({ at, message: "unknownDeployment", data: { name, known: listed(known, "or") }, fixes });
}

/** What no file has may be in the cluster; only a name that is nearly that of another is likely to be a slip. */
function checkElsewhere(
  { target }: PredictionTestView,
  elsewhere: DeploymentContext["elsewhere"],
  document: YamlDocument,
  report: Report,
): void {
  const at = target.key("deployment");
  const name = at.string();
  if (name === undefined || isTemplated(name) || elsewhere({ kind: SELDON_KIND, name }).length > 0) return;
  const known = elsewhere({ kind: SELDON_KIND });
  const near = nearest(name, [...new Set(known.map(other => other.name))]);
  const found = known.find(other => other.name === near);
  if (near === undefined || !found) return;
  const fixes = [suggestion(l10n.t`Change to ${near}`, setValue(document, at, near))];
  report({ at, message: "nearDeployment", data: { name, near, file: found.file }, fixes });
}

function checkAgainst(test: PredictionTestView, deployment: Deployment, document: YamlDocument, report: Report): void {
  checkPredictor(test, deployment, document, report);
  checkExplainer(test, deployment, report);
  const at = test.spec.key("protocol");
  const { protocol } = test;
  const known = deployment.protocol;
  if (protocol === undefined || known === undefined || protocol === known) return;
  report({
    at,
    message: "otherProtocol",
    data: { protocol, known, deployment: deployment.name ?? "" },
    fixes: [suggestion(l10n.t("Take it from the deployment"), removeValue(document, at))],
  });
}

function checkPredictor(
  { target }: PredictionTestView,
  deployment: Deployment,
  document: YamlDocument,
  report: Report,
): void {
  const at = target.key("predictor");
  const name = at.string();
  const known = deployment.predictors.flatMap(predictor => predictor.name ?? []);
  // An ingress does not look at it, which is said already.
  const isLookedAt = target.key("through").string() !== "ingress";
  if (
    name === undefined ||
    name === "*" ||
    isTemplated(name) ||
    !isLookedAt ||
    known.length === 0 ||
    known.includes(name)
  )
    return;
  const data = { name, deployment: deployment.name ?? "", known: listed(known, "and") };
  report({
    at,
    message: "unknownPredictor",
    data,
    fixes: known.map((each): FixProposal | undefined =>
      suggestion(l10n.t`Change to ${each}`, setValue(document, at, each)),
    ),
  });
}

function checkExplainer(test: PredictionTestView, deployment: Deployment, report: Report): void {
  const predictor = askedPredictor(test, deployment);
  if (test.endpoint !== "explain" || !predictor) return;
  // The operator passes an explainer without a type over (seldon-facts §1.3).
  if ((predictor.explainer.key("type").string() ?? "") !== "") return;
  const data = { predictor: predictor.name ?? "", deployment: deployment.name ?? "" };
  report({ at: test.target.key("endpoint"), message: "noExplainer", data });
}

function listed(words: readonly string[], word: string): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${word} ${last}`;
}
